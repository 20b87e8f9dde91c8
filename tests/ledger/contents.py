"""Everything a ledger says, without its own numbers and times: two ledgers with equal contents hold the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from shanhai.ledger import Ledger, schema
from shanhai.ledger.export import export_jsonl

OWN = {"added", "made", "number"}
OF_ENTRIES = (
    *(f"{table}.entry" for table in ("entry_places", "pair_entries", "listed", "questions", "promises", "outcomes", "promise_keys")),
    *(f"{table}.entry" for table in ("outcome_keys", "promise_states", "project_stages", "journeys")),
    *("questions.other", "answers.promise", "answers.outcome"),
)
NUMBERED = {("readings", "id"), ("search", "id")}


def contents(ledger: Ledger) -> dict[str, list[tuple[str, ...]]]:
    """The rows of every table as text, sorted, with readings, facts and documents named by their content instead of by number."""
    with ledger.looking() as connection:
        readings = {row.id: f"{row.page} {row.rules}" for row in connection.execute(select(schema.readings))}
        facts = {row.number: f"{readings[row.reading]} {row.position}" for row in connection.execute(select(schema.facts))}
        anchors = {row.id: row.anchor for row in connection.execute(select(schema.entries.c.id, schema.entries.c.anchor))}
        keys = {row.key: anchors.get(row.key, row.key) for row in connection.execute(select(schema.search))}
        documents = {row.id: f"{row.kind} {keys[row.key]}" for row in connection.execute(select(schema.search))}
        named: dict[str, dict[Any, Any]] = {"reading": readings, "fact": facts, "search_texts.id": documents, "search.key": keys}
        named |= dict.fromkeys(OF_ENTRIES, anchors | {None: None})
        return {name: _rows(connection, name, named) for name in schema.metadata.tables}


def _rows(connection: Connection, name: str, named: dict[str, dict[Any, Any]]) -> list[tuple[str, ...]]:
    columns = [column for column in schema.metadata.tables[name].c if column.name not in OWN and (name, column.name) not in NUMBERED]
    names = [named.get(f"{name}.{column.name}", named.get(column.name)) for column in columns]
    found = connection.execute(select(*columns)).all() if columns else []
    return sorted(tuple(_shown(_called(known, value)) for known, value in zip(names, row, strict=True)) for row in found)


def _shown(value: Any) -> str:
    """A value as text; a set in it in one order, whatever order it was made in."""
    return msgspec.json.encode(value, order="deterministic").decode() if isinstance(value, msgspec.Struct) else repr(value)


def _called(known: dict[Any, Any] | None, value: Any) -> Any:
    """What a value names; questions about people and organisations name no entry."""
    return value if known is None or str(value).startswith(("person/", "organization/")) else known[value]


def exported(ledger: Ledger, folder: Path) -> dict[str, bytes]:
    """The files of `export jsonl`."""
    return {path.name: path.read_bytes() for path in export_jsonl(ledger, folder)}


def sound(ledger: Ledger) -> bool:
    """Whether the database is whole, every row has its owner, and no page lacks its reading or its capture."""
    with ledger.looking() as connection:
        whole = connection.dialect.name != "sqlite" or _file_is_whole(connection)
        pages = set(connection.execute(select(schema.pages.c.id)).scalars())
        read = set(connection.execute(select(schema.readings.c.page).where(schema.readings.c.shown)).scalars())
        caught = set(connection.execute(select(schema.captures.c.page)).scalars())
        laid = set(connection.execute(select(schema.texts.c.page)).scalars())
    return whole and pages == read == caught == laid


def _file_is_whole(connection: Connection) -> bool:
    """What SQLite checks itself; PostgreSQL lets no row stand without its owner."""
    whole = connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"
    return whole and connection.execute(text("PRAGMA foreign_key_check")).first() is None
