"""The list of all entries of a type: narrowed, sorted, cut, with what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Numeric, cast, func, select

from shanhai.ledger import Ledger, matching
from shanhai.ledger.query import query
from shanhai.ledger.schema import entries, fact_organizations, fact_people, fact_places, search, statements
from shanhai.model.struct import Value

from .facet import FACETS, TOLD, Facet, condition, counted
from .inside import inside
from .place import meant, within
from .statement import LATEST_ENTRIES, Statement, stated

SORTS = ("-date", "date", "-pages", "pages", "-amount", "amount", "name", "-name")
"""The orders of a list; the hyphen turns them round. Without a value in it, an entry comes last either way."""

PLACES = {"place": (), "visitor": ("visit.visitor_place",), "host": ("visit.host_place",)}
"""Questions that take a place, and the slots it must stand in (none: anywhere)."""


class Asked(Value, frozen=True, kw_only=True):
    """What a list is narrowed to and how it is sorted.

    `words` are typed by people (`shanhai.ledger.query`); `facets` holds the wanted values by name, any of which will do; `place`, `visitor`
    and `host` are codes or names and mean all that lies in them; `since` and `until` are ISO 8601 prefixes, both inclusive.
    """

    words: str = ""
    facets: dict[str, tuple[str, ...]] = {}
    place: str = ""
    visitor: str = ""
    host: str = ""
    person: str = ""
    organization: str = ""
    since: str = ""
    until: str = ""
    sort: str = "-date"


class Records(Value, frozen=True, kw_only=True):
    """A stretch of the list, how many meet the conditions, how many there are in all, and the facets, each under all other conditions."""

    type: str
    total: int
    whole: int
    offset: int
    lines: tuple[Statement, ...]
    facets: tuple[Facet, ...]


def records(ledger: Ledger, type: str, asked: Asked | None = None, *, offset: int = 0, limit: int = 50, facets: bool = True) -> Records:  # noqa: A002
    """The entries of a type; what pages deny is not among them unless asked for.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     records(ledger, "visit", Asked(words="甲县", facets={"year": ("2024",)})).total
    0
    """
    wish = asked or Asked()
    chosen = {name: wanted for name, wanted in wish.facets.items() if name in FACETS[type] and wanted}
    with ledger.looking() as connection:
        base = [entries.c.type == type, *_conditions(connection, type, wish)]
        narrowed = {"modality": TOLD} | {name: condition(connection, name, wanted) for name, wanted in chosen.items()}
        where = [*base, *narrowed.values()]
        return Records(
            type=type,
            total=_count(connection, where),
            whole=_count(connection, [entries.c.type == type, TOLD]),
            offset=offset,
            lines=stated(connection, *where, order=_order(connection, wish.sort), offset=offset, limit=limit),
            facets=tuple(_facets(connection, type, base, narrowed)) if facets else (),
        )


def _facets(
    connection: Connection, kind: str, base: Sequence[ColumnElement[bool]], narrowed: Mapping[str, ColumnElement[bool]]
) -> Iterator[Facet]:
    for name in FACETS[kind]:
        found = counted(connection, name, [*base, *(each for other, each in narrowed.items() if other != name)])
        if found.values:
            yield found


def _count(connection: Connection, where: Sequence[ColumnElement[bool]]) -> int:
    return int(connection.execute(select(func.count()).select_from(entries).where(*where)).scalar_one())


def _conditions(connection: Connection, kind: str, asked: Asked) -> Iterator[ColumnElement[bool]]:
    sought = query(asked.words)
    if sought.wanted:
        yield entries.c.id.in_(matching.keys(connection, sought, search.c.kind == kind))
    for name, slots in PLACES.items():
        if bearer := getattr(asked, name):
            here = meant(connection, bearer)
            keys = connection.execute(within(here.place.code or here.place.name)).scalars().all() if here else []
            there = fact_places.c.place.in_(keys)
            yield _told(fact_places.c.fact, there, *([fact_places.c.slot.in_(slots)] if slots else []))
    if asked.person:
        yield _told(fact_people.c.fact, fact_people.c.person == asked.person)
    if asked.organization:
        yield _told(fact_organizations.c.fact, fact_organizations.c.organization == asked.organization)
    if asked.since:
        yield entries.c.date_start >= asked.since
    if asked.until:
        yield entries.c.date_start < asked.until + "~"  # which follows every digit and hyphen: 2024-06-30 is in 2024-06


def _told(fact: ColumnElement[int], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """One of the entry's statements is tied so."""
    return entries.c.id.in_(select(statements.c.entry).where(statements.c.fact.in_(select(fact).where(*where))))


def _order(connection: Connection, sort: str) -> tuple[ColumnElement[Any], ...]:
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    if name == "date":
        return LATEST_ENTRIES if turned else (entries.c.date_start.asc().nulls_last(), entries.c.anchor)
    column: ColumnElement[Any]
    if name == "pages":
        column = entries.c.pages
    elif name == "amount":
        column = cast(inside(connection, entries.c.body, "amount", "yuan"), Numeric)
    else:
        column = func.coalesce(*(inside(connection, entries.c.body, field) for field in ("name", "subject", "text", "person")))
    ordered = column.desc() if turned else column.asc()
    return ordered.nulls_last(), *LATEST_ENTRIES
