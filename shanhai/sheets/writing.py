"""A workbook written back: the same sheets with columns added beside what stands there, and sheets of what it does not have."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from shanhai.model.struct import Value

from .plan import SheetPlan

Cell = str | int | float | None
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
LONGEST = 32_000
"""Characters of a cell: Excel takes 32,767."""
WIDE, NARROW = 48, 16
"""Widths of columns of sentences and of others, in characters."""


class Beside(Value, frozen=True, kw_only=True):
    """What is written beside rows: the heads of the columns, the cells by sheet (from 0) and row, and further sheets with their rows."""

    heads: tuple[str, ...]
    wide: frozenset[int] = frozenset()
    cells: Mapping[tuple[int, int], tuple[Cell, ...]]
    further: Mapping[str, Sequence[Sequence[Cell]]]


def write_back(octets: bytes, plans: Sequence[SheetPlan], beside: Beside, *, macros: bool = False) -> bytes:
    """The workbook with what is written beside its rows; no cell that it had is touched.

    What we write is text, number or nothing, never a formula: what begins as one has an apostrophe before it.
    """
    from openpyxl import load_workbook

    book = load_workbook(BytesIO(octets), keep_vba=macros)
    for plan in plans:
        if plan.kind:
            _columns(book.worksheets[plan.at], plan, beside)
    for title, rows in beside.further.items():
        if rows:
            _sheet(book, title, rows)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _columns(sheet: Any, plan: SheetPlan, beside: Beside) -> None:
    from openpyxl.utils import get_column_letter

    rows = {row: cells for (at, row), cells in beside.cells.items() if at == plan.at}
    first = sheet.max_column + 1
    for offset, head in enumerate(beside.heads):
        _put(sheet.cell(plan.last, first + offset), head, bold=True)
        sheet.column_dimensions[get_column_letter(first + offset)].width = WIDE if offset in beside.wide else NARROW
        for row, cells in rows.items():
            if cells[offset] not in (None, ""):
                _put(sheet.cell(row, first + offset), cells[offset])


def _sheet(book: Any, title: str, rows: Sequence[Sequence[Cell]]) -> None:
    taken = set(book.sheetnames)
    names = (title, *(f"{title}{number}" for number in range(2, 100)))
    sheet = book.create_sheet(next(name for name in names if name not in taken))
    for number, cells in enumerate(rows, 1):
        for column, value in enumerate(cells, 1):
            if value not in (None, ""):
                _put(sheet.cell(number, column), value, bold=number == 1)
    sheet.freeze_panes = "A2"


def _put(cell: Any, value: Cell, *, bold: bool = False) -> None:
    from openpyxl.styles import Font

    cell.value = inert(value)
    if isinstance(value, str):
        cell.data_type = "s"  # whatever it begins with
    if bold:
        cell.font = Font(bold=True)


def inert(value: Cell) -> Cell:
    r"""A text that no spreadsheet takes for a formula, without control characters.

    >>> inert("=1+1"), inert("@SUM(A1)"), inert("甲\x07县"), inert(3)
    ("'=1+1", "'@SUM(A1)", '甲县', 3)
    """
    if not isinstance(value, str):
        return value
    held = "".join(character for character in value if character >= " " or character == "\n")[:LONGEST]
    return f"'{held}" if value.startswith(_FORMULA) or held.startswith(_FORMULA) else held
