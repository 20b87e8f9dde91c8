"""The tables of offices' own sheets; `schema` has them with all others."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

from shanhai.sheets import Left, SheetPlan, SheetRow
from shanhai.sheets.guessing import Shape

from .columns import Compressed, Json, Word


def sheeted(metadata: MetaData) -> tuple[Table, Table, Table, Table]:
    """Workbooks as they came and how they are read, their rows, what was confirmed for sheets of a shape, what people decided of rows.

    What is found for a row is no row of a table: it follows from the rows, the decisions and the entries as they are.
    """
    workbooks = Table(
        "workbooks",
        metadata,
        Column("id", Word, primary_key=True, comment="SHA-256 of the bytes, hexadecimal"),
        Column("name", Text, nullable=False, comment="of the file, as it was given"),
        Column("bytes", Compressed, nullable=False, comment="as it came; zstd"),
        Column("size", Integer, nullable=False),
        Column("added", Word, nullable=False, comment="ISO 8601, UTC"),
        Column("who", Word, nullable=False),
        Column("imported", Word, comment="ISO 8601, UTC: when its rows were last taken in; null: its columns are not confirmed yet"),
        Column("plans", Json(tuple[SheetPlan, ...]), nullable=False, comment="how each sheet is read"),
        Column("lines", Json(tuple[Left, ...]), nullable=False, comment="lines below headers that are no rows"),
    )

    sheet_rows = Table(
        "sheet_rows",
        metadata,
        Column("workbook", Word, ForeignKey("workbooks.id", ondelete="CASCADE"), primary_key=True),
        Column("sheet", Integer, primary_key=True, comment="from 0"),
        Column("number", Integer, primary_key=True, comment="of the row, as Excel counts"),
        Column("key", Word, nullable=False, comment="made of its key values: the same in another row, or another file"),
        Column("body", Json(SheetRow), nullable=False),
        Index(None, "key"),
        sqlite_with_rowid=False,
    )

    sheet_shapes = Table(
        "sheet_shapes",
        metadata,
        Column("key", Word, primary_key=True, comment="of the set of words that head the columns"),
        Column("who", Word, nullable=False),
        Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
        Column("body", Json(Shape), nullable=False, comment="kind, and field and unit of each column"),
    )

    row_decisions = Table(
        "row_decisions",
        metadata,
        Column("id", Word, primary_key=True, comment="SHA-256 of its content, 24 digits"),
        Column("key", Word, nullable=False, comment="of the row; no foreign key: a decision outlives its workbook"),
        Column("verdict", Word, nullable=False, comment="entry, none or made"),
        Column("entry", Word, comment="as it was called then"),
        Column("statement", Word, comment="PAGE/FACT of it, by which it is found whatever it is called"),
        Column("judgement", Word, comment="that made it, where it was made from the row"),
        Column("who", Word, nullable=False),
        Column("sitting", Word, nullable=False),
        Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
        Column("undone", Word, comment="ISO 8601, UTC; null: in force"),
        Column("why", Text, nullable=False),
        Index(None, "key"),
        Index(None, "sitting"),
    )
    return workbooks, sheet_rows, sheet_shapes, row_decisions
