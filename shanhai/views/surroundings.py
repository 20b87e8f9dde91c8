"""Between which places something was said or done, where the fact itself does not say: those whose visits its pages tell of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from sqlalchemy import Connection, select

from shanhai.ledger.schema import fact_places, facts, places, readings, statements
from shanhai.model import PlaceRef
from shanhai.reconcile.nearness import prefecture

MANY = 4
"""Prefectures on one page from which on it is a round-up: what it promises may be between any two of them, so none is taken."""


def surroundings(connection: Connection, types: Iterable[str]) -> Mapping[str, frozenset[str]]:
    """The keys of the prefectures of every entry of these types: its own places, and both sides of the visits on its pages.

    >>> from tempfile import TemporaryDirectory
    >>> from shanhai.ledger import Ledger
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger, ledger.looking() as connection:
    ...     surroundings(connection, ["pledge"])
    {}
    """
    of_reading = _visited(connection)
    wanted = tuple(types)
    found: dict[str, set[str]] = defaultdict(set)
    told = select(statements.c.entry, facts.c.reading).join(facts, facts.c.number == statements.c.fact)
    for row in connection.execute(told.where(facts.c.type.in_(wanted), statements.c.entry.is_not(None))):
        found[row.entry] |= of_reading.get(row.reading, frozenset())
    own = (
        select(statements.c.entry, places.c.name, places.c.code)
        .join(facts, facts.c.number == statements.c.fact)
        .join(fact_places, fact_places.c.fact == facts.c.number)
        .join(places, places.c.key == fact_places.c.place)
    )
    for place in connection.execute(own.where(facts.c.type.in_(wanted), statements.c.entry.is_not(None))):
        found[place.entry].add(prefecture(PlaceRef(name=place.name, code=place.code)))
    return {entry: frozenset(keys) for entry, keys in found.items() if keys}


def _visited(connection: Connection) -> dict[int, frozenset[str]]:
    """The prefectures of the visits of each reading; none for a round-up."""
    found: dict[int, set[str]] = defaultdict(set)
    sides = (
        select(facts.c.reading, places.c.name, places.c.code)
        .join(fact_places, fact_places.c.fact == facts.c.number)
        .join(places, places.c.key == fact_places.c.place)
        .join(readings, (readings.c.id == facts.c.reading) & readings.c.shown)
        .where(facts.c.type == "visit")
    )
    for row in connection.execute(sides):
        found[row.reading].add(prefecture(PlaceRef(name=row.name, code=row.code)))
    return {reading: frozenset(keys) for reading, keys in found.items() if len(keys) < MANY}
