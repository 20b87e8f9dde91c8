"""A copy of a ledger as it is at one moment, made while others look and add."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from shanhai.model import LedgerError

from .engine import BUSY_SECONDS
from .store import Ledger
from .trouble import said_plainly


def back_up(ledger: Ledger, out: Path) -> int:
    """Writes a copy to a file that is not there yet, whole or not at all; its size in bytes.

    LedgerError where there is such a file, it cannot be written, or the ledger is on a server, which has its own way: pg_dump.
    """
    if ledger.dialect != "sqlite":
        remedy = "用 pg_dump 备份，psql 或 pg_restore 恢复 (use pg_dump, and psql or pg_restore)"
        raise LedgerError(ledger.place, "台账在数据库服务器上 (the ledger is on a database server)", remedy)
    if out.exists():
        raise LedgerError(str(out), "已有这个文件 (there is such a file)", "换一个名字 (give another name)")
    with said_plainly(str(out)), _beside(out) as unfinished:
        with ledger.looking() as connection, closing(sqlite3.connect(unfinished, timeout=BUSY_SECONDS)) as copy:
            driver = connection.connection.driver_connection
            assert isinstance(driver, sqlite3.Connection)
            # All pages in one step: a snapshot of our own connection, which others' writing neither holds up nor starts anew.
            driver.backup(copy)
            # A copy has no readers to spare; in this mode it is one file and can be carried away.
            copy.execute("PRAGMA journal_mode = DELETE")
        unfinished.replace(out)
    return out.stat().st_size


@contextmanager
def _beside(out: Path) -> Iterator[Path]:
    """A file of another name in the same folder, gone afterwards unless it was given its own name."""
    try:
        with tempfile.NamedTemporaryFile(dir=out.parent, prefix=f".{out.name}-", delete=False) as made:
            unfinished = Path(made.name)
    except OSError as error:
        raise LedgerError(
            str(out), f"写不了 (cannot be written: {error.strerror})", "换一个能写的文件夹 (give a folder that can be written)"
        ) from error
    try:
        yield unfinished
    finally:
        for leftover in (unfinished, *(unfinished.with_name(unfinished.name + end) for end in ("-wal", "-shm", "-journal"))):
            leftover.unlink(missing_ok=True)
