"""How sure a fact is, as the marks that stand beside it: 推, 补, 待."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from shanhai.model import Basis, Certainty, DateBasis, Evidence, Fact, When
from shanhai.views import Statement

# Years that no sentence states: taken from the page's stamp, from a neighbouring date, or from the weekday.
INFERRED_DATES = frozenset({DateBasis.STAMP, DateBasis.CHAIN, DateBasis.CALENDAR})


class Mark(StrEnum):
    """A reason for doubt; stated facts carry none."""

    INFERRED = "inferred"
    GUESSED = "guessed"
    REVIEW = "review"
    DIFFERING = "differing"


def marks(fact: Fact) -> tuple[Mark, ...]:
    """Return the marks of a fact as a whole.

    >>> from shanhai.model import Meeting
    >>> marks(Meeting(id="f", page="p", name="联席会议", needs_review=True))
    (<Mark.REVIEW: 'review'>,)
    """
    found = set(evidence_marks(words for evidence in fact.evidence.values() for words in evidence))
    dates = (value for name in ("date", "deadline", "period") if isinstance(value := getattr(fact, name, None), When))
    if any(date_marks(date) for date in dates):
        found.add(Mark.INFERRED)
    if fact.needs_review:
        found.add(Mark.REVIEW)
    return tuple(mark for mark in Mark if mark in found)


def entry_marks(stated: Statement) -> tuple[Mark, ...]:
    """Return the marks of an entry: those of its fact, and whether pages differ."""
    return (*marks(stated.fact), *([Mark.DIFFERING] if stated.differs else []))


def evidence_marks(evidence: Iterable[Evidence]) -> tuple[Mark, ...]:
    """Return the marks that the words themselves call for."""
    found = set()
    for words in evidence:
        if words.basis is Basis.INFERRED:
            found.add(Mark.INFERRED)
        if words.certainty is Certainty.GUESSED:
            found.add(Mark.GUESSED)
    return tuple(mark for mark in Mark if mark in found)


def date_marks(when: When | None) -> tuple[Mark, ...]:
    """Return the mark of a date whose year is inferred.

    >>> date_marks(When(text="8月26日", start="2024-08-26", basis=DateBasis.STAMP))
    (<Mark.INFERRED: 'inferred'>,)
    """
    return (Mark.INFERRED,) if when and when.basis in INFERRED_DATES else ()
