"""Who signs in a bracket or in a line of its own: units, roles, names, and which of them took the pictures only."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shanhai.knowledge.places import aliases
from shanhai.mentions.person import is_name

from .naming import LONGEST_PERSON, SPREAD, Named, is_person
from .wording import fields, pattern, words

_TOKEN = re.compile(r"文[/·|](?:图|摄)|图[/·|]文|[^\s、，,;；:：|/]+|[/|]")
_HAN = re.compile(r"[\u4e00-\u9fff·]+")
_LONGEST = 80
# A bracket behind a dateline or at the end of a line; the longest dateline.
_BRACKET = re.compile(r"[（(【\[](?P<inner>[^（()）【】\[\]\n]{2,70})[）)】\]]")
_DATELINE = 30
_ENDS = re.compile(r"[ \t\u3000|]*$", re.MULTILINE)


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """What says that names follow, that the names before it wrote, that they took pictures."""
    return pattern("signing_role"), pattern("signing_wrote"), pattern("signing_pictured")


class _Parse:
    """One stretch, token by token; `failed` when a token is no name, no unit, no role."""

    def __init__(self, text: str, start: int) -> None:
        self.text, self.start = text, start
        self.writers: list[Named] = []
        self.pending: list[Named] = []
        self.units: list[Named] = []
        self.failed = False
        self.said = False  # a role or a mark says that names stand here
        # Marks stand before the names (文/李四 图/王五), and the last one says that pictures follow.
        self._leads: bool | None = None
        self._pictures = False

    def take(self, token: str, at: int) -> None:
        """Read a token."""
        role, wrote, pictured = _signs()
        if token in "/|":
            return
        mark = bool(wrote.fullmatch(token) or pictured.fullmatch(token))
        self._leads = mark if self._leads is None else self._leads
        if mark:
            self._mark(pictures=bool(pictured.fullmatch(token)))
            return
        if hit := role.match(token):
            self.said = True
            self._names(hit["names"], at + hit.start("names"))
            return
        self._names(token, at)

    def _mark(self, *, pictures: bool) -> None:
        self.said = True
        if self._leads:
            self._pictures = pictures
            return
        if not pictures:
            self.writers += self.pending or self.units
        self.pending = []

    def _names(self, token: str, at: int) -> None:
        """A name, with what follows it without a blank, or a unit."""
        if not token:
            return
        _, _, pictured = _signs()
        ending = pattern("signing_end").search(token, 2)
        name = token[: ending.start()] if ending else token
        if named := self._read(name, at):
            self.pending += () if self._pictures else named
        elif pattern("signing_unit").search(name) and name not in words().nobody and not pattern("unsigned_lead").match(name):
            self.units.append((name, at, at + len(name)))
        elif name not in aliases():
            self.failed = True
        if ending and not self._leads:
            self._mark(pictures=bool(pictured.fullmatch(ending[0])))

    def _read(self, name: str, at: int) -> list[Named]:
        """One name, or two that a role says to stand here without a blank."""
        if self._is_name(name):
            return [(name, at, at + len(name))]
        halves = [(name[:n], name[n:]) for n in (3, 2)] if self.said and len(name) > LONGEST_PERSON - 1 else []
        found = next((pair for pair in halves if all(map(is_name, pair))), None)
        return [(found[0], at, at + len(found[0])), (found[1], at + len(found[0]), at + len(name))] if found else []

    def _is_name(self, name: str) -> bool:
        if name in words().nobody or name in fields() or name in aliases() or pattern("no_name").search(name):
            return False
        unit = pattern("signing_unit").search(name)
        return (is_person(name) and not unit) or (
            self.said and not unit and 2 <= len(name) <= LONGEST_PERSON - 1 and bool(_HAN.fullmatch(name))
        )

    def done(self) -> list[Named]:
        """The names of those who wrote."""
        return [] if self.failed else [*self.writers, *self.pending]


def signers(text: str, start: int, end: int, *, said: bool = False) -> list[Named]:
    """The writers that a stretch names, when it holds nothing but units, roles and names; `said` when a role must be among them.

    >>> [name for name, _, _ in signers("甲县融媒体中心 李四 王五", 0, 13)]
    ['李四', '王五']
    >>> signers("甲县政协主席王五、副主席李四", 0, 14), signers("李四 摄", 0, 4)
    ([], [])
    """
    if end - start > _LONGEST:
        return []
    parse = _Parse(text, start)
    stretch = SPREAD.sub(lambda spread: "".join(filter(None, spread.groups())).ljust(len(spread[0]), "\u200b"), text[start:end])
    for token in _TOKEN.finditer(stretch):
        if parse.said and fields().get(token[0]) == "editors":
            break  # 记者 李四/文 编辑 王五
        parse.take(token[0].replace("\u200b", ""), start + token.start())
        if parse.failed:
            return []
    return parse.done() if parse.said or not said else []


def signed(text: str, regions: Sequence[tuple[int, int]], lines: Sequence[tuple[int, int]]) -> Iterator[list[Named]]:
    """The writers of each bracket at the end of a line or behind a dateline, and of each line of its own.

    A bracket may hold a unit and a name; a line of its own, and a bracket before the first words, must say who they are.
    """
    for begin, until in regions:
        for hit in _BRACKET.finditer(text, begin, until):
            ends = bool(_ENDS.match(text, hit.end()))
            before = text[text.rfind("\n", 0, hit.start()) + 1 : hit.start()].rstrip()
            opens = not ends and len(before) <= _DATELINE
            if (ends or opens) and (found := signers(text, *hit.span("inner"), said=opens and not before.endswith(("讯", "电", "消息")))):
                yield found
    for begin, until in lines:
        if found := signers(text, begin, until, said=True):
            yield found
