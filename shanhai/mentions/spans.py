"""Which mentions lie within which: questions about many spans, answered without comparing each with each."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any

from shanhai.model import Mention

_START = attrgetter("start")


class Covers:
    """Some mentions as covers of others."""

    def __init__(self, covers: Iterable[Mention]) -> None:
        ordered = sorted(covers, key=lambda m: (m.start, m.end))
        self._same = frozenset(ordered)
        self._starts = [m.start for m in ordered]
        self._reach: list[int] = []
        for mention in ordered:
            self._reach.append(max(mention.end, self._reach[-1] if self._reach else 0))

    def hold(self, mention: Mention) -> bool:
        """Whether a cover begins at or before the mention and ends with it or after it, and is not the mention itself.

        >>> place = Mention(type="place", start=0, end=2, text="甲县")
        >>> Covers([place]).hold(place), Covers([Mention(type="site", start=0, end=5, text="甲县产业园")]).hold(place)
        (False, True)
        """
        index = bisect_right(self._starts, mention.start) - 1
        return index >= 0 and self._reach[index] >= mention.end and mention not in self._same


def inside(ordered: Sequence[Mention], starts: Sequence[int], start: int, end: int) -> list[Mention]:
    """Of mentions ordered by start, those within [start, end); `starts` are their starts."""
    return [m for m in ordered[bisect_left(starts, start) : bisect_left(starts, end)] if m.end <= end]


def outermost(found: Iterable[Mention], better: Callable[[Mention], Any], end: int, begin: int = 0) -> list[Mention]:
    """Of mentions within [begin, end), the better first, those that overlap none before, in order of start."""
    taken = bytearray(end - begin)
    chosen: list[Mention] = []
    for mention in sorted(found, key=better):
        first, last = mention.start - begin, mention.end - begin
        if taken.find(1, first, last) < 0:
            taken[first:last] = b"\x01" * (last - first)
            chosen.append(mention)
    return sorted(chosen, key=_START)


def offsets_within(mentions: Iterable[Mention]) -> frozenset[int]:
    """The offsets strictly inside some mention."""
    return frozenset().union(*[range(m.start + 1, m.end) for m in mentions])
