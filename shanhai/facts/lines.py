"""The lines of a restored text; a long line that holds a whole page falls into pieces at its blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.model.struct import Value

# Longer lines are pages in one line, or paragraphs, which lose nothing when they are taken in pieces that follow one another.
LONG = 120

_LINE = re.compile(r"[^\s|｜](?:[^\n]*[^\s|｜])?")
# White space, but not inside a date, a number or a phrase of Latin letters; a full date begins a piece.
_BLANK = re.compile(r"[^\S\n]+(?=(?:19|20)\d{2}[年\-/.])|(?<![讯电A-Za-z])[^\S\n]+(?![0-9A-Za-z\s])")


class Line(Value, frozen=True, kw_only=True):
    """A line of the restored text without the white space around it."""

    start: int
    end: int
    text: str


def lines(text: str) -> tuple[Line, ...]:
    r"""The lines that hold something, with their offsets.

    >>> [line.text for line in lines("甲县\n\n　乙县 | ")]
    ['甲县', '乙县']
    """
    return tuple(piece for found in _LINE.finditer(text) for piece in _pieces(found.start(), found[0]))


def _pieces(start: int, text: str) -> Iterator[Line]:
    if len(text) <= LONG:
        yield Line(start=start, end=start + len(text), text=text)
        return
    begin = 0
    for blank in _BLANK.finditer(text):
        if blank.start() > begin:
            yield Line(start=start + begin, end=start + blank.start(), text=text[begin : blank.start()])
        begin = blank.end()
    if begin < len(text):
        yield Line(start=start + begin, end=start + len(text), text=text[begin:])
