"""CSV and TSV: a header, then a page a row; in any encoding of ours, parted by comma, tab, semicolon or bar."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator

from shanhai.model import PageError

from ..columns import Columns, columns_of, no_column, row_member
from ..container import Container, Member, head_of
from ..encoding import decode
from ..format import MOST_BYTES, suffix_of
from ..lines import MOST_LINE, bounded_lines

_SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ",\t;|，"


def members_of_csv(member: Member) -> Iterator[Member | PageError]:
    """The page of each row, numbered as in a sheet, the header being row 1; raises PageError without a column of pages."""
    # The module has one limit for all; a field is a page.
    csv.field_size_limit(MOST_BYTES)
    lines = _decoded(member)
    first = next(lines, "")
    rows = csv.reader(_again(first, lines), delimiter=max(_DELIMITERS, key=first.count))
    names = [name.strip() for name in next(rows, [])]
    columns = columns_of(names, member.column)
    if columns is None:
        raise no_column(member.source, names)
    number = 1
    while True:
        number += 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield PageError(f"{member.source}#{number}", f"这一行读不出来：{error} (bad row)", "引号可能没有配对；请检查这一行")
            continue
        if any(cell.strip() for cell in row):
            yield _page(member, number, dict(zip(names, row, strict=False)), columns)


def _page(member: Member, number: int, row: dict[str, str], columns: Columns) -> Member | PageError:
    return row_member(member, str(number), row, columns)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _decoded(member: Member) -> Iterator[str]:
    """The lines as text; the encoding is heard from the beginning of the file."""
    head = head_of(member.stream)
    # Not in the middle of a character, nor of a line.
    sample = head[: head.rfind(b"\n") + 1] or head
    encoding = decode(sample, name=member.source).encoding
    if encoding.startswith(("utf-16", "utf-32")):
        yield from _wide(member, encoding)
        return
    for line in bounded_lines(member.stream):
        if line is None:
            raise PageError(member.source, f"一行超过 {MOST_LINE // 1_000_000} MB (line too long)", "请检查文件：一行应是一个网页")
        yield line.decode(encoding, "replace").removeprefix("\ufeff")


def _wide(member: Member, encoding: str) -> Iterator[str]:
    """The lines of UTF-16, as Excel's "Unicode text" is written."""
    reader = codecs.getreader(encoding)(member.stream, "replace")
    while line := reader.readline(MOST_LINE):
        yield line.removeprefix("\ufeff")


CONTAINER = Container(
    name="csv", suffixes=_SUFFIXES, recognises=lambda member, head: suffix_of(member.name) in _SUFFIXES, members=members_of_csv
)
