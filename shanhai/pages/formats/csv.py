"""CSV and TSV: a header, then a page a row; in any encoding of ours, parted by comma, tab, semicolon or bar."""

from __future__ import annotations

import csv
from collections.abc import Iterator

from shanhai.model import PageError

from ..columns import columns_of, no_column, row_member
from ..container import Container, Member, head_of
from ..encoding import Decoded, decode
from ..format import MOST_BYTES, suffix_of
from ..lines import MOST_LINE, bounded_lines, wide_lines
from ..realign import decode_gbk

_SUFFIXES = (".csv", ".tsv")
_DELIMITERS = ",\t;|，"


def members_of_csv(member: Member) -> Iterator[Member | PageError]:
    """The page of each row, numbered as in a sheet, the header being row 1; raises PageError without a column of pages."""
    # The module has one limit for all; a field is a page.
    csv.field_size_limit(MOST_BYTES)
    heard = _heard(member)
    lines = _lines(member, heard.encoding)
    first = next(lines, "")
    delimiter = max(_DELIMITERS, key=first.count)
    rows = csv.reader(_again(first, lines), delimiter=delimiter)
    names = [name.strip() for name in next(rows, [])]
    columns = columns_of(names, member.column)
    if columns is None:
        # Of a file that was read wrongly before it was saved: two characters prove nothing, the beginning of the file does.
        names = [name.strip() for name in next(csv.reader(heard.text.split("\n"), delimiter=delimiter), [])]
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
            yield row_member(member, str(number), dict(zip(names, row, strict=False)), columns, heard)


def _again(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _heard(member: Member) -> Decoded:
    """The beginning of the file; its encoding is that of all."""
    head = head_of(member.stream)
    # Not in the middle of a character, nor of a line.
    return decode(head[: head.rfind(b"\n") + 1] or head, name=member.source)


def _lines(member: Member, encoding: str) -> Iterator[str]:
    """The lines as text."""
    wide = encoding.startswith(("utf-16", "utf-32"))
    lines: Iterator[str | bytes | None] = wide_lines(member.stream, encoding) if wide else bounded_lines(member.stream)
    for line in lines:
        if line is None:
            raise PageError(member.source, f"一行超过 {MOST_LINE // 1_000_000} MB (line too long)", "请检查文件：一行应是一个网页")
        if isinstance(line, bytes):
            line = decode_gbk(line).text if encoding == "gb18030" else line.decode(encoding, "replace")
        yield line.removeprefix("\ufeff")


CONTAINER = Container(
    name="csv", suffixes=_SUFFIXES, recognises=lambda member, head: suffix_of(member.name) in _SUFFIXES, members=members_of_csv
)
