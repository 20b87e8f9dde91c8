"""What a place lists, part by part: how much there is of each, and the first of it in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, bindparam, func, select

from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import entries, entry_places, facts, place_pages, readings, statements
from shanhai.model import AnyFact
from shanhai.model.struct import Value

from .statement import Listing, PageHead, head_columns, head_of, of_entries

OUT, INTO = "visit.visitor_place", "visit.host_place"
"""The parts of a place that hold the visits from it and to it; its other parts are called as the types that they hold."""


class Brief(Value, frozen=True, kw_only=True):
    """An entry, its preferred values and the page that said it first: enough to count and to compare."""

    entry: str
    fact: AnyFact
    page: str


def totals(connection: Connection, key: str) -> dict[str, int]:
    """How many entries each part of a place holds."""
    return {row.part: row.n for row in connection.execute(_TOTALS, {"key": key})}


def first(connection: Connection, key: str, part: str, limit: int) -> list[str]:
    """The first entries of a part, latest first; those without a year come after all that have one."""
    return list(connection.execute(_FIRST, {"key": key, "part": part, "most": limit}).scalars())


def both(connection: Connection, one: tuple[str, str], other: tuple[str, str], limit: int) -> tuple[int, list[str]]:
    """How many entries stand in a part of one place (key, part) and a part of another, and the first of them."""
    asked = {"key": one[0], "part": one[1], "other": other[0], "theirs": other[1]}
    total = connection.execute(_BOTH_TOTAL, asked).scalar_one()
    return total, list(connection.execute(_BOTH, asked | {"most": limit}).scalars()) if total else []


def told(connection: Connection, totals: Mapping[str, int], ids: Mapping[str, Sequence[str]]) -> dict[str, Listing]:
    """The lists, by part."""
    known = of_entries(connection, (each for held in ids.values() for each in held))
    return {part: Listing(total=totals.get(part, 0), statements=tuple(known[each] for each in held)) for part, held in ids.items()}


def briefs(connection: Connection, ids: Iterable[str]) -> list[Brief]:
    """The entries with what they say, in this order."""
    wanted = list(dict.fromkeys(ids))
    rows = {row.id: row for chunk in chunks(wanted) for row in connection.execute(_BODIES, {"ids": chunk})}
    return [Brief(entry=each, fact=rows[each].body, page=rows[each].page) for each in wanted]


def pages_of(connection: Connection, key: str, limit: int) -> tuple[int, tuple[PageHead, ...]]:
    """How many pages name a place or what lies in it, and the latest."""
    total = connection.execute(_PAGES_TOTAL, {"key": key}).scalar_one()
    heads = map(head_of, connection.execute(_PAGES, {"key": key, "most": limit}))
    return total, tuple(sorted(sorted(heads, key=lambda head: head.id), key=lambda head: head.published or "", reverse=True))


def readings_of(key: str) -> Select[tuple[int]]:
    """The readings that name a place or what lies in it."""
    return select(place_pages.c.reading).where(place_pages.c.place == key)


# Made once: to put such a question together takes as long as to answer it.
_at, _there = entry_places.c, entry_places.alias("there")
_here = (_at.place == bindparam("key"), _at.part == bindparam("part"))
_latest = (_at.date.desc(), _at.entry.desc())
_TOTALS = select(_at.part, func.count().label("n")).where(_at.place == bindparam("key")).group_by(_at.part)
_FIRST = select(_at.entry).where(*_here).order_by(*_latest).limit(bindparam("most"))
_meets = _there.c.entry == _at.entry, _there.c.part == bindparam("theirs"), _there.c.place == bindparam("other")


def _meeting(*columns: Any) -> Select[Any]:
    return select(*columns).where(*_here, select(_there.c.entry).where(*_meets).exists())


_BOTH_TOTAL = _meeting(func.count())
_BOTH = _meeting(_at.entry).order_by(*_latest).limit(bindparam("most"))
_first = select(func.min(statements.c.fact)).where(statements.c.entry == entries.c.id).scalar_subquery()
_said_on = select(entries.c.id, entries.c.body, readings.c.page).select_from(entries).join(facts, facts.c.number == _first)
_BODIES = _said_on.join(readings, readings.c.id == facts.c.reading).where(entries.c.id.in_(bindparam("ids", expanding=True)))
_named = place_pages.c.place == bindparam("key")
_PAGES_TOTAL = select(func.count()).select_from(place_pages).where(_named)
_some = select(place_pages.c.reading).where(_named).order_by(place_pages.c.published.desc(), place_pages.c.reading.desc())
_PAGES = select(*head_columns()).where(readings.c.id.in_(_some.limit(bindparam("most")).subquery().select()))
