"""The galley: a page's text as it is being set, with the white space that a reader sees between its pieces."""

from __future__ import annotations

import re
from bisect import bisect_left
from unicodedata import east_asian_width

from shanhai.model.struct import Value

_SOURCE_SPACE = re.compile(r"[ \t\n\r\f]+")
_WIDE = frozenset("WFH")


class Line(Value, frozen=True, kw_only=True):
    """A line of the text without the white space around it; `framed` when it lies in a part of another kind (heading, list item, cell)."""

    start: int
    end: int
    framed: bool


class Galley:
    r"""Sets text piece by piece; separators wait until text follows them, so none stands at an edge and none is doubled.

    A line break beats a cell break, a cell break beats a space. Blanks of any kind (also the no-break space U+00A0 and the ideographic
    space U+3000) are kept inside a line, where they part words, and dropped at its ends, where they are layout.

    >>> galley = Galley()
    >>> for words in ("　甲县 ", "乙市\u00a0\u00a0丙区 "):
    ...     galley.write(words)
    ...     galley.break_line()
    >>> galley.text()
    '甲县\n乙市\xa0\xa0丙区'
    """

    def __init__(self) -> None:
        self.length = 0
        self.flat = False
        self.frames = 0
        self._pieces: list[str] = []
        self._starts: list[int] = []
        self._begun: list[tuple[int, bool]] = []
        self._ended: list[int] = []
        self._held: list[str] = []
        self._break = True
        self._tabs = 0

    def write(self, text: str, *, preformatted: bool = False) -> None:
        """Set the characters of a text node; source white space collapses unless `preformatted`."""
        if not preformatted:
            self._put(_SOURCE_SPACE.sub(_collapse, text))
            return
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n")):
            if number:
                self.break_line()
            self._put(line.replace("\t", " "))

    def break_line(self) -> None:
        """What follows stands on a new line; inside a cell of a data table, after a space."""
        if not self.flat:
            self._break, self._held = True, []
        else:
            self._hold(" ")

    def break_row(self) -> None:
        """What follows stands in a new row of a table."""
        self._break, self._tabs, self._held = True, 0, []

    def break_cell(self, columns: int) -> None:
        """What follows stands `columns` columns further in the same row."""
        self._tabs += columns
        self._held = []

    def span(self, mark: int) -> tuple[int, int] | None:
        """Start and end of the text set since the galley was `mark` long, without separators; null when there is none."""
        first = bisect_left(self._starts, mark)
        return (self._starts[first], self.length) if first < len(self._starts) else None

    def text(self) -> str:
        """The text as set so far."""
        return "".join(self._pieces)

    def lines(self) -> list[Line]:
        """The lines as set so far, in order."""
        ends = [*self._ended, self.length] if self._begun else []
        return [Line(start=start, end=end, framed=framed) for (start, framed), end in zip(self._begun, ends, strict=True)]

    def _put(self, text: str) -> None:
        words = text.strip()
        if not words:
            self._hold(text)
            return
        lead = text.index(words)
        self._hold(text[:lead])
        self._separate()
        self._starts.append(self.length)
        self._append(words)
        self._hold(text[lead + len(words) :])

    def _hold(self, blanks: str) -> None:
        """Blanks that are set only when text follows on the same line; two collapsible spaces are one."""
        if self._held and self._held[-1].endswith(" ") and blanks.startswith(" "):
            blanks = blanks[1:]
        if blanks:
            self._held.append(blanks)

    def _separate(self) -> None:
        if self._break and self._begun:
            self._ended.append(self.length)
        separator = ("\n" if self._break and self.length else "") + "\t" * self._tabs
        self._append(separator if self._break or self._tabs else "".join(self._held))
        if self._break:
            self._begun.append((self.length, self.frames > 0))
        self._held, self._break, self._tabs = [], False, 0

    def _append(self, text: str) -> None:
        if text:
            self._pieces.append(text)
            self.length += len(text)


def _collapse(space: re.Match[str]) -> str:
    """Source white space as a browser shows it: one space; nothing where a source line breaks between two wide characters.

    The latter is CSS Text 3 §4.1.3 (segment breaks): hard-wrapped Chinese source must not come out with spaces in its names. It is applied
    inside a text node only: between two elements a line break is most often the only thing that parts them.
    """
    text, start, end = space.string, space.start(), space.end()
    inside = start > 0 and end < len(text)
    if inside and "\n" in space.group() and east_asian_width(text[start - 1]) in _WIDE and east_asian_width(text[end]) in _WIDE:
        return ""
    return " "
