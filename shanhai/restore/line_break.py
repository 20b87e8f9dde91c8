"""Lines that were broken at one width, in the middle of sentences and words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import accumulate

from shanhai.model import Repair

from .characters import HAN, lines_of
from .edit import RawEdit

# A block of lines as wide as one another: verse has narrower ones, lists and headings end as they please.
NARROWEST, WIDEST = 16, 80
ALIKE = 2  # characters by which full lines differ: marks may not begin a line, numbers are not broken
LEAST = 3  # full lines in a row
LEAST_WIDTH, MOST_WIDTH, SPREAD = NARROWEST - ALIKE, WIDEST + ALIKE, 2 * ALIKE  # of lines in a block
BROKEN = 0.5  # share of them that ends within a sentence, and share that has its marks: menus, paths and titles have none
# A line of such a width and the two behind it, of no other.
OTHER = f"[^\\n]{{{LEAST_WIDTH - SPREAD},{MOST_WIDTH + SPREAD}}}"
THREE = re.compile(rf"\n([^\n]{{{LEAST_WIDTH},{MOST_WIDTH}}}+)(?=\n({OTHER}+)\n({OTHER}+)(?:\n|\Z))")
TELLING = re.compile("[，。；,;]")
UNFINISHED = f"[{HAN}、，,0-9]"
WITHIN = re.compile(UNFINISHED)
GOING_ON = re.compile(f"[{HAN}，。、；：！？”》）“《（]")  # a year at the head of a line is an entry of somebody's life


def join_lines(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete the break behind each full line of a block whose lines end within sentences.

    >>> lines = ("近日，甲县县委书记李四率团到乙市考察，双方就扩", "大开放、招商引资和劳务协作座谈，两地部门负责人")
    >>> text = "\n".join((*lines, "陪同考察，并就消费帮扶达成一致，会后代表团返回"))
    >>> [edit.start for edit in join_lines(text)]
    [23, 47]
    """
    return tuple(RawEdit(start=place, end=place + 1, replacement="", repair=Repair.LINE_BREAK) for place in breaks(text))


@lru_cache(maxsize=1)  # the look for traces and the repair ask this of one text
def breaks(text: str) -> Sequence[int]:
    """The places of the breaks within sentences."""
    return tuple(_breaks(text)) if _broken(text) else ()


def _broken(text: str) -> bool:
    """Whether three lines follow each other as wide as those of a block, one of which ends within a sentence."""
    for lines in THREE.finditer("\n" + text):
        first, second, third = map(len, lines.groups())
        alike = -SPREAD <= second - first <= SPREAD and -SPREAD <= third - first <= SPREAD
        if alike and any(WITHIN.match(line[-1]) for line in lines.groups()):
            return True
    return False


def _breaks(text: str) -> Iterator[int]:
    widths = list(map(len, lines_of(text)))
    for block, following in _blocks(widths):
        starts = list(accumulate((width + 1 for width in widths[: block[-1] + 1]), initial=0))
        ends = [starts[number] + widths[number] for number in block]
        yield from _of_block(text, ends, going_on=0 < following < widths[block[0]])


def _blocks(widths: Sequence[int]) -> Iterator[tuple[Sequence[int], int]]:
    """The numbers of lines as wide as one another, at least three, and the width of the line behind them, 0 at the end."""
    first = 0
    block: list[int] = []
    for number, width in enumerate((*widths, 0)):
        if block and abs(width - first) > ALIKE:
            if len(block) >= LEAST:
                yield block, width
            block = []
        if NARROWEST <= width <= WIDEST:
            first = width if not block else first
            block.append(number)


def _of_block(text: str, ends: Sequence[int], *, going_on: bool) -> Iterator[int]:
    """The places of the breaks within a block, and behind its last line where a shorter one goes on."""
    within = {end for end in ends if WITHIN.match(text, end - 1)}
    told = sum(1 for end in ends if TELLING.search(text, text.rfind("\n", 0, end) + 1, end))
    if len(within) < BROKEN * len(ends) or told < BROKEN * len(ends):
        return
    for end in ends if going_on else ends[:-1]:
        if end in within and end + 1 < len(text) and GOING_ON.match(text, end + 1):
            yield end
