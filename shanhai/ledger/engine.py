"""Connections to the database: where it lies, and how transactions begin so that one writer never waits in vain."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from shanhai.model import LedgerError

# 30 s: a page's transaction takes 3–15 ms (tests/ledger/adder.py), so a writer behind a thousand others still gets its turn.
BUSY_SECONDS = 30.0
# Any constant will do that no other program takes in the same PostgreSQL database; this one spells "shan" in ASCII.
_WRITER_LOCK = 0x7368616E


def url_of(place: str) -> URL:
    """The database that a path or URL names; `postgresql://` is opened with psycopg 3.

    >>> url_of("./shanhai.ledger").render_as_string(), url_of("postgresql://office/ledger").drivername
    ('sqlite:///./shanhai.ledger', 'postgresql+psycopg')
    """
    if "://" not in place:
        return URL.create("sqlite", database=place)
    url = make_url(place)
    return url.set(drivername="postgresql+psycopg") if url.drivername in ("postgresql", "postgres") else url


def file_of(url: URL) -> Path | None:
    """The file of an SQLite database; null for a database in memory, on a server, or behind an SQLite URI.

    >>> file_of(url_of("sqlite:///a.ledger")).name, file_of(url_of("postgresql://office/ledger"))
    ('a.ledger', None)
    """
    name = url.database or ""
    return Path(name) if url.get_backend_name() == "sqlite" and name and not name.startswith((":memory:", "file:")) else None


def engine_of(url: URL) -> Engine:
    """An engine of the right kind; SQLite and PostgreSQL are the two a ledger can be kept in."""
    backend = url.get_backend_name()
    if backend == "sqlite":
        engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False})
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    if backend == "postgresql":
        engine = create_engine(url)
        event.listen(engine, "connect", _prepare_postgresql)
        event.listen(engine, "begin", _begin_postgresql)
        return engine
    raise LedgerError(
        url.render_as_string(), f"台账不能存在 {backend} 里 (a ledger cannot be kept there)", "用文件 (SQLite) 或 postgresql://…"
    )


def reader_of(engine: Engine) -> Engine:
    """The same engine, its transactions snapshots: what is read in one was true at one moment."""
    snapshot = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    return engine.execution_options(**snapshot)


def writer_of(engine: Engine) -> Engine:
    """The same engine, its transactions starting with the writer's lock in hand, so that none fails half-way for want of it."""
    return engine.execution_options(shanhai_writing=True)


def compact(engine: Engine) -> None:
    """Writes the tables anew, so that no page of the file holds what was deleted; no transaction may be open."""
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if engine.dialect.name == "sqlite":
            driver.execute("VACUUM")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            driver.autocommit = True
            try:
                driver.execute("VACUUM (FULL)")
            finally:
                driver.autocommit = False


def _prepare_sqlite(connection: sqlite3.Connection, record: Any) -> None:
    """Hands BEGIN and COMMIT to us (the driver's own BEGIN comes too late), and switches foreign keys on."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    # What is deleted is overwritten, also where nobody compacts the file afterwards.
    connection.execute("PRAGMA secure_delete = ON")
    # 64 MB of the file at hand, and the rest read where the system has it: with the 2 MB of SQLite's own a look-up of a place in 20,000
    # pages reads each row from the system anew. The log is written back every 128 MB instead of every 4, so that what is written twice
    # meanwhile goes back once: a hundred pages joined write 61 MB in a ledger of 16,000, and as they were written back each time, that was
    # an eighth of the cost (two cores shared: 27 ms a page joined at every 16 MB, 26 at 128; 16 and 14 ms added).
    connection.execute("PRAGMA cache_size = -65536")
    connection.execute("PRAGMA mmap_size = 2147418112")
    connection.execute("PRAGMA wal_autocheckpoint = 32000")
    # In WAL mode NORMAL never loses a ledger, only the last pages before a power cut, and those are added again by the next run.
    connection.execute("PRAGMA synchronous = NORMAL")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("shanhai_writing", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _prepare_postgresql(connection: Any, _record: object) -> None:
    # A row found through an index costs about as much as the next one in a table: memory and solid disks seek at once. At 4.0, the default
    # for turning disks, a million statements were read through to join 170 of them (0.20 s instead of 0.04, an organisation's page).
    connection.execute("SET random_page_cost = 1.1")
    # Counting and sorting within memory: 17 MB are sorted for the list of all organisations of 88,000 pages; 4 MB are the default.
    connection.execute("SET work_mem = '32MB'")
    # Readers come many at once: on one core, counting a word of all 442,464 documents took 0.42 s with two workers beside, 0.28 s alone.
    connection.execute("SET max_parallel_workers_per_gather = 0")
    connection.commit()


def _begin_postgresql(connection: Connection) -> None:
    if connection.get_execution_options().get("shanhai_writing", False):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = '{BUSY_SECONDS:.0f}s'")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_WRITER_LOCK})")
