"""Lists that somebody keeps an eye on: an address of a list under a name, and when it was last looked at."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import Column, Connection, Table, Text, delete, func, select, update

from shanhai.model.struct import Value

from . import schema
from .chunks import chunks
from .columns import Word
from .store import Ledger
from .tying import insert_missing

LONGEST_NAME, LONGEST_ADDRESS, MOST = 60, 1500, 200
"""Characters of a name and of an address, and lists that are kept."""

saved_lists = Table(
    "saved_lists",
    schema.metadata,
    Column("id", Word, primary_key=True, comment="SHA-256 of name and address, 16 digits"),
    Column("name", Text, nullable=False),
    Column("address", Text, nullable=False, comment="path and query of a list"),
    Column("who", Word, nullable=False),
    Column("made", Word, nullable=False, comment="ISO 8601, UTC"),
    Column("looked", Word, nullable=False, comment="ISO 8601, UTC: what came later is new"),
)


class SavedList(Value, frozen=True, kw_only=True):
    """A list under a name; what was added after `looked` (ISO 8601, UTC) is new."""

    id: str
    name: str
    address: str
    who: str
    made: str
    looked: str


def save_list(ledger: Ledger, name: str, address: str, who: str) -> str:
    """Keeps an address under a name; its id. One that is there already stays as it is."""
    known = " ".join(name.split())[:LONGEST_NAME]
    identity = hashlib.sha256(f"{known}\n{address}".encode()).hexdigest()[:16]
    now = datetime.now(UTC).isoformat(timespec="seconds")
    row = {"id": identity, "name": known, "address": address[:LONGEST_ADDRESS], "who": who, "made": now, "looked": now}
    with ledger.writing() as connection:
        if connection.execute(select(func.count()).select_from(saved_lists)).scalar_one() < MOST:
            insert_missing(connection, saved_lists, [row])
    return identity


def saved(ledger: Ledger) -> tuple[SavedList, ...]:
    """The lists that are kept, by their names."""
    with ledger.looking() as connection:
        rows = connection.execute(select(saved_lists).order_by(saved_lists.c.name, saved_lists.c.id)).mappings()
        return tuple(SavedList(**row) for row in rows)


def drop_list(ledger: Ledger, identity: str) -> None:
    """Keeps an address no longer."""
    with ledger.writing() as connection:
        connection.execute(delete(saved_lists).where(saved_lists.c.id == identity))


def look(ledger: Ledger) -> None:
    """Notes that all that is there now has been looked at."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with ledger.writing() as connection:
        connection.execute(update(saved_lists).values(looked=now))


def added_of(connection: Connection, entries: Sequence[str]) -> dict[str, str]:
    """When the first page of each of these entries was added."""
    s, f, r, p = schema.statements.c, schema.facts.c, schema.readings.c, schema.pages.c
    first = select(s.entry, func.min(p.added).label("added")).join(schema.facts, f.number == s.fact)
    first = first.join(schema.readings, r.id == f.reading).join(schema.pages, p.id == r.page)
    found: dict[str, str] = {}
    for chunk in chunks(list(dict.fromkeys(entries))):
        found |= {row.entry: row.added for row in connection.execute(first.where(s.entry.in_(chunk)).group_by(s.entry))}
    return found
