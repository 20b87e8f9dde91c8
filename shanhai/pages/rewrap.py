"""Lines of a printed page joined to paragraphs again, by their widths; running heads, running feet and page numbers left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence, Set
from itertools import takewhile
from math import inf
from unicodedata import east_asian_width

from shanhai.knowledge import words

# In ems (a Chinese character is one wide). A full line may be short by an indent of two, a number that was not broken, and punctuation.
SLACK = 4.5
# A column narrower than this is a table's or a caption's.
LEAST_WIDTH = 10.0
# Full lines differ by the punctuation that may hang or be squeezed at their ends.
ALIKE = 1.5

# Lines at the top and at the foot of a sheet that may be its running head or foot.
EDGE = 3
# Characters of a letterhead that a running head repeats.
LEAST_HEAD = 6
# A letterhead is a line; one that is longer is repeated whole or not at all.
MOST_HEAD = 100

# A day at the end of a line after a blank is the right end of a letterhead.
_FINAL = re.compile(r"(?:[。！？；：…!?][”’」』）)]?|\s(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})\s*年.{2,8}日)$")
# What opens a paragraph of its own, however full the line before it.
_OPENER = re.compile(
    rf"[一二三四五六七八九十]{{1,3}}、|[（(][一二三四五六七八九十]{{1,3}}[）)]|第[一二三四五六七八九十百]{{1,4}}[条章]|(?:{words.alternation('报送')})[:：]"
)
_FOLIO = re.compile(r"[-–—－·•\s]*(?:第\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?(?:\s*页)?(?:\s*[，,]?\s*共\s*\d{1,4}\s*页)?[-–—－·•\s]*")


def width(line: str) -> float:
    """The width of a line in ems.

    >>> width("甲县2024年")
    5.0
    """
    return sum(1.0 if east_asian_width(character) in "WF" else 0.5 for character in line)


def paragraphs(pages: Sequence[str]) -> tuple[list[str], int]:
    r"""The paragraphs of printed pages, and how many characters of page numbers and running heads were left out.

    A line that is as wide as its column and does not end a sentence goes on in the next, also over the edge of a page.

    >>> paragraphs(["甲县与乙市结对\n甲县县委书记李四率党政代表\n团到乙市考察，双方签署协议并\n座谈。\n- 1 -"])
    (['甲县与乙市结对', '甲县县委书记李四率党政代表团到乙市考察，双方签署协议并座谈。'], 5)
    """
    joined: list[list[str]] = []
    going_on = False
    sheets = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    bodies = _without_edges(sheets)
    left_out = sum(len(line) for sheet in sheets for line in sheet) - sum(len(line) for body in bodies for line in body)
    usual = _full_width([line for body in bodies for line in body])
    for body in bodies:
        # A sheet may be set in columns of its own; one with a few lines is like the others.
        full = min(_full_width(body), usual)
        for line in body:
            if going_on and not _OPENER.match(line):
                joined[-1] += _between(joined[-1][-1], line), line
            else:
                joined.append([line])
            going_on = width(line) >= full and not _FINAL.search(line)
    return ["".join(pieces) for pieces in joined], left_out


def _without_edges(sheets: Sequence[list[str]]) -> list[list[str]]:
    """The sheets without page numbers, and without lines that run along the edge of several sheets but for their numbers."""
    tops = [{_unnumbered(line) for line in sheet[:EDGE]} for sheet in sheets]
    feet = [{_unnumbered(line) for line in sheet[-EDGE:]} for sheet in sheets]
    heads, runs = (Counter(line for edge in edges for line in edge if line) for edges in (tops, feet))
    bodies = []
    for number, sheet in enumerate(sheets):
        begin = _edge(sheet, heads, tops[number]) if number else _edge(sheet, Counter(), set())
        end = len(sheet) - _edge(sheet[begin:][::-1], runs, feet[number])
        bodies.append(sheet[begin:end])
    return bodies


def _edge(lines: Sequence[str], edges: Counter[str], own: Set[str]) -> int:
    """How many lines at the beginning are page numbers or run on other sheets too."""
    return sum(1 for _ in takewhile(lambda line: _FOLIO.fullmatch(line) or _runs(line, edges, own), lines[:EDGE]))


def _unnumbered(line: str) -> str:
    """A line without digits and blanks, which differ from sheet to sheet."""
    return re.sub(r"[\d\s]", "", line)


def _runs(line: str, edges: Counter[str], own: Set[str]) -> bool:
    """Whether a line of another sheet's edge is this one, or begins it as a letterhead begins a running head; `own` are this sheet's."""
    bare = _unnumbered(line)
    beginnings = (bare[:length] for length in range(LEAST_HEAD, min(len(bare), MOST_HEAD)))
    return any(edges[each] > (each in own) for each in (bare, *beginnings))


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
