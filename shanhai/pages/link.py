"""Links: an anchor may run over several lines; its parts do not."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import msgspec

from shanhai.model import Part

from .galley import Line


def outermost(anchors: Iterable[Part]) -> list[Part]:
    """The anchors in order, without those inside another: HTML knows no link in a link."""
    kept: list[Part] = []
    for anchor in sorted(anchors, key=lambda anchor: (anchor.start, -anchor.end)):
        if not kept or anchor.start >= kept[-1].end:
            kept.append(anchor)
    return kept


def by_line(anchors: Iterable[Part], lines: Sequence[Line]) -> list[Part]:
    """Each anchor cut at the ends of lines, so that links and paragraphs do not cross.

    >>> lines = [Line(start=0, end=4, framed=False), Line(start=5, end=9, framed=False)]
    >>> [(part.start, part.end) for part in by_line([Part(kind="link", start=2, end=7, href="/")], lines)]
    [(2, 4), (5, 7)]
    """
    starts = [line.start for line in lines]
    parts = []
    for anchor in anchors:
        number = max(0, bisect_right(starts, anchor.start) - 1)
        while number < len(lines) and lines[number].start < anchor.end:
            start, end = max(anchor.start, lines[number].start), min(anchor.end, lines[number].end)
            if start < end:
                parts.append(msgspec.structs.replace(anchor, start=start, end=end))
            number += 1
    return parts
