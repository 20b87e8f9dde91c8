"""The matters of a text: its mentions with sums, quantities, projects and platforms among them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property

import msgspec

from shanhai.model import Mention, Reading

from .lexicon import Scan
from .noun import POWER, Nouns, capacity, flat
from .platform import find_platforms
from .project import find_projects
from .quantity import count, find_quantities
from .spans import inside, outermost
from .undertaking import find_undertakings

# Numbers in these say when, who or where, not how many.
_CLOSED = frozenset({"date", "document", "credit", "official", "person", "post", "programme", "place", "zone"})
_NUMBERS = frozenset({"quantity", "amount"})
_RANK = {"project": 1, "platform": 2}


def _better(mention: Mention) -> tuple[bool, int, int, int]:
    """A number stands before the name that was read over it (6个村), the longer before the shorter."""
    return (mention.type not in _NUMBERS, mention.start - mention.end, _RANK.get(mention.type, 3), mention.start)


def find_numbers(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sums and quantities of a text that are no part of a date, a name of a person or place, or a document.

    >>> find_numbers("八家子镇", [Mention(type="place", start=0, end=4, text="八家子镇")])
    ()
    """
    closed, named = (_Reach(m for m in mentions if (m.type in _CLOSED) is told) for told in (True, False))
    dates = {m.end: m.start for m in mentions if m.type == "date"}
    found = (m for m in find_quantities(text) if not closed.hold(m) and dates.get(m.end, -1) < m.start)  # 预计|5月
    return tuple(m for m in found if _in_digits(m) or not (named.hold(m) or _aside(text, m)))


class _Reach:
    """How far the mentions that begin at or before an offset reach."""

    def __init__(self, mentions: Iterable[Mention]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for mention in mentions:  # outermost, so in order and apart
            self._starts.append(mention.start)
            self._ends.append(mention.end)

    def hold(self, mention: Mention) -> bool:
        """Whether one of them holds a mention."""
        index = bisect_right(self._starts, mention.start) - 1
        return index >= 0 and self._ends[index] >= mention.end


def _aside(text: str, mention: Mention) -> bool:
    """天佑（|三元|）观光园: whether a bracket inside a name holds no more than the characters of a number."""
    return text[mention.start - 1 : mention.start] == "（" and text[mention.end : mention.end + 1] == "）"


def _in_digits(mention: Mention) -> bool:
    read = count(mention.text)
    return read is not None and not read.spelled


class Matters:
    """What one text speaks of beside people, places and times."""

    def __init__(self, text: str, mentions: Sequence[Mention], scan: Scan | None = None) -> None:
        self._text = text
        self._mentions = mentions
        self._scan = scan

    @cached_property
    def numbers(self) -> tuple[Mention, ...]:
        """Its sums and quantities."""
        return find_numbers(self._text, self._mentions)

    @cached_property
    def _nouns(self) -> Nouns:
        return Nouns(self._scan or Scan(self._text), self._mentions, self.numbers)

    @cached_property
    def _closed(self) -> _Reach:
        return _Reach(m for m in self._mentions if m.type in _CLOSED)

    @cached_property
    def _found(self) -> tuple[tuple[Mention, ...], tuple[Mention, ...]]:
        platforms, projects = find_platforms(self._nouns), find_projects(self._nouns)
        scan = self._scan or Scan(self._text)
        return platforms, (*projects, *find_undertakings(scan, self._mentions, self.numbers, (*platforms, *projects)))

    @cached_property
    def platforms(self) -> tuple[Mention, ...]:
        """Its platforms, also those inside longer names."""
        return self._named(self._found[0])

    @cached_property
    def projects(self) -> tuple[Mention, ...]:
        """Its projects, also those inside longer names."""
        return self._named(self._found[1])

    @cached_property
    def _every(self) -> tuple[list[Mention], list[int]]:
        found = [*flat(self._mentions), *self.numbers, *self._found[0], *self._found[1]]
        every = sorted(found, key=lambda m: (m.start, -m.end))
        return every, [m.start for m in every]

    def _named(self, found: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(_filled(m, *self._every) for m in found if not self._closed.hold(m))

    def _named_by(self, number: Mention) -> bool:
        """Whether a number stands in the name of a project (年产3万吨果汁项目), or of an item of a list of projects (甲乡1.2公里水泥路)."""
        made = capacity(self._text, number.start) or number.text.endswith(POWER)
        within = (p for p in self.projects if p.start < number.start and number.end < p.end)
        return any(made or (p.value == "项目" and not p.text.endswith("项目")) for p in within)

    @cached_property
    def view(self) -> tuple[Mention, ...]:
        """The mentions with the matters among them, outermost, in order; a matter covers the mentions inside it."""
        counted = [m for m in self.numbers if not self._named_by(m)]
        found = [*self._mentions, *counted, *self.platforms, *self.projects]
        return tuple(outermost(found, _better, len(self._text)))


def find_matters(text: str, mentions: Sequence[Mention], scan: Scan | None = None) -> tuple[Mention, ...]:
    """The mentions of a text with its matters among them, outermost, in order; a matter covers the mentions inside it.

    >>> from shanhai.mentions import find
    >>> said = "桐庐县—衡水市协作产业园揭牌，总投资2亿元"
    >>> [(m.type, m.text) for m in find_matters(said, find(said))]
    [('platform', '桐庐县—衡水市协作产业园'), ('amount', '2亿元')]
    """
    return Matters(text, mentions, scan).view


def _filled(mention: Mention, every: Sequence[Mention], starts: Sequence[int]) -> Mention:
    """A project or platform with what lies inside it as its parts, and what else has its span as its readings."""
    within = [m for m in inside(every, starts, mention.start, mention.end) if m is not mention]
    same = [m for m in within if (m.start, m.end) == (mention.start, mention.end)]
    smaller = [m for m in within if m not in same and m.type not in ("project", "platform")]
    parts = tuple(outermost([*smaller, *(p for m in same for p in m.parts)], _better, mention.end))
    readings = tuple(Reading(type=m.type, start=m.start, end=m.end, text=m.text) for m in same)
    return msgspec.structs.replace(mention, parts=parts, readings=readings)
