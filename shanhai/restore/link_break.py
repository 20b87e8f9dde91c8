"""Lines that were broken before words of a sentence that carry a link: 中山联合 / 东莞对口帮扶 / 云南昭通市."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .characters import HAN, lines_of

# A line wider than verse that ends at a comma: none of 4,173 items of evening news has one.
OPEN = re.compile(rf"\n(?<=[^\n]{{12}}[，,、]\n)(?=[{HAN}“《（])")
LEAST = 2  # lines that end at a comma, so that the page's lines are broken
RUN = re.compile(rf"(?<=[{HAN}，,、])\n(?=[{HAN}“《（0-9])")
TELLING = re.compile("[，。；,;]")
LONGEST = 40  # lines in a row without an end of a sentence: more are a list


def link_breaks(text: str) -> tuple[int, ...]:
    r"""The places of breaks behind which a sentence goes on, in a text of which two lines or more end at a comma.

    >>> lines = ("依据两省党委、政府的工作安排，", "甲市联合", "乙市帮扶丙市。今后工作组将进驻，", "丙市将落实。", "编辑 李四")
    >>> link_breaks("\n".join(lines))
    (15, 20, 37)
    """
    if len(OPEN.findall(text)) < LEAST:
        return ()
    return tuple(_breaks(text))


def _breaks(text: str) -> Iterator[int]:
    """The breaks from each line that tells something and stops short to the one that ends its sentence."""
    first = OPEN.search(text)
    start = text.rfind("\n", 0, first.start()) + 1 if first else len(text)
    begun = 0  # lines of the sentence so far
    for line in lines_of(text[start:]):
        end = start + len(line)
        goes_on = RUN.match(text, end) is not None and begun < LONGEST and (begun > 0 or TELLING.search(line) is not None)
        begun = begun + 1 if goes_on else 0
        if goes_on:
            yield end
        start = end + 1
