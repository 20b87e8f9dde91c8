"""The audit: who did what, when, from where. Lines are only added, and go after a year.

No line holds a password, a link, or words of a page.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from shanhai.ledger import signed
from shanhai.model.struct import Value

from .clock import iso

KEPT = timedelta(days=400)
"""A year, and the weeks in which it is looked at."""
LONGEST = 200


class Line(Value, frozen=True, kw_only=True):
    """One line: when (ISO 8601, UTC), who, what, about what, from where."""

    number: int
    at: str
    who: str
    act: str
    about: str
    address: str


def note(connection: Connection, who: str, act: str, about: str = "", address: str = "") -> None:
    """Adds a line."""
    row = {"at": iso(), "who": who, "act": act, "about": about[:LONGEST], "address": address[:LONGEST]}
    connection.execute(insert(signed.audit), row)


def lines(connection: Connection, *, who: str = "", act: str = "", before: int = 0, most: int = 100) -> tuple[Line, ...]:
    """The latest lines, of one account or one act, before a number where one is given."""
    a = signed.audit.c
    asked = [a.who == who] * bool(who) + [a.act == act] * bool(act) + [a.number < before] * bool(before)
    return tuple(map(_line, connection.execute(select(signed.audit).where(*asked).order_by(a.number.desc()).limit(most))))


def every_line(connection: Connection) -> Iterator[Line]:
    """All lines, the earliest first."""
    yield from map(_line, connection.execute(select(signed.audit).order_by(signed.audit.c.number)))


def acts(connection: Connection) -> tuple[str, ...]:
    """What has been done so far, by name."""
    return tuple(connection.execute(select(signed.audit.c.act).distinct().order_by(signed.audit.c.act)).scalars())


def sweep(connection: Connection) -> None:
    """Lets go of lines that are older than they are kept."""
    connection.execute(delete(signed.audit).where(signed.audit.c.at <= iso(plus=-KEPT)))


def _line(row: Any) -> Line:
    return Line(number=row.number, at=row.at, who=row.who, act=row.act, about=row.about, address=row.address)
