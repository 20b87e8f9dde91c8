"""Brings a ledger's schema up to date when it is opened; a new ledger is one that has no tables yet."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine, inspect, text

from shanhai.model import LedgerError

from . import between, following, fulltext, journeys, placing, staying
from .engine import BUSY_SECONDS, writer_of
from .finding import refill_entries
from .listed import list_missing
from .schema import HEAD
from .word_tables import WORDS

if TYPE_CHECKING:
    from alembic.config import Config

_PAUSE = 0.02  # seconds between two tries; a fresh ledger is made in about 0.2 s
VERSIONS = "shanhai_schema"
"""The table that holds the revision; its name tells a ledger from any other database."""

MIGRATIONS = Path(__file__).resolve().parent / "migrations"


def modelled(thing: object, name: str | None, kind: str, *rest: object) -> bool:
    """Whether Alembic is to compare a table with the metadata: the full-text index has one shape on each database and is in neither."""
    return not (kind == "table" and name and name.startswith(WORDS))


def bring_up_to_date(engine: Engine, place: str) -> None:
    """Makes the tables of a new ledger or migrates those of an older one, in one transaction.

    LedgerError where the database is not a ledger, or was written by a newer Shanhai.
    """
    with engine.connect() as connection:
        if revision_of(connection, place) == HEAD:
            return
    with writer_of(engine).connect() as connection:
        _before(connection)
        with connection.begin():
            # Read again with the lock in hand: another program may have made the ledger meanwhile.
            if revision_of(connection, place) != HEAD:
                _upgrade(connection, place)
        _after(connection, place)


def revision_of(connection: Connection, place: str) -> str | None:
    """The revision that a database is at; null for an empty one. LedgerError where its tables are somebody else's."""
    tables = set(inspect(connection).get_table_names())
    if VERSIONS not in tables:
        if tables:
            raise LedgerError(
                place, f"it is a database, but not a ledger (it holds {', '.join(sorted(tables)[:3])} …)", "give another file"
            )
        return None
    return connection.execute(text(f"SELECT version_num FROM {VERSIONS}")).scalar()


def config_for(connection: Connection) -> Config:
    """The Alembic configuration that runs our migrations on an open connection."""
    from alembic.config import Config  # 0.1 s to import, and needed only when there is something to migrate

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _upgrade(connection: Connection, place: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    config = config_for(connection)
    known = {script.revision for script in ScriptDirectory.from_config(config).walk_revisions()}
    found = revision_of(connection, place)
    if found is not None and found not in known:
        raise LedgerError(
            place,
            f"由更新的 Shanhai 写成，其结构 {found}，这里只认到 {HEAD} (written by a newer Shanhai)",
            "先更新 Shanhai 再打开 (update Shanhai, then open it)",
        )
    command.upgrade(config, "head")
    fulltext.refill(connection)
    if inspect(connection).has_table("entries"):  # not on the way to an older revision
        refill_entries(connection)
    if inspect(connection).has_table("entry_places"):
        placing.refill(connection)
    if inspect(connection).has_table("listed"):
        list_missing(connection)
    if inspect(connection).has_table("pair_pages"):
        between.refill(connection)
    if inspect(connection).has_table("promise_states"):
        following.refill(connection)
        staying.refill(connection)
    if inspect(connection).has_table("journeys"):
        journeys.refill(connection)


def _before(connection: Connection) -> None:
    """SQLite settings that cannot change inside a transaction: WAL, which stays with the file; no foreign keys while tables are rebuilt."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        _set_journal(driver)
        driver.execute("PRAGMA foreign_keys = OFF")


def _set_journal(driver: Any) -> None:
    """Sets WAL, waiting for another program that is opening the ledger: SQLite does not apply its busy time-out to this pragma."""
    deadline = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            driver.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode not in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _after(connection: Connection, place: str) -> None:
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        broken = driver.execute("PRAGMA foreign_key_check").fetchone()
        driver.execute("PRAGMA foreign_keys = ON")
        if broken:
            raise LedgerError(
                place, f"升级后 {broken[0]} 有无主的行 (the migration left rows without owner)", "用备份恢复 (restore a backup)"
            )
