"""The schema is documented, and portable."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from shanhai.ledger.schema import metadata

DOCUMENT = Path(__file__).parents[2] / "docs" / "ledger.md"


@pytest.mark.parametrize("name", sorted(metadata.tables))
def test_every_table_is_documented(name: str) -> None:
    assert f"`{name}`" in DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_can_be_made_on_both_databases(table: Table) -> None:
    for dialect in (sqlite.dialect(), postgresql.dialect()):
        assert str(CreateTable(table).compile(dialect=dialect))
        for index in table.indexes:
            assert len(index.name) < 64  # PostgreSQL cuts longer names off
            assert str(CreateIndex(index).compile(dialect=dialect))


@pytest.mark.parametrize("table", metadata.sorted_tables, ids=lambda table: table.name)
def test_what_is_derived_goes_with_what_it_is_derived_from(table: Table) -> None:
    owners = {"pages", "texts", "readings", "facts", "search", "workbooks"}
    for key in table.foreign_key_constraints:
        assert (key.ondelete == "CASCADE") == (key.referred_table.name in owners)
