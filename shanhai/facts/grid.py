"""Tables of a page: those of its document, and those that its text keeps in lines."""

from __future__ import annotations

from collections.abc import Iterator

from shanhai.mentions.grid import Grid, Span, kept_in_lines
from shanhai.model import Page, Part, PartKind, RestoredText
from shanhai.restore import Alignment

__all__ = ["Grid", "Span", "grids", "in_lines"]


def grids(page: Page, restored: RestoredText) -> tuple[Grid, ...]:
    """The tables of a page: those of its document, and those that its text keeps in lines."""
    return (*_of_document(page, restored), *in_lines(page, restored.text))


def _of_document(page: Page, restored: RestoredText) -> Iterator[Grid]:
    """The tables of the document; a cell that spans rows stands in each of them that has others."""
    found: dict[int, dict[int, dict[int, Span]]] = {}
    alignment = Alignment(restored)
    tall: list[Part] = []
    for part in page.parts:
        if part.kind is PartKind.CELL and part.table is not None and part.row is not None and part.column is not None:
            span = alignment.restored_span(part.start, part.end)
            found.setdefault(part.table, {}).setdefault(part.row, {})[part.column] = span
            tall += [part] if part.rows else []
    for part in tall:
        table, row, column = found[part.table or 0], part.row or 0, part.column or 0
        for below in (r for r in table if row < r < row + (part.rows or 1)):
            table[below].setdefault(column, table[row][column])
    for _, rows in sorted(found.items()):
        yield Grid(rows=tuple(dict(sorted(row.items())) for _, row in sorted(rows.items())))


def in_lines(page: Page, text: str) -> tuple[Grid, ...]:
    """The tables that the text of a page keeps in lines; none where its document has tables of its own."""
    return () if any(part.kind is PartKind.CELL for part in page.parts) else kept_in_lines(text)
