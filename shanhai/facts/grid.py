"""Tables of a page: those of its document, and those that its text keeps in lines."""

from __future__ import annotations

from collections.abc import Iterator

from shanhai.mentions.grid import Grid, Span, kept_in_lines
from shanhai.model import Page, PartKind, RestoredText
from shanhai.restore import Alignment

__all__ = ["Grid", "Span", "grids", "in_lines"]


def grids(page: Page, restored: RestoredText) -> tuple[Grid, ...]:
    """The tables of a page: those of its document, and those that its text keeps in lines."""
    return (*_of_document(page, restored), *in_lines(page, restored.text))


def _of_document(page: Page, restored: RestoredText) -> Iterator[Grid]:
    """The tables of the document; a cell that spans rows stands in the first."""
    found: dict[int, dict[int, dict[int, Span]]] = {}
    for part in page.parts:
        if part.kind is PartKind.CELL and part.table is not None and part.row is not None and part.column is not None:
            found.setdefault(part.table, {}).setdefault(part.row, {})[part.column] = (part.start, part.end)
    alignment = Alignment(restored)
    for _, rows in sorted(found.items()):
        yield Grid(
            rows=tuple({column: alignment.restored_span(*span) for column, span in sorted(row.items())} for _, row in sorted(rows.items()))
        )


def in_lines(page: Page, text: str) -> tuple[Grid, ...]:
    """The tables that the text of a page keeps in lines; none where its document has tables of its own."""
    return () if any(part.kind is PartKind.CELL for part in page.parts) else kept_in_lines(text)
