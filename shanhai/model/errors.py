"""Errors name the place, the thing and the way out; all descend from `ShanhaiError`."""

from __future__ import annotations


class ShanhaiError(Exception):
    """The root of everything that Shanhai raises on purpose.

    >>> str(PageError("a.doc", "the format .doc is not read", "convert it to .docx"))
    'a.doc: the format .doc is not read; convert it to .docx'
    """

    def __init__(self, place: str, problem: str, remedy: str | None = None) -> None:
        self.place = place
        self.problem = problem
        self.remedy = remedy
        super().__init__(place, problem, remedy)  # all three, so that an error survives the way between processes

    def __str__(self) -> str:
        return f"{self.place}: {self.problem}" + (f"; {self.remedy}" if self.remedy else "")


class PageError(ShanhaiError):
    """A page that cannot be read: empty, binary, too large, of a format that is not read."""


class KnowledgeError(ShanhaiError):
    """A table or word list of `shanhai/knowledge` that is missing or malformed."""


class PatternError(ShanhaiError):
    """A rule that cannot be used; the place is FILE:LINE."""


class AlignmentError(ShanhaiError):
    """Edits that overlap, are out of order, or do not fit the published text."""


class LedgerError(ShanhaiError):
    """A ledger that cannot be opened or written: locked, read-only, of a newer schema, not a ledger."""


class JudgementError(ShanhaiError):
    """A judgement that cannot be made or applied: no such fact, a value of the wrong kind, a sitting that is closed."""


class AccountError(ShanhaiError):
    """An account that cannot be: a name that is taken, a password too easily guessed, a link that has run out, the last admin.

    `cause` names its words in the application's catalogues.

    >>> AccountError("李四", "已有这个账户 (the name is taken)", cause="taken").cause
    'taken'
    """

    def __init__(self, place: str, problem: str, remedy: str | None = None, cause: str = "") -> None:
        super().__init__(place, problem, remedy)
        self.cause = cause
        self.args = (place, problem, remedy, cause)
