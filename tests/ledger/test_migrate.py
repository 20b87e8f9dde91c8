"""The migrations make exactly the tables of `schema.py`, and a later one keeps what is there."""

from __future__ import annotations

import re
import shutil
import sqlite3
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from shanhai.ledger import Ledger, migrate
from shanhai.ledger.schema import HEAD, metadata
from shanhai.model import LedgerError

from .contents import contents, sound
from .synthetic import page_reading

NEXT = '''
"""Publishers may be of any length; a note beside each page."""
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{head}", None, None


def upgrade() -> None:
    with op.batch_alter_table("readings", recreate="always" if op.get_bind().dialect.name == "sqlite" else "never") as batch:
        batch.add_column(sa.Column("note", sa.Text(), nullable=True))
'''


def structure(place: str) -> set[str]:
    with sqlite3.connect(place) as connection:
        made = connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE sql NOT NULL").fetchall()
    connection.close()
    return {f"{kind} {name} {_squeezed(sql)}" for kind, name, sql in made if name != migrate.VERSIONS}


def _squeezed(sql: str) -> str:
    """The lines of a definition, whatever the order of its constraints; a table that was rebuilt has its name in quotation marks."""
    return " | ".join(sorted(line.strip(" ,\t") for line in re.sub(r'CREATE TABLE "(\w+)"', r"CREATE TABLE \1", sql).splitlines()))


def test_the_head_is_the_newest_file(ledger: Ledger) -> None:
    with ledger.looking() as connection:
        assert ScriptDirectory.from_config(migrate.config_for(connection)).get_heads() == [HEAD]
        assert migrate.revision_of(connection, ledger.place) == HEAD


def test_the_migrations_make_the_schema(ledger: Ledger) -> None:
    with ledger.looking() as connection:
        settings = {
            "compare_type": True,
            "compare_server_default": True,
            "version_table": migrate.VERSIONS,
            "include_object": migrate.modelled,
        }
        assert compare_metadata(MigrationContext.configure(connection, opts=settings), metadata) == []


def test_the_migrations_make_the_schema_to_the_letter(file: str, tmp_path: Path) -> None:
    Ledger.open(file).close()
    direct = str(tmp_path / "direct.db")
    engine = create_engine(f"sqlite:///{direct}")
    metadata.create_all(engine)
    engine.dispose()
    assert structure(file) == structure(direct)


def test_a_later_migration_keeps_every_row(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(place) as ledger:
        for number in range(3):
            ledger.add(page_reading(number))
        before = contents(ledger)
    _next_release(tmp_path, monkeypatch)
    with Ledger.open(place) as ledger:
        assert contents(ledger) == before
        assert sound(ledger)
        with ledger.looking() as connection:
            assert connection.execute(text("SELECT count(*) FROM readings WHERE note IS NULL")).scalar() == 3
            if connection.dialect.name == "sqlite":
                assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_migration_that_fails_changes_nothing(file: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(file) as ledger:
        ledger.add(page_reading(1))
    before = structure(file)
    _next_release(tmp_path, monkeypatch, broken="    raise RuntimeError('甲')\n")
    with pytest.raises(RuntimeError):
        Ledger.open(file)
    assert structure(file) == before


def test_a_newer_schema_is_refused_with_its_remedy(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as newer:
        _next_release(tmp_path, newer)
        Ledger.open(place).close()
    with pytest.raises(LedgerError, match=r"9999.*更新 Shanhai"):
        Ledger.open(place)


def _next_release(folder: Path, monkeypatch: pytest.MonkeyPatch, broken: str = "") -> None:
    """The package as it will be one migration later."""
    later = folder / "migrations"
    shutil.copytree(migrate.MIGRATIONS, later, ignore=shutil.ignore_patterns("__pycache__"))
    (later / "versions" / "9999_next.py").write_text(NEXT.format(head=HEAD) + broken, encoding="utf-8")
    monkeypatch.setattr(migrate, "MIGRATIONS", later)
    monkeypatch.setattr(migrate, "HEAD", "9999")


def test_a_ledger_of_an_earlier_schema_lists_and_joins_what_it_has(place: str) -> None:
    with Ledger.open(place) as ledger:
        for number in range(8):
            ledger.add(page_reading(number))
        ledger.reconcile()
        before = contents(ledger)
        with ledger._writer.begin() as connection:  # the older revision counts no changes
            command.downgrade(migrate.config_for(connection), "0003")
    with Ledger.open(place) as ledger:
        with ledger.looking() as connection:
            assert connection.execute(text("SELECT count(*) FROM waiting WHERE kind = 'page'")).scalar() == 8
            assert connection.execute(text("SELECT count(*) FROM entry_places")).scalar() == len(before["entry_places"])
            assert connection.execute(text("SELECT count(*) FROM entries WHERE key IS NOT NULL")).scalar()
        ledger.reconcile()
        assert contents(ledger) == before
        assert sound(ledger)
