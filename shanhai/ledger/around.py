"""What pages tell around an entry: between which places it was, what a visit was about, and when it was first told."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, String, func, select, type_coerce

from shanhai.model import Field, Modality, PlaceRef
from shanhai.model.struct import Value
from shanhai.reconcile.nearness import prefecture

from .chunks import chunks
from .schema import entries as entered
from .schema import fact_places, facts, places, readings, statements

MANY = 4
"""Prefectures on one page from which on it is a round-up: what it promises may be between any two of them, so none is taken."""
_TELLING = ("pledge", "action", "trait")


class Told(Value, frozen=True, kw_only=True):
    """When pages first said an entry, and when they first denied it (ISO 8601 prefixes; null: not dated)."""

    said: str | None = None
    denied: str | None = None

    @property
    def first(self) -> str | None:
        """When a page first told of it, one way or the other."""
        return min((day for day in (self.said, self.denied) if day), default=None)


class _Body(msgspec.Struct):
    """Of a stored fact only its field."""

    field: Field | None = None


_DECODER = msgspec.json.Decoder(_Body)


def prefectures_around(connection: Connection, entries: Iterable[str], by: Collection[int] | None = None) -> Mapping[str, frozenset[str]]:
    """The keys of the prefectures of each entry: its own places, and both sides of the visits on its pages; as these facts tell, or all.

    >>> from tempfile import TemporaryDirectory
    >>> from shanhai.ledger import Ledger
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger, ledger.looking() as connection:
    ...     prefectures_around(connection, ["pledge-1"])
    {}
    """
    found: dict[str, set[str]] = defaultdict(set)
    told = select(statements.c.entry, facts.c.reading).join(facts, facts.c.number == statements.c.fact)
    own = select(statements.c.entry, fact_places.c.place).join(fact_places, fact_places.c.fact == statements.c.fact).distinct()
    for some in chunks(sorted(set(entries))):
        rows = connection.execute(told.where(_told_by(some, by)).distinct()).all()
        visited = _visited(connection, sorted({row.reading for row in rows}))
        for row in rows:
            found[row.entry] |= visited.get(row.reading, frozenset())
        at = connection.execute(own.where(_told_by(some, by))).all()
        above = _prefectures(connection, {row.place for row in at})
        for row in at:
            found[row.entry].add(above[row.place])
    return {entry: frozenset(keys) for entry, keys in found.items() if keys}


def _told_by(entries: Sequence[str], by: Collection[int] | None) -> ColumnElement[bool]:
    return statements.c.entry.in_(entries) if by is None else statements.c.entry.in_(entries) & statements.c.fact.in_(sorted(by))


def _visited(connection: Connection, of: Sequence[int]) -> dict[int, frozenset[str]]:
    """The prefectures of the visits of each reading; none for a round-up."""
    found: dict[int, set[str]] = defaultdict(set)
    sides = select(facts.c.reading, fact_places.c.place).join(fact_places, fact_places.c.fact == facts.c.number)
    sides = sides.where(facts.c.type == "visit").distinct()
    for some in chunks(of):
        at = connection.execute(sides.where(facts.c.reading.in_(some))).all()
        above = _prefectures(connection, {row.place for row in at})
        for row in at:
            found[row.reading].add(above[row.place])
    return {reading: frozenset(keys) for reading, keys in found.items() if len(keys) < MANY}


def _prefectures(connection: Connection, keys: Iterable[str]) -> dict[str, str]:
    """The key of the prefecture of each place."""
    found: dict[str, str] = {}
    for some in chunks(sorted(set(keys))):
        chosen = select(places.c.key, places.c.name, places.c.code).where(places.c.key.in_(some))
        found |= {row.key: prefecture(PlaceRef(name=row.name, code=row.code)) for row in connection.execute(chosen)}
    return found


def fields_around(connection: Connection, visits: Iterable[str]) -> Mapping[str, frozenset[Field]]:
    """What each of these visits was about: the fields of what was promised, done, needed or offered on its pages; `other` is none."""
    # Two questions: of one, SQLite would first look up every promise of the ledger.
    told = select(statements.c.entry, facts.c.reading).join(facts, facts.c.number == statements.c.fact)
    about = select(facts.c.reading, type_coerce(facts.c.body, String).label("body")).where(facts.c.type.in_(_TELLING))
    of: dict[int, set[str]] = defaultdict(set)
    for some in chunks(sorted(set(visits))):
        for row in connection.execute(told.where(statements.c.entry.in_(some))):
            of[row.reading].add(row.entry)
    found: dict[str, set[Field]] = defaultdict(set)
    for readings_ in chunks(sorted(of)):
        for row in connection.execute(about.where(facts.c.reading.in_(readings_))):
            field = _DECODER.decode(row.body).field
            if field and field is not Field.OTHER:
                for entry in of[row.reading]:
                    found[entry].add(field)
    return {entry: frozenset(fields) for entry, fields in found.items()}


def first_told(connection: Connection, entries: Iterable[str], by: Collection[int] | None = None) -> Mapping[str, Told]:
    """When each of these entries was first said and first denied, as these facts tell, or all; those that no page dates are left out."""
    said: dict[str, str] = {}
    denied: dict[str, str] = {}
    told = select(statements.c.entry, facts.c.modality, func.min(readings.c.published).label("published"))
    told = told.join(facts, facts.c.number == statements.c.fact).join(readings, readings.c.id == facts.c.reading)
    told = told.group_by(statements.c.entry, facts.c.modality)
    for some in chunks(sorted(set(entries))):
        for row in connection.execute(told.where(_told_by(some, by))):
            if row.published:
                days = denied if row.modality == Modality.DENIED.value else said
                days[row.entry] = min(row.published[:10], days.get(row.entry, "~"))
    return {entry: Told(said=said.get(entry), denied=denied.get(entry)) for entry in said.keys() | denied.keys()}


def in_order(connection: Connection, types: Sequence[str]) -> Sequence[str]:
    """The entries of these types, in the order in which pages told them: what is read of them then lies together."""
    first = func.min(statements.c.fact)
    told = select(statements.c.entry).join(entered, entered.c.id == statements.c.entry).where(entered.c.type.in_(types))
    return connection.execute(told.group_by(statements.c.entry).order_by(first)).scalars().all()
