"""Tables: which are laid out as rows and cells, and in which row and column a cell stands."""

from __future__ import annotations

import re

from lxml import etree

from .element import CELLS, HEADINGS

# Columns beyond this are not tracked for rowspan; a hundred is wider than a sheet that a page can show. The HTML standard caps colspan
# at 1000, which a hostile page could repeat in every cell.
MOST_COLUMNS = 100

_NUMBER = re.compile(r"\s*(\d{1,5})")
# A cell with three paragraphs is a column of a page, not a value, unless the table draws borders.
PARAGRAPHS_OF_LAYOUT = 3


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page, after the signs that Firefox uses (HTMLTableAccessible::IsProbablyLayoutTable).

    A role of presentation, a table inside, a single row or column, and cells with headings or several paragraphs speak for layout;
    a caption, header cells and drawn borders for data.

    >>> is_layout(etree.fromstring("<table><tr><td>甲县</td><td>乙市</td></tr><tr><td>丙县</td><td>丁市</td></tr></table>"))
    False
    """
    if table.get("role", "").lower() in {"presentation", "none"}:
        return True
    rows = widest = cells = paragraphs = 0
    headed = crowded = False
    for element in table.iterdescendants():
        tag = element.tag
        if tag == "table":
            return True
        if tag == "tr":
            rows, cells, paragraphs = rows + 1, 0, 0
        elif tag in CELLS:
            cells, paragraphs = cells + 1, 0
            widest = max(widest, cells)
            headed = headed or tag == "th"
        elif tag in {"caption", "thead"}:
            headed = True
        elif tag == "p" or tag in HEADINGS:
            paragraphs += 1
            crowded = crowded or tag != "p" or paragraphs >= PARAGRAPHS_OF_LAYOUT
    if headed:
        return False
    return rows < 2 or widest < 2 or (crowded and not _has_borders(table))


def _has_borders(table: etree._Element) -> bool:
    """Whether the table itself asks for borders."""
    return table.get("border", "0").strip() != "0" or "border" in table.get("style", "").lower()


class Grid:
    """Counts the rows and columns of one table, spans included.

    >>> grid = Grid(number=0)
    >>> grid.next_row()
    >>> grid.place(etree.fromstring('<td rowspan="2"/>')), grid.place(etree.fromstring('<td/>'))
    ((0, 0), (1, 1))
    >>> grid.next_row()
    >>> grid.place(etree.fromstring('<td/>'))
    (1, 1)
    """

    def __init__(self, *, number: int) -> None:
        self.number = number
        self.row = -1
        self._next = self._last = 0
        self._taken_until = [0] * MOST_COLUMNS

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self._next = self._last = 0

    def place(self, cell: etree._Element) -> tuple[int, int]:
        """The column of the next cell of this row, and how many columns that is from the cell before it (from column 0 for the first)."""
        column = self._free(self._next)
        width = min(max(_span(cell, "colspan"), 1), MOST_COLUMNS)
        height = _span(cell, "rowspan")
        for taken in range(column, min(column + width, MOST_COLUMNS)):
            self._taken_until[taken] = self.row + height
        step, self._last, self._next = column - self._last, column, column + width
        return column, step

    def _free(self, column: int) -> int:
        while column < MOST_COLUMNS and self._taken_until[column] > self.row:
            column += 1
        return column


def height(cell: etree._Element) -> int | None:
    """The rows that a cell spans, where it is more than its own.

    >>> height(etree.fromstring('<td rowspan="2"/>')), height(etree.fromstring('<td/>'))
    (2, None)
    """
    rows = _span(cell, "rowspan")
    return rows if rows > 1 else None


def _span(cell: etree._Element, attribute: str) -> int:
    """A colspan or rowspan; 1 when it is absent or not a number."""
    match = _NUMBER.match(cell.get(attribute, ""))
    return int(match.group(1)) if match else 1
