"""A workbook as its cells: values with merged ranges filled, formulas as what they last gave."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

from shanhai.model import PageError
from shanhai.model.struct import Value

from .plan import plain

MOST_BYTES = 50_000_000
"""Of a workbook as it comes: the largest yearly ledger of a province that we made has 9 MB."""
MOST_UNPACKED = 400_000_000
MOST_ROWS, MOST_COLUMNS = 50_000, 120
"""Of a sheet; what lies beyond is said to be left out."""
_OLE = b"\xd0\xcf\x11\xe0"
CellValue = str | int | float | bool | datetime | date | time | timedelta | None
Range = tuple[int, int, int, int]


class Grid(Value, frozen=True, kw_only=True):
    """A sheet: its rows of cells, the merged ranges (first and last row and column, from 1), whether days count from 1904."""

    name: str
    rows: tuple[tuple[Any, ...], ...]
    merged: tuple[Range, ...] = ()
    since_1904: bool = False
    cut: bool = False

    def cell(self, row: int, column: int) -> Any:
        """The value of a cell, by numbers from 1; null beyond the sheet."""
        cells = self.rows[row - 1] if row <= len(self.rows) else ()
        return cells[column - 1] if column <= len(cells) else None

    def texts(self, row: int) -> tuple[str, ...]:
        """The cells of a row as text."""
        return tuple(map(said, self.rows[row - 1])) if row <= len(self.rows) else ()


def said(value: Any) -> str:
    r"""A cell as a reader sees it.

    >>> said(datetime(2024, 5, 14)), said(12.0), said(" 甲 县\n"), said(None)
    ('2024-05-14', '12', '甲 县', '')
    """
    match value:
        case None:
            return ""
        case datetime() if not (value.hour or value.minute or value.second):
            return value.date().isoformat()
        case datetime():
            return value.isoformat(sep=" ", timespec="minutes")
        case float() if value.is_integer():
            return str(int(value))
        case float():
            return f"{value:.10g}"
        case str():
            return " ".join(value.split())
        case _:
            return str(value)


def open_workbook(octets: bytes, name: str) -> tuple[Grid, ...]:
    """The sheets of a workbook, in order. PageError where it is none, is locked, damaged or too large."""
    from openpyxl import load_workbook  # a tenth of a second that only sheets pay
    from openpyxl.utils.exceptions import InvalidFileException

    formulas = _checked(octets, name)
    try:
        shown = load_workbook(BytesIO(octets), data_only=True)
        behind = load_workbook(BytesIO(octets)) if formulas else shown
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, zipfile.BadZipFile, InvalidFileException) as error:
        raise _damaged(name) from error
    made = []
    for at, sheet in enumerate(shown.worksheets):
        other = behind.worksheets[at]
        merged = tuple((each.min_row, each.min_col, each.max_row, each.max_col) for each in sheet.merged_cells.ranges)
        rows = _rows(sheet, other if formulas else None)
        cut = sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS
        made.append(
            Grid(
                name=sheet.title,
                rows=_filled(rows, merged),
                merged=tuple(sorted(merged)),
                since_1904=shown.epoch.year == 1904,
                cut=cut,
            )
        )
    return tuple(made)


def _rows(sheet: Any, behind: Any) -> list[list[Any]]:
    """The values; a formula whose value was never worked out stands as its text."""
    size = {"max_row": min(sheet.max_row, MOST_ROWS), "max_col": min(sheet.max_column, MOST_COLUMNS)}
    rows = [list(row) for row in sheet.iter_rows(values_only=True, **size)]
    if behind is not None:
        for row, written in zip(rows, behind.iter_rows(values_only=True, **size), strict=False):
            for at, value in enumerate(written):
                if row[at] is None and isinstance(value, str) and value.startswith("="):
                    row[at] = value
    while rows and not any(value not in (None, "") for value in rows[-1]):
        rows.pop()
    return rows


def _filled(rows: list[list[Any]], merged: Iterable[Range]) -> tuple[tuple[Any, ...], ...]:
    """Every cell of a merged range has the value of its first, but for lines that go across: those say it once."""
    for top, left, bottom, right in merged:
        if top > len(rows) or not rows[top - 1][left - 1 : left]:
            continue
        value = rows[top - 1][left - 1]
        for row in range(top, min(bottom, len(rows)) + 1):
            for column in range(left, min(right, len(rows[row - 1])) + 1):
                rows[row - 1][column - 1] = value
    return tuple(map(tuple, rows))


def _checked(octets: bytes, name: str) -> bool:
    """Whether the workbook has formulas. PageError where it cannot be opened within our bounds."""
    if octets[:4] == _OLE:
        raise PageError(name, "表格加了密码，或是旧版 .xls (password-protected or old)", "请去掉密码，另存为 .xlsx (save it as .xlsx)")
    if len(octets) > MOST_BYTES:
        raise PageError(name, f"表格超过 {MOST_BYTES // 1_000_000} MB (too large)", "请拆成几个文件 (split it)")
    try:
        with zipfile.ZipFile(BytesIO(octets)) as package:
            listed = package.infolist()
            if sum(each.file_size for each in listed) > MOST_UNPACKED:
                raise PageError(name, f"表格解开后超过 {MOST_UNPACKED // 1_000_000} MB (too large)", "请拆成几个文件 (split it)")
            if not any(each.filename.startswith("xl/") for each in listed):
                raise PageError(name, "这不是 Excel 表格 (no workbook)", "请在 WPS 或 Excel 中另存为 .xlsx (save it as .xlsx)")
            sheets = [each for each in listed if each.filename.startswith("xl/worksheets/") and each.filename.endswith(".xml")]
            return any(_has_formula(package, each) for each in sheets)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError) as error:
        raise _damaged(name) from error


def _has_formula(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    held = b""
    with package.open(part) as stream:
        while piece := stream.read(1 << 20):
            if b"<f>" in held + piece or b"<f " in held + piece:
                return True
            held = piece[-3:]
    return False


def _damaged(name: str) -> PageError:
    return PageError(name, "表格损坏，打不开 (damaged)", "请在 WPS 或 Excel 中修复后另存为 .xlsx (repair it, and save it as .xlsx)")


def across(grid: Grid, row: int) -> bool:
    """Whether a line goes across the sheet: one text, in one cell or in cells that were made one.

    >>> across(Grid(name="a", rows=(("互访台账", None),)), 1)
    True
    """
    return len({plain(text) for text in grid.texts(row)} - {""}) <= 1
