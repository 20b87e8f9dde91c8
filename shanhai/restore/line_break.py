"""Lines that were broken in the middle of sentences and words: at one width, or before words that carry a link."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from shanhai.model import Repair

from .characters import HAN, lines_of
from .edit import RawEdit
from .link_break import link_breaks

# A block of lines as wide as one another: verse has narrower ones, lists and headings end as they please.
NARROWEST, WIDEST = 16, 80
ALIKE = 2  # characters by which full lines differ: marks may not begin a line, numbers are not broken
LEAST = 3  # full lines in a row, or lines of a page that break off at the width of its widest
LEAST_WIDTH, MOST_WIDTH, SPREAD = NARROWEST - ALIKE, WIDEST + ALIKE, 2 * ALIKE  # of lines in a block
BROKEN = 0.5  # share of them that ends within a sentence, and share that has its marks: menus, paths and titles have none
# A line of such a width and the two behind it, of no other.
OTHER = f"[^\\n]{{{LEAST_WIDTH - SPREAD},{MOST_WIDTH + SPREAD}}}"
THREE = re.compile(rf"\n([^\n]{{{LEAST_WIDTH},{MOST_WIDTH}}}+)(?=\n({OTHER}+)\n({OTHER}+)(?:\n|\Z))")
TELLING = re.compile("[，。；,;]")
WITHIN = re.compile(rf"[{HAN}、，,0-9%％（《“]|\.(?=\n[0-9])")
# A year at the head of a line is an entry of somebody's life; other numbers go on with the line above where it stops before one.
GOING_ON = re.compile(rf"[{HAN}，。、；：！？”》）“《（%％]|\.[0-9]|(?!(?:19|20)[0-9]{{2}}[年.\-/])[0-9]")


def join_lines(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete the break behind each full line, in a block or a page whose lines end within sentences.

    >>> lines = ("近日，甲县县委书记李四率团到乙市考察，双方就扩", "大开放、招商引资和劳务协作座谈，两地部门负责人")
    >>> text = "\n".join((*lines, "陪同考察，并就消费帮扶达成一致，会后代表团返回"))
    >>> [edit.start for edit in join_lines(text)]
    [23, 47]
    """
    return tuple(RawEdit(start=place, end=place + 1, replacement="", repair=Repair.LINE_BREAK) for place in breaks(text))


@lru_cache(maxsize=1)  # the look for traces and the repair ask this of one text
def breaks(text: str) -> Sequence[int]:
    """The places of the breaks within sentences."""
    widths = list(map(len, lines_of(text)))
    if len(widths) < LEAST or not (_broken(text) or LEAST_WIDTH <= max(widths) <= MOST_WIDTH):
        return link_breaks(text)
    return sorted({*_Lines(text, widths).breaks(), *link_breaks(text)})


def _broken(text: str) -> bool:
    """Whether three lines follow each other as wide as those of a block, one of which ends within a sentence."""
    for lines in THREE.finditer("\n" + text):
        first, second, third = map(len, lines.groups())
        alike = -SPREAD <= second - first <= SPREAD and -SPREAD <= third - first <= SPREAD
        if alike and any(WITHIN.match(line[-1]) for line in lines.groups()):
            return True
    return False


class _Lines:
    """The lines of a text by their numbers, with their widths."""

    def __init__(self, text: str, widths: Sequence[int]) -> None:
        self._text = text
        self._widths = widths
        self._starts = list(accumulate((width + 1 for width in widths), initial=0))

    def breaks(self) -> Iterator[int]:
        """The places behind full lines that go on: those of blocks, and all as wide as the longest block's or, without one, the page's."""
        blocks = [block for block in self._blocks() if self._ends_within(block)]
        full = max(blocks, key=len) if blocks else self._page()
        widest = max(map(self._widths.__getitem__, full), default=0)
        inside = {number for block in blocks for number in block}
        for number, width in enumerate(self._widths[:-1]):
            if (number in inside or widest - ALIKE <= width <= widest) and self._goes_on(number):
                yield self._end(number)

    def _end(self, number: int) -> int:
        return self._starts[number] + self._widths[number]

    def _goes_on(self, number: int) -> bool:
        """Whether a line ends within a sentence, and the next one, which is no wider, goes on with it."""
        end, below = self._end(number), self._widths[number + 1]
        return 0 < below <= self._widths[number] + ALIKE and self._is_open(number) and bool(GOING_ON.match(self._text, end + 1))

    def _is_open(self, number: int) -> bool:
        return self._widths[number] > 0 and bool(WITHIN.match(self._text, self._end(number) - 1))

    def _tells(self, number: int) -> bool:
        return bool(TELLING.search(self._text, self._starts[number], self._end(number)))

    def _ends_within(self, block: Sequence[int]) -> bool:
        """Whether half of some lines end within a sentence, and half have a mark of one."""
        return min(sum(map(self._is_open, block)), sum(map(self._tells, block))) >= BROKEN * len(block)

    def _blocks(self) -> Iterator[Sequence[int]]:
        """The numbers of lines as wide as one another, at least three in a row."""
        first = 0
        block: list[int] = []
        for number, width in enumerate((*self._widths, 0)):
            if block and abs(width - first) > ALIKE:
                if len(block) >= LEAST:
                    yield block
                block = []
            if NARROWEST <= width <= WIDEST:
                first = width if not block else first
                block.append(number)

    def _page(self) -> Sequence[int]:
        """The lines as wide as the widest one that tells something; none where fewer than three of them go on in the next."""
        told = [number for number, width in enumerate(self._widths) if width and self._tells(number)]
        widest = max(map(self._widths.__getitem__, told), default=0)
        full = [number for number in told if self._widths[number] >= widest - ALIKE and number + 1 < len(self._widths)]
        broken = NARROWEST <= widest <= WIDEST and sum(map(self._goes_on, full)) >= max(LEAST, BROKEN * len(full))
        return full if broken else ()
