"""A programme of cooperation: whom it pairs, and who calls on whom under it."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, func, or_, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries, facts
from shanhai.model.struct import Value

from .facet import TOLD
from .inside import inside
from .statement import MOST, Listing, listing


class ProgrammeLine(Value, frozen=True, kw_only=True):
    """A family of programmes (东西部协作), with the numbers of its pairings and visits."""

    name: str
    pairings: int
    visits: int


class ProgrammeView(Value, frozen=True, kw_only=True):
    """A programme; `names` are those under which pages speak of it, and `years` counts its visits by year."""

    name: str
    names: dict[str, int]
    years: dict[str, int]
    pairings: Listing
    visits: Listing


def programmes(ledger: Ledger) -> tuple[ProgrammeLine, ...]:
    """The families that pages speak of, those with the most pairings and visits first.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     programmes(ledger), programme(ledger, "东西部协作") is None
    ((), True)
    """
    found: dict[str, dict[str, int]] = {}
    with ledger.looking() as connection:
        family = inside(connection, entries.c.body, "programme", "family").label("family")
        counted = select(family, entries.c.type, func.count().label("n")).where(entries.c.type.in_(("pairing", "visit")), TOLD)
        for row in connection.execute(counted.where(family.is_not(None)).group_by(family, entries.c.type)):
            found.setdefault(row.family, {})[row.type] = row.n
    lines = (ProgrammeLine(name=name, pairings=each.get("pairing", 0), visits=each.get("visit", 0)) for name, each in found.items())
    return tuple(sorted(lines, key=lambda line: (-line.pairings - line.visits, line.name)))


def programme(ledger: Ledger, name: str, *, limit: int = MOST) -> ProgrammeView | None:
    """The programme of this name, be it a family or a name that pages use; null where no entry is of it."""
    with ledger.looking() as connection:
        of_it = _of(connection, name, facts.c.body)
        pairings = listing(connection, facts.c.type == "pairing", of_it, limit=limit)
        visits = listing(connection, facts.c.type == "visit", of_it, limit=limit)
        if not pairings.total and not visits.total:
            return None
        return ProgrammeView(name=name, names=_names(connection, name), years=_years(connection, name), pairings=pairings, visits=visits)


def _of(connection: Connection, name: str, body: ColumnElement[object]) -> ColumnElement[bool]:
    return or_(inside(connection, body, "programme", "family") == name, inside(connection, body, "programme", "stated") == name)


def _names(connection: Connection, name: str) -> dict[str, int]:
    stated = inside(connection, entries.c.body, "programme", "stated").label("stated")
    where = (entries.c.type.in_(("pairing", "visit")), TOLD, _of(connection, name, entries.c.body))
    counted = select(stated, func.count().label("n")).where(*where).group_by(stated).order_by(func.count().desc(), stated)
    return {row.stated: row.n for row in connection.execute(counted)}


def _years(connection: Connection, name: str) -> dict[str, int]:
    year = func.substr(entries.c.date_start, 1, 4).label("year")
    where = (entries.c.type == "visit", TOLD, _of(connection, name, entries.c.body), ~entries.c.date_start.startswith("-"))
    counted = select(year, func.count().label("n")).where(*where).group_by(year).order_by(year)
    return {row.year: row.n for row in connection.execute(counted)}
