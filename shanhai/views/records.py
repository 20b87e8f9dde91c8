"""The list of all entries of a type: narrowed, sorted, cut, with what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, and_, case, false, or_, select

from shanhai.ledger import Ledger, matching
from shanhai.ledger.between import pair_entries
from shanhai.ledger.listed import SIDES, listed, word_of
from shanhai.ledger.query import query
from shanhai.ledger.schema import entry_places, fact_organizations, fact_people, statements
from shanhai.ledger.telling_pairs import BACK, THERE
from shanhai.model import Modality
from shanhai.model.struct import Value

from .facet import FACETS, Facet, condition, facets_of, holds
from .memory import remembered
from .place import meant
from .statement import Statement, stated_of
from .tally import Counted, Tally, counted, tally

SORTS = ("-date", "date", "-pages", "pages", "-amount", "amount", "name", "-name")
"""The orders of a list; the hyphen turns them round. Without a value in it, an entry comes last either way."""

PLACES = {"place": "", "visitor": SIDES["visit.visitor_place"], "host": SIDES["visit.host_place"]}
"""Questions that take a place, and the letter before its key in `listed.places` (none: wherever it stands)."""
SEATED = ("agreement", "tenure")
"""Types of which a place also lists some that do not name it: agreements on pages that tell of it, posts of organisations seated there."""


class Asked(Value, frozen=True, kw_only=True):
    """What a list is narrowed to and how it is sorted.

    `words` are typed by people (`shanhai.ledger.query`); `facets` holds the wanted values by name, any of which will do; `place`, `visitor`
    and `host` are codes or names and mean all that lies in them; `other` with `place`: what stands between the two, or is about both.
    `since` and `until` are ISO 8601 prefixes, both inclusive.
    """

    words: str = ""
    facets: dict[str, tuple[str, ...]] = {}
    place: str = ""
    other: str = ""
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
    plain = msgspec.structs.replace(wish, facets={}, sort="")
    found = _counted(ledger, type, plain, chosen)
    often = wish.words and _in_most(ledger, type, wish, chosen, found.total, offset + limit)
    with ledger.looking() as connection:
        base = [listed.c.type == type, *_conditions(connection, type, wish, one_by_one=bool(often))]
        narrowed = [condition(connection, name, wanted) for name, wanted in chosen.items()]
        told = [] if "modality" in chosen else [listed.c.modality != Modality.DENIED.value]
        order = _order(wish.sort)
        ids = select(listed.c.entry).where(*base, *narrowed, *told).order_by(*order).offset(offset).limit(limit)
        lines = stated_of(connection, connection.execute(ids).scalars().all())
    return Records(
        type=type,
        total=found.total,
        whole=_counted(ledger, type, Asked(sort=""), {}).total,
        offset=offset,
        lines=lines,
        facets=tuple(facets_of(FACETS[type], found)) if facets else (),
    )


ASKED_ONE_BY_ONE = 400
"""Entries that are asked one by one whether they have the words: 25 ms, where to ask for all that have them takes up to 150 ms."""


def _in_most(ledger: Ledger, kind: str, wish: Asked, chosen: Mapping[str, tuple[str, ...]], having: int, wanted: int) -> bool:
    """Whether so many have the words that the first of them are soon found by going through the list."""
    if not having or wish.sort.removeprefix("-") not in ("date", "pages"):
        return False
    without = _counted(ledger, kind, msgspec.structs.replace(wish, words="", facets={}, sort=""), chosen).total
    return min(wanted, having) * without <= having * ASKED_ONE_BY_ONE


def _counted(ledger: Ledger, kind: str, plain: Asked, chosen: Mapping[str, tuple[str, ...]]) -> Counted:
    """How many entries meet the conditions and have the chosen values, by the values of each facet."""
    key = ("counted", kind, *_key(plain), tuple(sorted(chosen.items())))
    return remembered(ledger, key, lambda: counted(_tally(ledger, kind, plain), chosen))


def _tally(ledger: Ledger, kind: str, plain: Asked) -> Tally:
    """How the entries that meet the conditions, whatever their facets, fall into these."""

    def count() -> Tally:
        with ledger.looking() as connection:
            return tally(connection, FACETS[kind], [listed.c.type == kind, *_conditions(connection, kind, plain)])

    return remembered(ledger, ("tally", kind, *_key(plain)), count)


def _key(plain: Asked) -> tuple[str, ...]:
    return (plain.words, *(getattr(plain, name) for name in _PLAIN))


_PLAIN = ("place", "other", "visitor", "host", "person", "organization", "since", "until")


def _conditions(connection: Connection, kind: str, asked: Asked, *, one_by_one: bool = False) -> Iterator[ColumnElement[bool]]:
    sought = query(asked.words)
    if sought.wanted and one_by_one:
        yield matching.has(connection, sought, kind, listed.c.entry)
    elif sought.wanted:
        yield listed.c.entry.in_(matching.keys(connection, sought, kind))
    if asked.other:
        yield _between(connection, kind, asked)
    for name, letter in PLACES.items():
        if (bearer := getattr(asked, name)) and not (name == "place" and asked.other):
            yield _at(connection, kind, bearer, letter)
    if asked.person:
        yield _told(fact_people.c.fact, fact_people.c.person == asked.person)
    if asked.organization:
        yield _told(fact_organizations.c.fact, fact_organizations.c.organization == asked.organization)
    if asked.since:
        yield listed.c.day >= asked.since
    if asked.until:
        # "~" follows every digit and hyphen: 2024-06-30 is in 2024-06.
        yield and_(listed.c.day != "", listed.c.day < asked.until + "~")


def _at(connection: Connection, kind: str, bearer: str, letter: str) -> ColumnElement[bool]:
    """The entry names the place or what lies in it, in the slot of the letter; or the place lists it for what its pages tell."""
    here = meant(connection, bearer)
    if here is None:
        return false()
    key = here.place.code or here.place.name
    named = holds(connection, listed.c.places, f" {letter}{word_of(key)} ")
    if kind not in SEATED:
        return named
    return or_(named, listed.c.entry.in_(select(entry_places.c.entry).where(entry_places.c.place == key, entry_places.c.part == kind)))


def _between(connection: Connection, kind: str, asked: Asked) -> ColumnElement[bool]:
    """The pair of the two places lists the entry."""
    ends = [meant(connection, bearer) for bearer in (asked.place, asked.other) if bearer]
    keys = sorted({each.place.code or each.place.name for each in ends if each})
    if len(keys) < len(SIDES):
        return false()
    p = pair_entries.c
    parts = (THERE, BACK) if kind == "visit" else (kind,)
    return listed.c.entry.in_(select(p.entry).where(p.one == keys[0], p.other == keys[1], p.part.in_(parts)))


def _told(fact: ColumnElement[int], *where: ColumnElement[bool]) -> ColumnElement[bool]:
    """One of the entry's statements is tied so."""
    return listed.c.entry.in_(select(statements.c.entry).where(statements.c.fact.in_(select(fact).where(*where))))


LATEST: tuple[ColumnElement[Any], ...] = (listed.c.day.desc(), listed.c.anchor)


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    """What has no value comes last, whichever way the order goes."""
    name, turned = sort.removeprefix("-"), sort.startswith("-")
    if name == "date":
        return LATEST if turned else (case((listed.c.day == "", 1), else_=0), listed.c.day, listed.c.anchor)
    column: ColumnElement[Any] = {"pages": listed.c.pages, "amount": listed.c.yuan, "name": listed.c.name}[name]
    if name == "name":
        return case((column == "", 1), else_=0), column.desc() if turned else column.asc(), *LATEST
    if name == "amount":
        return (column.desc() if turned else column.asc()).nulls_last(), *LATEST
    return column.desc() if turned else column.asc(), *LATEST
