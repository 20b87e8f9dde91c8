"""What a place lists, part by part: how much there is of each, and the first of it in its order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec
from sqlalchemy import Connection, Select, String, bindparam, func, select, type_coerce

from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import entries, entry_places, place_pages, readings
from shanhai.model import Modality, PlaceRef, When
from shanhai.model.struct import Value

from .statement import Listing, PageHead, head_columns, head_of, of_entries

OUT, INTO = "visit.visitor_place", "visit.host_place"
"""The parts of a place that hold the visits from it and to it; its other parts are called as the types that they hold."""


class Sides(msgspec.Struct, frozen=True, kw_only=True):
    """Of a stored visit or pairing, between which places it is and when it was; the rest is passed over unread."""

    visitor_place: PlaceRef | None = None
    host_place: PlaceRef | None = None
    a: PlaceRef | str | None = None
    b: PlaceRef | str | None = None
    date: When | None = None


class Brief(Value, frozen=True, kw_only=True):
    """An entry, what of it is enough to count and to compare, and the page of its first statement."""

    entry: str
    page: str
    happened: bool
    fact: Sides


def totals(connection: Connection, key: str) -> dict[str, int]:
    """How many entries each part of a place holds."""
    return {row.part: row.n for row in connection.execute(_TOTALS, {"key": key})}


def first(connection: Connection, key: str, part: str, limit: int) -> list[str]:
    """The first entries of a part, latest first; those without a year come after all that have one."""
    return list(connection.execute(_FIRST, {"key": key, "part": part, "most": limit}).scalars())


def told(connection: Connection, totals: Mapping[str, int], ids: Mapping[str, Sequence[str]]) -> dict[str, Listing]:
    """The lists, by part."""
    known = of_entries(connection, (each for held in ids.values() for each in held))
    return {part: Listing(total=totals.get(part, 0), statements=tuple(known[each] for each in held)) for part, held in ids.items()}


def briefs(connection: Connection, ids: Iterable[str]) -> list[Brief]:
    """The entries with what they say, in this order."""
    wanted = list(dict.fromkeys(ids))
    found = {row[0]: _brief(*row) for chunk in chunks(wanted) for row in connection.execute(_BODIES, {"ids": chunk})}
    return [found[each] for each in wanted]


def _brief(entry: str, anchor: str, modality: str, body: str) -> Brief:
    happened = modality == Modality.HAPPENED.value
    return Brief(entry=entry, page=anchor.partition("/")[0], happened=happened, fact=_SIDES.decode(body))


_SIDES = msgspec.json.Decoder(Sides)


def pages_of(connection: Connection, key: str, limit: int) -> tuple[int, tuple[PageHead, ...]]:
    """How many pages name a place or what lies in it, and the latest."""
    total = connection.execute(_PAGES_TOTAL, {"key": key}).scalar_one()
    heads = map(head_of, connection.execute(_PAGES, {"key": key, "most": limit}))
    return total, tuple(sorted(sorted(heads, key=lambda head: head.id), key=lambda head: head.published or "", reverse=True))


def readings_of(key: str) -> Select[tuple[int]]:
    """The readings that name a place or what lies in it."""
    return select(place_pages.c.reading).where(place_pages.c.place == key)


# Made once: to put such a question together takes as long as to answer it.
_at = entry_places.c
_here = (_at.place == bindparam("key"), _at.part == bindparam("part"))
_latest = (_at.date.desc(), _at.entry.desc())
_TOTALS = select(_at.part, func.count().label("n")).where(_at.place == bindparam("key")).group_by(_at.part)
_FIRST = select(_at.entry).where(*_here).order_by(*_latest).limit(bindparam("most"))
_text = type_coerce(entries.c.body, String)  # the column's own type would build the whole fact of each
_brief_of = select(entries.c.id, entries.c.anchor, entries.c.modality, _text)
_BODIES = _brief_of.where(entries.c.id.in_(bindparam("ids", expanding=True)))
_named = place_pages.c.place == bindparam("key")
_PAGES_TOTAL = select(func.count()).select_from(place_pages).where(_named)
_some = select(place_pages.c.reading).where(_named).order_by(place_pages.c.published.desc(), place_pages.c.reading.desc())
_PAGES = select(*head_columns()).where(readings.c.id.in_(_some.limit(bindparam("most")).subquery().select()))
