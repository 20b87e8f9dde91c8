"""Parquet: a page a row, a few rows in memory at a time; needs pyarrow, which is not installed with the rest."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import msgspec

from shanhai.model import PageError

from ..columns import Columns, columns_of, no_column, row_member
from ..container import Container, Member
from ..encoding import decode
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
    """Raise PageError for a file whose row groups would not fit in memory."""
    for group in range(metadata.num_row_groups):
        row_group = metadata.row_group(group)
        # Asked for a damaged column, pyarrow 26 ends the process; asked for the sum, it only tells a number.
        if row_group.total_byte_size <= MOST_CHUNK:
            continue
        for chunk in map(row_group.column, range(row_group.num_columns)):
            if chunk.path_in_schema in wanted and chunk.total_uncompressed_size > MOST_CHUNK:
                raise PageError(member.source, f"行组超过 {MOST_CHUNK // 1_000_000} MB (row group too large)", "请以较小的行组重写此文件")


CONTAINER = Container(
    name="parquet", suffixes=(".parquet",), recognises=lambda member, head: head.startswith(_MAGIC), members=members_of_parquet, seeks=True
)
