"""The places that pages name, and which of them bears a name."""

from __future__ import annotations

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
    naming = place_pages.alias("naming")
    return select(naming.c.reading).where(naming.c.place == known.c.key, naming.c.facts.is_not(None)).exists()


def lines(connection: Connection, *where: ColumnElement[bool], limit: int | None = None) -> tuple[PlaceLine, ...]:
    """The places that meet the conditions, those with the most facts first."""
    pages, facts = func.count(place_pages.c.facts).label("pages"), func.coalesce(func.sum(place_pages.c.facts), 0).label("facts")
    chosen = select(known.c.key, known.c.name, known.c.code, known.c.level, pages, facts)
    chosen = chosen.outerjoin(place_pages, place_pages.c.place == known.c.key).where(*where).group_by(known.c.key)
    rows = connection.execute(chosen.order_by(facts.desc(), pages.desc(), known.c.key).limit(limit))
    return tuple(
        PlaceLine(place=PlaceRef(name=row.name, code=row.code), level=row.level, pages=row.pages, facts=int(row.facts)) for row in rows
    )
