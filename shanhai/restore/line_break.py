"""Lines that were broken at one width, in the middle of sentences and words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

# A block of lines as wide as one another: verse has narrower ones, lists and headings end as they please.
NARROWEST, WIDEST = 16, 80
ALIKE = 2  # characters by which full lines differ: marks may not begin a line, numbers are not broken
LEAST = 3  # full lines in a row
BROKEN = 0.5  # share of them that ends within a sentence
WITHIN = re.compile(f"[{HAN}、，,0-9]$")
GOING_ON = re.compile(f"[{HAN}，。、；：！？”》）“《（]")  # a year at the head of a line is an entry of somebody's life


def join_lines(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete the break behind each full line of a block whose lines end within sentences.

    >>> lines = ("近日，甲县县委书记李四率团到乙市考察，双方就扩", "大开放、招商引资和劳务协作座谈，两地部门负责人")
    >>> text = "\n".join((*lines, "陪同考察，并就消费帮扶达成一致，会后代表团返回"))
    >>> [edit.start for edit in join_lines(text)]
    [23, 47]
    """
    return tuple(RawEdit(start=place, end=place + 1, replacement="", repair=Repair.LINE_BREAK) for place in _breaks(text))


def _breaks(text: str) -> Iterator[int]:
    begin = 0
    block: list[tuple[int, int]] = []
    for line in text.split("\n"):
        width = len(line)
        if block and not _alike(width, block):
            yield from _of_block(text, block, going_on=bool(line) and width < block[0][1] - block[0][0])
            block = []
        if NARROWEST <= width <= WIDEST:
            block.append((begin, begin + width))
        begin += width + 1
    yield from _of_block(text, block, going_on=False)


def _alike(width: int, block: list[tuple[int, int]]) -> bool:
    return abs(width - (block[0][1] - block[0][0])) <= ALIKE


def _of_block(text: str, block: list[tuple[int, int]], *, going_on: bool) -> Iterator[int]:
    """The places of the breaks within a block, and behind its last line where a shorter one goes on."""
    if len(block) < LEAST:
        return
    within = [end for _, end in block if WITHIN.search(text[end - 1 : end])]
    if len(within) < BROKEN * len(block):
        return
    inner = [end for _, end in (block if going_on else block[:-1])]
    for end in inner:
        if end in within and end + 1 < len(text) and GOING_ON.match(text, end + 1):
            yield end
