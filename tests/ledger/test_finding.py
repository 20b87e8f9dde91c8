"""Entries are found by their names and sentences, and leave the index when they end."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select

from shanhai.ledger import Ledger, finding, fulltext, schema
from tests.web.made_up import made_up


def indexed(ledger: Ledger) -> set[tuple[str, str]]:
    with ledger.looking() as connection:
        s = schema.search.c
        return {(row.kind, row.key) for row in connection.execute(select(s.kind, s.key).where(s.kind != fulltext.PAGE))}


def entries(ledger: Ledger) -> set[tuple[str, str]]:
    with ledger.looking() as connection:
        e = schema.entries.c
        return {(row.type, row.id) for row in connection.execute(select(e.type, e.id))}


def test_each_entry_is_a_document(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        for reading in made_up():
            ledger.add(reading)
        ledger.reconcile()
        assert indexed(ledger) == entries(ledger) != set()
        gone, *kept = sorted(entries(ledger))
        with ledger.writing() as connection:
            finding.drop_entry(connection, gone[1])
        assert indexed(ledger) == set(kept)
        with ledger.writing() as connection:
            finding.refill_entries(connection)
        assert indexed(ledger) == entries(ledger)
