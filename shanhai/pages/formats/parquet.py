"""Parquet: a page a row, a few rows in memory at a time; needs pyarrow, which is not installed with the rest."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from io import SEEK_END
from typing import Any

import msgspec

from shanhai.model import PageError

from ..columns import Columns, columns_of, no_column, row_member
from ..container import Container, Member
from ..encoding import decode
from ..thrift import read_struct
from .html import declared_encoding

_MAGIC = b"PAR1"
ROWS_AT_ONCE = 16
# Bytes of one column of one row group when unpacked: the reader holds a page of it, at worst all of it.
MOST_CHUNK = 400_000_000


def members_of_parquet(member: Member) -> Iterator[Member | PageError]:
    """The page of each row, numbered from 1; raises PageError without pyarrow, without a column of pages, or when it is damaged."""
    try:
        parquet = import_module("pyarrow.parquet")
    except ImportError as error:
        raise PageError(member.source, "读 Parquet 要装 pyarrow (pyarrow is not installed)", "pip install 'shanhai[parquet]'") from error
    table = parquet.ParquetFile(member.stream, pre_buffer=False, buffer_size=1 << 20, memory_map=False)
    names = [str(name) for name in table.schema_arrow.names]
    columns = columns_of(names, member.column)
    if columns is None:
        raise no_column(member.source, names)
    wanted = [name for name in msgspec.structs.astuple(columns) if name is not None]
    _check(member, table.metadata, wanted)
    number = 0
    for batch in table.iter_batches(batch_size=ROWS_AT_ONCE, columns=wanted, use_threads=False):
        for row in batch.to_pylist():
            number += 1
            try:
                yield _page(member, str(number), row, columns)
            except PageError as error:
                yield error


def _page(member: Member, number: str, row: dict[str, Any], columns: Columns) -> Member | PageError:
    """The page of a row; cells of bytes are in any encoding of ours."""
    heard = None
    place = f"{member.source}#{number}"
    for name, cell in row.items():
        if isinstance(cell, bytes):
            decoded = decode(cell, name=place, declared=declared_encoding(cell)) if cell else None
            row = row | {name: decoded.text if decoded else ""}
            heard = decoded if name in (columns.html, columns.text) and decoded else heard
    return row_member(member, number, row, columns, heard)


def _check(member: Member, metadata: Any, wanted: list[str]) -> None:
    """Raise PageError for a file whose row groups would not fit in memory.

    Asked for a damaged column, pyarrow 26 ends the process; asked for the sum, it only tells a number. So the columns of a row group
    whose sum is large are read from the foot itself.
    """
    large = [group for group in range(metadata.num_row_groups) if metadata.row_group(group).total_byte_size > MOST_CHUNK]
    if large and any(size > MOST_CHUNK for name, size in _chunks(member, set(large)) if name in wanted):
        raise PageError(member.source, f"行组超过 {MOST_CHUNK // 1_000_000} MB (row group too large)", "请以较小的行组重写此文件")


def _chunks(member: Member, groups: set[int]) -> Iterator[tuple[str, int]]:
    """The name and size, unpacked, of every column of some row groups, by the numbers of the fields in parquet.thrift."""
    stream = member.stream
    end = stream.seek(-8, SEEK_END)
    size = int.from_bytes(stream.read(4), "little")
    stream.seek(max(0, end - size))
    try:
        rows: Any = read_struct(stream.read(size))[4]
        for group in groups:
            for chunk in rows[group][1]:
                yield b".".join(chunk[3][3]).decode(), int(chunk[3][6])
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise PageError(member.source, "文件损坏：列的目录读不出来 (damaged)", "请重新下载或保存") from error


CONTAINER = Container(
    name="parquet", suffixes=(".parquet",), recognises=lambda member, head: head.startswith(_MAGIC), members=members_of_parquet, seeks=True
)
