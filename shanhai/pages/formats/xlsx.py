"""XLSX: the sheets that have a column of pages, a page a row; the first row with such a column is the header."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from shanhai.model import PageError

from ..columns import columns_of, no_column, row_member
from ..container import Container, Member
from ..format import suffix_of
from ..package import MOST_XML, package_kind

_SUFFIXES = (".xlsx", ".xlsm")
# Rows above the header: a name of the table, who filled it in, a date.
HEADER_WINDOW = 10
_OLE = b"\xd0\xcf\x11\xe0"


def members_of_xlsx(member: Member) -> Iterator[Member | PageError]:
    """The page of each row, as `a.xlsx#sheet!2`; raises PageError for a workbook that is damaged, locked, too large or without pages."""
    from openpyxl import load_workbook  # a tenth of a second that only sheets pay

    _check(member)
    workbook = load_workbook(member.stream, read_only=True, data_only=True, keep_links=False)
    try:
        headers: list[str] = []
        found = False
        for sheet in workbook.worksheets:
            for entry in _rows(member, sheet.title, sheet.iter_rows(values_only=True), headers):
                found = True
                yield entry
        if not found:
            raise no_column(member.source, headers)
    finally:
        workbook.close()


def _rows(member: Member, sheet: str, rows: Iterator[tuple[object, ...]], headers: list[str]) -> Iterator[Member | PageError]:
    """The pages of one sheet; what its first rows are called when none is a header is added to `headers`."""
    columns, names = None, []
    for number, row in enumerate(rows, 1):
        if columns is not None:
            if any(cell is not None for cell in row):
                yield row_member(member, f"{sheet}!{number}", dict(zip(names, row, strict=False)), columns)
            continue
        names = ["" if cell is None else str(cell).strip() for cell in row]
        columns = columns_of(names, member.column)
        if number == 1 and columns is None:
            headers.extend(name for name in names if name)
        if columns is None and number >= HEADER_WINDOW:
            return


def _check(member: Member) -> None:
    """Raise PageError for a workbook that cannot be opened within our bounds; a part larger than it declares is never unpacked."""
    if member.stream.read(4) == _OLE:
        raise PageError(member.source, "表格加了密码，或是旧版 .xls (password-protected or old)", "请去掉密码，另存为 .xlsx")
    member.stream.seek(0)
    try:
        sizes = {entry.filename: entry.file_size for entry in zipfile.ZipFile(member.stream).infolist()}
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise PageError(member.source, "表格损坏，打不开 (damaged)", "请重新下载，或在 WPS 或 Excel 中修复后另存为 .xlsx") from error
    finally:
        member.stream.seek(0)
    # Sheets are read as they come, the shared strings lie in memory whole.
    if sum(size for part, size in sizes.items() if not part.startswith("xl/worksheets/")) > MOST_XML:
        raise PageError(member.source, f"表格解开后超过 {MOST_XML // 1_000_000} MB (too large)", "请拆成几个表格，或另存为 .csv")


def _recognises(member: Member, head: bytes) -> bool:
    suffix = suffix_of(member.name)
    if suffix in _SUFFIXES:
        return head.startswith((b"PK", _OLE))
    return head.startswith(b"PK") and member.stream.seekable() and package_kind(member.stream) == "xlsx"


CONTAINER = Container(name="xlsx", suffixes=_SUFFIXES, recognises=_recognises, members=members_of_xlsx, seeks=True)
