"""Navigation: blocks of links that lead elsewhere, by nav elements and by link density."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import accumulate

from shanhai.model import Part, PartKind

# A block whose links hold more than a third of its characters is not text: boilerpipe, NumWordsRulesClassifier (linkDensity <= 0.333333).
LINK_SHARE = 1 / 3
# Fewer links are a sentence with references.
FEWEST_LINKS = 3
# A line with this much text outside its links is text whatever surrounds it: jusText, LENGTH_LOW (70 characters).
LONG_LINE = 70

Span = tuple[int, int]


def navigation(*, declared: Sequence[Span], blocks: Sequence[Span], links: Sequence[Span], lines: Sequence[Span]) -> list[Part]:
    """The outermost navigation blocks: those `declared` so, and those `blocks` that are dense with links.

    `links` and `lines` are sorted and do not overlap; all spans are offsets into the published text.

    >>> found = navigation(declared=[], blocks=[(0, 8), (9, 40)], links=[(0, 2), (3, 5), (6, 8)], lines=[(0, 8), (9, 40)])
    >>> [(part.start, part.end) for part in found]
    [(0, 8)]
    """
    starts, ends = [start for start, _ in links], [end for _, end in links]
    totals = list(accumulate((end - start for start, end in links), initial=0))

    def linked(span: Span) -> tuple[int, int]:
        first, last = bisect_left(starts, span[0]), bisect_right(ends, span[1])
        return max(0, last - first), max(0, totals[last] - totals[first])

    def textual(span: Span) -> bool:
        length, characters = span[1] - span[0], linked(span)[1]
        return characters <= LINK_SHARE * length and length - characters >= LONG_LINE

    long_lines = [line[0] for line in lines if textual(line)]

    def dense(span: Span) -> bool:
        count, characters = linked(span)
        if count < FEWEST_LINKS or characters <= LINK_SHARE * (span[1] - span[0]):
            return False
        nearest = bisect_left(long_lines, span[0])
        return nearest == len(long_lines) or long_lines[nearest] >= span[1]

    candidates = sorted({*declared, *filter(dense, blocks)}, key=lambda span: (span[0], -span[1]))
    return [Part(kind=PartKind.NAVIGATION, start=start, end=end) for start, end in _outermost(candidates)]


def _outermost(spans: Sequence[Span]) -> list[Span]:
    """Spans that lie in no other, of spans sorted by start and falling end."""
    kept: list[Span] = []
    for span in spans:
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept
