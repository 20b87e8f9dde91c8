"""How often the ledger has been written to: what was worked out from it holds for as long as that number stays."""

from __future__ import annotations

from sqlalchemy import Column, Connection, Integer, Table, select
from sqlalchemy.dialects import postgresql, sqlite

from .schema import metadata

changes = Table(
    "changes",
    metadata,
    Column("one", Integer, primary_key=True, autoincrement=False, comment="always 1: there is one row"),
    Column("number", Integer, nullable=False, comment="transactions that have written, of no meaning outside this ledger"),
)


def count_change(connection: Connection) -> None:
    """Notes that the transaction changes the ledger."""
    made = (sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert)(changes)
    statement = made.values(one=1, number=1).on_conflict_do_update(index_elements=["one"], set_={"number": changes.c.number + 1})
    connection.execute(statement)


def version(connection: Connection) -> int:
    """The number of transactions that have written; it rises with every one."""
    return int(connection.execute(select(changes.c.number)).scalar() or 0)
