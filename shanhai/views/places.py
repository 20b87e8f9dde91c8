"""The places that pages name, and which of them bears a name."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from shanhai.knowledge import places as divisions
from shanhai.ledger import Ledger
from shanhai.ledger.schema import place_pages
from shanhai.ledger.schema import places as known
from shanhai.model import PlaceRef
from shanhai.model.struct import Value


class PlaceLine(Value, frozen=True, kw_only=True):
    """A place, with the numbers of pages and facts that name it; `level` is province, prefecture, county, township, zone or null."""

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
        return lines(connection, mentioned(), limit=limit)


def places_named(ledger: Ledger, name: str) -> tuple[PlaceLine, ...]:
    """The places of the ledger that go by this code, official, short or former name: several where the name alone does not tell."""
    with ledger.looking() as connection:
        return named(connection, name)


def named(connection: Connection, name: str) -> tuple[PlaceLine, ...]:
    """The same, over an open connection: a code answers alone, then official names, then whatever else knowledge says is called so."""
    also = [division.code for division in divisions.named(name)]
    matches = (known.c.code == name, known.c.name == name, known.c.key.in_(also))
    return next((found for match in matches if (found := lines(connection, match))), ())


def mentioned() -> ColumnElement[bool]:
    """A place is named by a page, and is not only there because another lies in it."""
    return select(place_pages.c.reading).where(place_pages.c.place == known.c.key, place_pages.c.facts.is_not(None)).exists()


def lines(connection: Connection, *where: ColumnElement[bool], limit: int | None = None) -> tuple[PlaceLine, ...]:
    """The places that meet the conditions, those with the most facts first."""
    chosen = select(known.c.key, known.c.name, known.c.code, known.c.level, PAGES, FACTS).where(*where)
    rows = connection.execute(chosen.order_by(FACTS.desc(), PAGES.desc(), known.c.key).limit(limit))
    return tuple(_line(row) for row in rows)


PAGES = select(func.count(place_pages.c.facts)).where(place_pages.c.place == known.c.key).scalar_subquery().label("pages")
FACTS = select(func.coalesce(func.sum(place_pages.c.facts), 0)).where(place_pages.c.place == known.c.key).scalar_subquery().label("facts")


def _line(row: Any) -> PlaceLine:
    return PlaceLine(place=PlaceRef(name=row.name, code=row.code), level=row.level, pages=row.pages, facts=row.facts)
