"""Offices' workbooks in the ledger: laid in as they came, their columns confirmed, their rows taken in all at once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from shanhai.model import LedgerError, PageError
from shanhai.model.struct import Value
from shanhai.sheets import Grid, Left, SheetPlan, SheetRow, open_workbook
from shanhai.sheets.guessing import Shape, plans_of, shape
from shanhai.sheets.reading import rows_of
from shanhai.sheets.row import at_of

from . import schema
from .store import Ledger
from .tying import insert_missing

LONGEST_NAME = 120


class Workbook(Value, frozen=True, kw_only=True):
    """A workbook: the name of its file, who brought it when, how its sheets are read, and when its rows were taken in (null: not yet)."""

    id: str
    name: str
    size: int
    added: str
    who: str = ""
    imported: str | None = None
    plans: tuple[SheetPlan, ...] = ()
    lines: tuple[Left, ...] = ()


def lay_in(ledger: Ledger, octets: bytes, name: str, who: str = "") -> Workbook:
    """Keeps a workbook with the best guess of how it is read; one that is there already stays as it is. PageError where it is none."""
    identity = hashlib.sha256(octets).hexdigest()
    if (there := workbook(ledger, identity)) is not None:
        return there
    known = shapes(ledger)
    plans = plans_of(open_workbook(octets, name), name, known)
    if not any(plan.kind for plan in plans):
        raise PageError(name, "没有找到认得的表头 (no header that is known)", "表头要有两列以上认得的列名，见 docs/sheets.md (see there)")
    row = {
        "id": identity,
        "name": " ".join(name.split())[:LONGEST_NAME],
        "bytes": octets,
        "size": len(octets),
        "added": _now(),
        "who": who,
        "imported": None,
        "plans": plans,
        "lines": (),
    }
    with ledger.writing() as connection:
        insert_missing(connection, schema.workbooks, [row])
    found = workbook(ledger, identity)
    assert found is not None
    return found


def take_rows(ledger: Ledger, identity: str, plans: Sequence[SheetPlan], who: str = "") -> Workbook:
    """Reads the rows of a workbook by these plans, in the place of what was read before, and remembers the plans, all in one transaction.

    Its other half, what people decided of its rows, hangs on what the rows say, and stays. LedgerError where there is no such workbook.
    """
    held = workbook(ledger, identity)
    if held is None:
        raise LedgerError(identity[:8], "没有这个台账文件 (no such workbook)", "先导入 (import it first)")
    grids = open_workbook(octets_of(ledger, identity), held.name)
    read = [line for plan in plans for line in rows_of(grids[plan.at], plan)]
    rows, lines = [each for each in read if isinstance(each, SheetRow)], tuple(each for each in read if isinstance(each, Left))
    with ledger.writing() as connection:
        _replace(connection, identity, rows)
        values = {"plans": tuple(plans), "lines": lines, "imported": _now()}
        connection.execute(update(schema.workbooks).where(schema.workbooks.c.id == identity).values(**values))
        _remember(connection, plans, who)
    found = workbook(ledger, identity)
    assert found is not None
    return found


def _replace(connection: Connection, identity: str, rows: Iterable[SheetRow]) -> None:
    r = schema.sheet_rows
    connection.execute(delete(r).where(r.c.workbook == identity))
    made = [{"workbook": identity, "sheet": row.sheet, "number": at_of(row), "key": row.key, "body": row} for row in rows]
    if made:
        connection.execute(insert(r), made)


def _remember(connection: Connection, plans: Iterable[SheetPlan], who: str) -> None:
    s = schema.sheet_shapes
    for key, body in (shape(plan) for plan in plans if plan.kind):
        connection.execute(delete(s).where(s.c.key == key))
        connection.execute(insert(s).values(key=key, who=who, made=_now(), body=body))


def shapes(ledger: Ledger) -> Mapping[str, Shape]:
    """What was confirmed for sheets of each shape."""
    with ledger.looking() as connection:
        return {row.key: row.body for row in connection.execute(select(schema.sheet_shapes.c.key, schema.sheet_shapes.c.body))}


def workbooks(ledger: Ledger) -> tuple[Workbook, ...]:
    """All workbooks, the latest first."""
    w = schema.workbooks.c
    with ledger.looking() as connection:
        rows = connection.execute(select(*_columns()).order_by(w.added.desc(), w.id)).all()
    return tuple(Workbook(**row._mapping) for row in rows)


def workbook(ledger: Ledger, name: str) -> Workbook | None:
    """A workbook by its id, by the beginning of it, or by the name of its file; of several of one name the latest."""
    held = workbooks(ledger)
    return next(
        (each for each in held if each.id == name or each.name == name or (len(name) >= _FEWEST and each.id.startswith(name))), None
    )


_FEWEST = 6


def octets_of(ledger: Ledger, identity: str) -> bytes:
    """A workbook as it came."""
    with ledger.looking() as connection:
        found: bytes = connection.execute(select(schema.workbooks.c.bytes).where(schema.workbooks.c.id == identity)).scalar_one()
        return found


def grids_of(ledger: Ledger, held: Workbook) -> tuple[Grid, ...]:
    """The sheets of a workbook."""
    return open_workbook(octets_of(ledger, held.id), held.name)


def rows_in(connection: Connection, identity: str) -> tuple[SheetRow, ...]:
    """The rows of a workbook, in its order."""
    r = schema.sheet_rows.c
    rows = connection.execute(select(r.body).where(r.workbook == identity).order_by(r.sheet, r.number)).scalars()
    return tuple(sorted(rows, key=lambda row: (row.sheet, row.number, row.part)))


def drop_workbook(ledger: Ledger, identity: str) -> bool:
    """Takes a workbook out with its rows; what was decided of them stays, for when it comes again."""
    with ledger.writing() as connection:
        return bool(connection.execute(delete(schema.workbooks).where(schema.workbooks.c.id == identity)).rowcount)


def _columns() -> list[Any]:
    w = schema.workbooks.c
    return [w.id, w.name, w.size, w.added, w.who, w.imported, w.plans, w.lines]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
