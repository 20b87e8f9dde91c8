"""Lines of a printed page joined to paragraphs again, by their widths."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from math import inf
from unicodedata import east_asian_width

# In ems (a Chinese character is one wide). A full line may be short by an indent of two, a number that was not broken, and punctuation.
SLACK = 4.5
# A column narrower than this is a table's or a caption's.
LEAST_WIDTH = 10.0
# Full lines differ by the punctuation that may hang or be squeezed at their ends.
ALIKE = 1.5

_FINAL = re.compile(r"[。！？；：…!?][”’」』）)]?$")
_FOLIO = re.compile(r"[-–—－·•\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?(?:\s*[，,]?\s*共\s*\d{1,4}\s*页)?[-–—－·•\s]*")


def width(line: str) -> float:
    """The width of a line in ems.

    >>> width("甲县2024年")
    5.0
    """
    return sum(1.0 if east_asian_width(character) in "WF" else 0.5 for character in line)


def paragraphs(pages: Sequence[str]) -> tuple[list[str], int]:
    r"""The paragraphs of printed pages, and how many characters of page numbers were left out.

    A line that is as wide as its column and does not end a sentence goes on in the next, also over the edge of a page.

    >>> paragraphs(["甲县与乙市结对\n甲县县委书记李四率党政代表\n团到乙市考察，双方签署协议并\n座谈。\n- 1 -"])
    (['甲县与乙市结对', '甲县县委书记李四率党政代表团到乙市考察，双方签署协议并座谈。'], 5)
    """
    joined: list[str] = []
    going_on, left_out = False, 0
    bodies = []
    for page in pages:
        lines = [line.strip() for line in page.split("\n") if line.strip()]
        bodies.append(_without_folios(lines))
        left_out += sum(map(len, lines)) - sum(map(len, bodies[-1]))
    usual = _full_width([line for body in bodies for line in body])
    for body in bodies:
        # A sheet may be set in columns of its own; one with a few lines is like the others.
        full = min(_full_width(body), usual)
        for line in body:
            if going_on:
                joined[-1] += _between(joined[-1], line) + line
            else:
                joined.append(line)
            going_on = width(line) >= full and not _FINAL.search(line)
    return joined, left_out


def _without_folios(lines: list[str]) -> list[str]:
    """The lines without a page number at the top and at the foot."""
    for edge in (0, -1):
        if lines and _FOLIO.fullmatch(lines[edge]):
            lines = lines[1:] if edge == 0 else lines[:-1]
    return lines


def _full_width(lines: Sequence[str]) -> float:
    """From which width on a line is full: the width that most lines have, less SLACK; infinite when no two lines are as wide."""
    widths = sorted(wide for wide in map(width, lines) if wide >= LEAST_WIDTH)
    alike = [number + 1 - bisect_left(widths, widest - ALIKE) for number, widest in enumerate(widths)]
    most = max(alike, default=0)
    if most < 2:
        return inf
    widest = max(wide for wide, count in zip(widths, alike, strict=True) if count == most)
    return widest - min(SLACK, widest / 4)


def _between(one: str, two: str) -> str:
    """Nothing between Chinese characters, a space between two words of Latin letters."""
    return " " if one[-1].isascii() and one[-1].isalnum() and two[0].isascii() and two[0].isalpha() else ""
