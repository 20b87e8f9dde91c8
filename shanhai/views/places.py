"""Which places does the ledger know of, and which of them bears a name?"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from shanhai.knowledge import places as divisions
from shanhai.ledger import Ledger
from shanhai.ledger.schema import fact_places, facts, reading_places, readings
from shanhai.ledger.schema import places as known
from shanhai.model import PlaceRef
from shanhai.model.struct import Value


class PlaceLine(Value, frozen=True, kw_only=True):
    """A place in a list: its level (province, prefecture, county, township, zone; null unknown), and numbers of pages and facts that name it."""

    place: PlaceRef
    level: str | None
    pages: int
    facts: int


def places(ledger: Ledger, *, limit: int | None = None) -> tuple[PlaceLine, ...]:
    """The places that pages name, those with the most facts first.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     places(ledger)
    ()
    """
    with ledger.looking() as connection:
        return lines(connection, known.c.key.is_not(None), limit=limit)


def places_named(ledger: Ledger, name: str) -> tuple[PlaceLine, ...]:
    """The places that pages name and that go by this code, key, name, short name or former name: several where the name alone does not tell."""
    with ledger.looking() as connection:
        return named(connection, name)


def named(connection: Connection, name: str) -> tuple[PlaceLine, ...]:
    """The same, over an open connection: a key answers alone, then exact names, then whatever else knowledge says may be called so."""
    also = [division.code for division in divisions.named(name)]
    for match in (known.c.key == name, known.c.name == name, known.c.key.in_(also)):
        if found := lines(connection, match, unnamed=True):
            return found
    return ()


def lines(connection: Connection, where: ColumnElement[bool], *, limit: int | None = None, unnamed: bool = False) -> tuple[PlaceLine, ...]:
    """The places that meet a condition; `unnamed` also those that no page names, but which hold others that pages do."""
    mentioned = (
        select(reading_places.c.place, func.count(reading_places.c.reading.distinct()).label("pages"))
        .join(readings, (readings.c.id == reading_places.c.reading) & readings.c.shown)
        .group_by(reading_places.c.place)
        .subquery()
    )
    stated = (
        select(fact_places.c.place, func.count(fact_places.c.fact.distinct()).label("facts"))
        .join(facts, facts.c.number == fact_places.c.fact)
        .join(readings, (readings.c.id == facts.c.reading) & readings.c.shown)
        .group_by(fact_places.c.place)
        .subquery()
    )
    pages, counted = func.coalesce(mentioned.c.pages, 0), func.coalesce(stated.c.facts, 0)
    chosen = (
        select(known.c.key, known.c.name, known.c.code, known.c.level, pages.label("pages"), counted.label("facts"))
        .outerjoin(mentioned, mentioned.c.place == known.c.key)
        .outerjoin(stated, stated.c.place == known.c.key)
        .where(where, or_(unnamed, pages > 0))
        .order_by(counted.desc(), pages.desc(), known.c.key)
        .limit(limit)
    )
    return tuple(map(line_of, connection.execute(chosen)))


def line_of(row: Row[Any]) -> PlaceLine:
    """The line of a row of `places` with its counts."""
    return PlaceLine(place=PlaceRef(name=row.name, code=row.code), level=row.level, pages=row.pages, facts=row.facts)
