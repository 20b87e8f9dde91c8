"""What went wrong in the database, said as a `LedgerError` with the way out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError, StatementError

from shanhai.model import LedgerError

_WAIT = "等它写完再做一次 (wait until it has finished, then do the same again)"
_ROOM = "腾出空间、查看磁盘后再做一次，已收入的不会丢 (make room or mend the disk, then do the same again: what was added stays)"

_REMEDIES: dict[str, tuple[str, str]] = {
    "SQLITE_NOTADB": ("不是台账 (not a ledger)", "换一个文件 (give another file)"),
    "SQLITE_CORRUPT": (
        "台账文件已损坏 (the file is damaged)",
        "用备份恢复，或把网页收入一本新台账 (restore a backup, or add the pages to a new ledger)",
    ),
    "SQLITE_READONLY": (
        "台账不能写 (it cannot be written)",
        "给文件和所在文件夹写权限，或复制到可写处 (make file and folder writable, or copy it)",
    ),
    "SQLITE_CANTOPEN": (
        "台账打不开 (it cannot be opened)",
        "看文件夹在不在、可不可读写 (see that its folder exists and is readable and writable)",
    ),
    "SQLITE_PERM": ("无权打开台账 (you may not open it)", "给文件和所在文件夹读写权限 (make file and folder readable and writable)"),
    "SQLITE_BUSY": ("另一个程序正在写台账 (another program is writing to it)", _WAIT),
    "SQLITE_LOCKED": ("另一个程序正在写台账 (another program is writing to it)", _WAIT),
    "SQLITE_FULL": ("磁盘已满 (the disk is full)", _ROOM),
    "SQLITE_IOERR": ("磁盘读写失败 (the disk failed to read or write)", _ROOM),
}
"""Problem and remedy by SQLite's result code (sqlite.org/rescode.html); an extended code has its primary code's."""

_LOGIN = ("数据库不让进 (the database does not let you in)", "核对用户名、密码和权限 (see user, password and privileges)")
_GONE = (
    "连不上数据库 (the database cannot be reached)",
    "看它开着没有、地址对不对，再做一次 (see that it runs and where, then do the same again)",
)

_STATES: dict[str, tuple[str, str]] = {
    "08": _GONE,
    "25006": ("台账不能写 (it cannot be written)", "换一个可写的数据库或用户 (give a database or user that may write)"),
    "28": _LOGIN,
    "3D": ("没有这个数据库 (there is no such database)", "先 createdb (make it with createdb)"),
    "42501": _LOGIN,
    "53100": ("磁盘已满 (the disk is full)", _ROOM),
    "55P03": ("另一个程序正在写台账 (another program is writing to it)", _WAIT),
    "57P": _GONE,
    "58030": ("磁盘读写失败 (the disk failed to read or write)", _ROOM),
}
"""Problem and remedy by how PostgreSQL's SQLSTATE begins (postgresql.org/docs/current/errcodes-appendix.html)."""


@contextmanager
def said_plainly(place: str) -> Iterator[None]:
    """Turns what the database raises inside into a `LedgerError` about `place`.

    >>> with said_plainly("a.ledger"):
    ...     raise SQLAlchemyError("no such table")
    Traceback (most recent call last):
    shanhai.model.errors.LedgerError: a.ledger: 数据库拒绝了 (the database refused: no such table)
    """
    try:
        yield
    except (SQLAlchemyError, sqlite3.Error, ImportError, UnicodeEncodeError) as error:
        raise explained(place, error) from error


def explained(place: str, error: Exception) -> LedgerError:
    """The `LedgerError` for an error of SQLAlchemy, of a database driver, or of a driver that is missing."""
    cause = error.orig if isinstance(error, StatementError) and error.orig else error
    if known := _known(cause):
        problem, remedy = known
        return LedgerError(place, f"{problem}: {str(cause).strip()}", remedy)
    if isinstance(cause, UnicodeEncodeError):
        return LedgerError(
            place, "网页的文字不合 Unicode，存不了 (the page's text holds lone surrogates)", "请报告这一页 (report the page)"
        )
    if isinstance(error, ImportError | NoSuchModuleError | ArgumentError):
        return LedgerError(
            place, f"no driver opens it ({error})", "give a file, sqlite:///FILE or postgresql://…; the last needs psycopg installed"
        )
    return LedgerError(place, f"数据库拒绝了 (the database refused: {str(cause).strip()})")


def _known(cause: BaseException) -> tuple[str, str] | None:
    if isinstance(cause, sqlite3.Error):
        return _beginning(_REMEDIES, getattr(cause, "sqlite_errorname", ""))
    # psycopg's errors carry the state that the server gave; one raised before any server answered carries none.
    state = getattr(cause, "sqlstate", "") or ("08" if isinstance(cause, Exception) and _unanswered(cause) else "")
    return _beginning(_STATES, state)


def _unanswered(cause: Exception) -> bool:
    return type(cause).__module__.startswith("psycopg") and type(cause).__name__ in ("OperationalError", "ConnectionTimeout")


def _beginning(said: dict[str, tuple[str, str]], code: str) -> tuple[str, str] | None:
    return next((told for beginning, told in said.items() if code.startswith(beginning)), None)
