"""Whether a ledger is what it says: every page against its hash, every quotation against its text, every index against what it is about.

What is wrong is told with where and how to mend it; what can be made again from the kept bytes, `repair` makes again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, inspect, select, text

from shanhai.model import AlignmentError, LedgerError
from shanhai.model.struct import Value

from . import indexing, joining, migrate, schema
from .proof import faults
from .store import Ledger
from .word_tables import WORDS

_MANY = 100
BACKUP = "用备份恢复 (restore a backup)"
REPAIR = "shanhai check --repair"


class Trouble(Value, frozen=True, kw_only=True):
    """Something wrong: where, what, and the way out; `page`, `entry` or `index` names what is to be made again, where that mends it."""

    where: str
    problem: str
    remedy: str
    page: str | None = None
    entry: str | None = None
    index: str | None = None

    def __str__(self) -> str:
        return f"{self.where}: {self.problem}; {self.remedy}"


class Progress(Value, frozen=True, kw_only=True):
    """So many pages of so many are checked."""

    done: int
    total: int


def check(ledger: Ledger) -> Iterator[Trouble | Progress]:
    """What is wrong with the ledger, in the order of its layers, as of one moment.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     [found for found in check(ledger) if isinstance(found, Trouble)]
    []
    """
    with ledger.looking() as connection:
        yield from _file(ledger.place, connection)
        yield from _schema(ledger.place, connection)
        ids = connection.execute(select(schema.pages.c.id).order_by(schema.pages.c.id)).scalars().all()
        for start in range(0, len(ids), _MANY):
            yield from _pages(connection, ids[start : start + _MANY])
            yield Progress(done=min(start + _MANY, len(ids)), total=len(ids))
        for entry, problem in joining.out_of_step(connection):
            yield Trouble(where=entry, problem=problem, remedy=REPAIR, entry=entry)
        for key, problem in indexing.out_of_step(connection):
            yield Trouble(where=key, problem=problem, remedy=REPAIR, index=key)
    if damage := indexing.damage(ledger):
        yield Trouble(where=WORDS, problem=damage, remedy=REPAIR, index=WORDS)


def _file(place: str, connection: Connection) -> Iterator[Trouble]:
    if connection.dialect.name != "sqlite":
        return
    for said in connection.execute(text("PRAGMA integrity_check(20)")).scalars():
        if said != "ok":
            yield Trouble(where=place, problem=f"文件已损坏 (the file is damaged: {said})", remedy=BACKUP)
    for row in connection.execute(text("PRAGMA foreign_key_check")).all():
        yield Trouble(where=f"{row[0]} {row[1]}", problem=f"没有它所属的 {row[2]} (a row without its owner)", remedy=BACKUP)


def _schema(place: str, connection: Connection) -> Iterator[Trouble]:
    """The revision, and the tables and columns that it has."""
    if (found := migrate.revision_of(connection, place)) != schema.HEAD:
        yield Trouble(
            where=place, problem=f"表结构是 {found}，应是 {schema.HEAD} (schema out of date)", remedy="再打开一次 (open it again)"
        )
    there = inspect(connection)
    names = set(there.get_table_names())
    for name, table in schema.metadata.tables.items():
        lacking = [name] if name not in names else sorted(set(table.c.keys()) - {column["name"] for column in there.get_columns(name)})
        for column in lacking:
            yield Trouble(where=name, problem=f"缺 {column} (missing table or column)", remedy=BACKUP)


def _pages(connection: Connection, ids: Sequence[str]) -> Iterator[Trouble]:
    redacted = set(connection.execute(select(schema.redactions.c.page).where(schema.redactions.c.page.in_(ids))).scalars())
    caught = set(connection.execute(select(schema.captures.c.page).where(schema.captures.c.page.in_(ids))).scalars())
    shown: dict[str, list[int]] = {}
    for row in connection.execute(
        select(schema.readings.c.page, schema.readings.c.id).where(schema.readings.c.shown, schema.readings.c.page.in_(ids))
    ):
        shown.setdefault(row.page, []).append(row.id)
    for page in ids:
        if page not in caught:
            yield Trouble(where=page, problem="没有捕获 (no capture says where it is from)", remedy="再收一次它 (add it again)")
        yield from _said(page, _bytes(connection, page, redacted=page in redacted))
        if page not in shown:
            yield _remade(page, "没有读法 (it has no reading that is shown)")
        for reading in shown.get(page, []):
            yield from (_remade(page, fault) for fault in _reading(connection, reading))


def _said(page: str, problem: str | None) -> Iterator[Trouble]:
    if problem:
        yield Trouble(where=page, problem=problem, remedy=BACKUP)


def _remade(page: str, problem: str) -> Trouble:
    return Trouble(where=page, problem=problem, remedy=REPAIR, page=page)


def _bytes(connection: Connection, page: str, *, redacted: bool) -> str | None:
    """What is wrong with the bytes of a page; those of a page from which a name was taken are no longer what was hashed."""
    try:
        row = connection.execute(select(schema.pages).where(schema.pages.c.id == page)).one()
    except LedgerError as error:
        return error.problem
    if row.size != len(row.bytes):
        return f"大小记作 {row.size}，存了 {len(row.bytes)} 字节 (its size is not that of its bytes)"
    if not redacted and hashlib.sha256(row.bytes).hexdigest() != page:
        return "字节的 SHA-256 不是它的编号 (its id is not the SHA-256 of its bytes)"
    return None


def _reading(connection: Connection, number: int) -> Iterator[str]:
    """The faults of a shown reading, of which only the first few are told."""
    same_text = (schema.texts.c.page == schema.readings.c.page) & (schema.texts.c.linearisation == schema.readings.c.linearisation)
    chosen = select(schema.readings, schema.texts.c.text, schema.texts.c.parts).join(schema.texts, same_text)
    try:
        row: Row[Any] = connection.execute(chosen.where(schema.readings.c.id == number)).one()
        stated = connection.execute(select(schema.facts).where(schema.facts.c.reading == number).order_by(schema.facts.c.position)).all()
        yield from faults(row, stated)
    except (LedgerError, AlignmentError) as error:
        yield error.problem
