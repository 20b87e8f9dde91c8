"""Sections of a page that are each headed by a place: 甲县：县长李四…, and in the next paragraph 乙县：县长王五…."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from shanhai.model import Mention, PlaceRef
from shanhai.model.struct import Value

_BEGIN = re.compile(r"^[ \u3000【〔\[（(▍●◆◇■□★☆▲△·•]*", re.MULTILINE)
_END = re.compile(r"[】〕\]）)]?[：:]|[】〕]|[ \u3000]*$", re.MULTILINE)
_LEAST = 2  # places that head sections; one alone may be a dateline


class Sections(Value, frozen=True, kw_only=True):
    """Where the sections of a page begin, and the place that heads each."""

    starts: tuple[int, ...] = ()
    heads: tuple[PlaceRef, ...] = ()

    def at(self, offset: int) -> PlaceRef | None:
        """The place that heads the section in which an offset lies; None before the first."""
        index = bisect_right(self.starts, offset) - 1
        return self.heads[index] if index >= 0 else None


def sections(text: str, named: Sequence[tuple[Mention, PlaceRef]]) -> Sections:
    """The sections of a page, by the places that begin a line before a colon, in brackets or alone; none of one place only."""
    begun = {hit.end() for hit in _BEGIN.finditer(text)}
    found = [(m.start, ref) for m, ref in named if m.start in begun and ref.code and _END.match(text, m.end)]
    if len({ref for _, ref in found}) < _LEAST:
        return Sections()
    return Sections(starts=tuple(start for start, _ in found), heads=tuple(ref for _, ref in found))
