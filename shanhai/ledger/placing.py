"""What a place lists: its entries and its pages, in their order, with those of all that lies in it.

A look-up of a place then reads what it shows and counts an index; it costs the same in a ledger of a thousand pages and of a million.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, Select, delete, func, insert, literal, select

from shanhai.model import Agreement, AnyFact, Modality, Pairing, PlaceRef, Tenure, Trait, Visit
from shanhai.model.struct import Value

from . import schema
from .chunks import chunks
from .gazetteer import rows_for
from .ties import places_in
from .tying import insert_missing

_TELLING = ("visit.visitor_place", "visit.host_place", "pairing.a", "pairing.b", "meeting.place", "meeting.parties")
"""Where a page tells of a place: agreements name bodies, and a place lists those on the pages that tell of it so."""
_SEATED = "?"
"""Before an organisation's name: where a tenure without a place waits for another tenure that says where the organisation is."""
_MANY = 500


class Listed(Value, frozen=True, kw_only=True):
    """Where an entry stands: under a place, as a part of what that lists, by a date."""

    place: str
    part: str
    date: str


def place_entries(connection: Connection, entries: Mapping[str, tuple[AnyFact, str | None]]) -> set[str]:
    """Puts entries (their preferred values, and `listed_by`) where they belong, and nowhere else; those that other places list now."""
    moved: set[str] = set()
    for chunk in chunks(sorted(entries)):
        told = [each for each in chunk if isinstance(entries[each][0], Agreement)]
        around = _around(connection, told) if told else {}
        moved |= _put(connection, {each: _wanted(*entries[each], around.get(each, ())) for each in chunk})
    _seat(connection, {fact.organization for fact, _ in entries.values() if isinstance(fact, Tenure) and fact.organization})
    return moved


def listed_by(fact: AnyFact, date_start: str | None, seen_last: str | None) -> str | None:
    """The date by which an entry is listed: its own, or when it was last seen where its type has none."""
    return seen_last if isinstance(fact, Tenure | Pairing | Trait) else date_start


def part_of(fact: AnyFact, slot: str) -> str:
    """Under what a place lists a fact that names it in a slot.

    >>> from shanhai.model import Pairing
    >>> part_of(Pairing(id="1", page="p", a="甲", b="乙"), "pairing.a"), part_of(Visit(id="1", page="p"), "visit.host_place")
    ('pairing', 'visit.host_place')
    """
    return slot if isinstance(fact, Visit) else slot.partition(".")[0]


def chain(ref: PlaceRef) -> tuple[str, ...]:
    """The keys of a place and of all that it lies in, as the ledger has them.

    >>> chain(PlaceRef(name="洞头区", code="330305"))
    ('330305', '330300', '330000')
    """
    return tuple(row.key for row in rows_for(ref))


def _wanted(fact: AnyFact, date: str | None, around: Iterable[PlaceRef]) -> set[Listed]:
    """Where an entry belongs; nowhere, if it is what pages deny."""
    if fact.modality is Modality.DENIED:
        return set()
    named = [(key, part_of(fact, slot)) for slot, ref in places_in(fact) for key in chain(ref)]
    named += [(key, "agreement") for ref in around for key in chain(ref)]
    if isinstance(fact, Tenure) and fact.organization and not named:
        named = [(_SEATED + fact.organization, "tenure")]
    return {Listed(place=key, part=part, date=date or "") for key, part in named}


def _around(connection: Connection, entries: Sequence[str]) -> dict[str, set[PlaceRef]]:
    """The places that the pages of these entries tell of."""
    s, f, t, p = schema.statements.c, schema.facts.c, schema.fact_places.c, schema.places.c
    told = schema.facts.alias("told")
    chosen = select(s.entry, p.name, p.code).join(schema.facts, f.number == s.fact).join(told, told.c.reading == f.reading)
    chosen = chosen.join(schema.fact_places, t.fact == told.c.number).join(schema.places, p.key == t.place)
    found: dict[str, set[PlaceRef]] = defaultdict(set)
    for row in connection.execute(chosen.where(s.entry.in_(entries), t.slot.in_(_TELLING)).distinct()):
        found[row.entry].add(PlaceRef(name=row.name, code=row.code))
    return found


def _put(connection: Connection, wanted: Mapping[str, set[Listed]]) -> set[str]:
    e = schema.entry_places.c
    there: dict[str, set[Listed]] = defaultdict(set)
    for row in connection.execute(select(schema.entry_places).where(e.entry.in_(sorted(wanted)))):
        there[row.entry].add(Listed(place=row.place, part=row.part, date=row.date))
    stale = sorted(entry for entry, rows in there.items() if rows - wanted[entry])
    if stale:
        connection.execute(delete(schema.entry_places).where(e.entry.in_(stale)))
    missing = [
        {"place": row.place, "part": row.part, "date": row.date, "entry": entry}
        for entry, rows in wanted.items()
        for row in (rows if entry in stale else rows - there[entry])
    ]
    if missing:
        connection.execute(insert(schema.entry_places), missing)
    return {entry for entry, rows in wanted.items() if _places(rows) != _places(there[entry])}


def _places(rows: Iterable[Listed]) -> set[tuple[str, str]]:
    return {(row.place, row.part) for row in rows}


def _seat(connection: Connection, organizations: Iterable[str]) -> None:
    """Lists the tenures without a place where others of their organisation have one."""
    e = schema.entry_places.c
    for chunk in chunks(sorted(_SEATED + each for each in organizations)):
        for row in connection.execute(select(e.place, e.entry, e.date).where(e.place.in_(chunk))).all():
            seats = {key for ref in _seats(connection, row.place.removeprefix(_SEATED)) for key in chain(ref)}
            rows = [{"place": key, "part": "tenure", "date": row.date, "entry": row.entry} for key in sorted(seats)]
            insert_missing(connection, schema.entry_places, rows)


def _seats(connection: Connection, organization: str) -> list[PlaceRef]:
    o, t, p = schema.fact_organizations.c, schema.fact_places.c, schema.places.c
    chosen = select(p.name, p.code).join(schema.fact_places, t.place == p.key).join(schema.fact_organizations, o.fact == t.fact)
    seated = (o.organization == organization, o.slot == "tenure.organization", t.slot == "tenure.place")
    return [PlaceRef(name=row.name, code=row.code) for row in connection.execute(chosen.where(*seated).distinct())]


def place_pages(connection: Connection, readings: Sequence[int]) -> None:
    """Lists the pages of readings that are shown under the places that they name, and those in which these lie."""
    for chunk in chunks(readings):
        insert_missing(connection, schema.place_pages, _pages(connection, chunk))


def _pages(connection: Connection, readings: Sequence[int]) -> list[dict[str, object]]:
    n, r, p = schema.reading_places.c, schema.readings.c, schema.places.c
    chosen = select(n.reading, func.coalesce(r.published, literal("")).label("published"), n.facts, n.place, p.name, p.code)
    chosen = chosen.join(schema.readings, r.id == n.reading).join(schema.places, p.key == n.place)
    named: dict[tuple[str, str, int], int | None] = {}
    for row in connection.execute(chosen.where(n.reading.in_(readings), r.shown)):
        for key in chain(PlaceRef(name=row.name, code=row.code)):
            at = (key, row.published, row.reading)
            named[at] = (named.get(at) or 0) + row.facts if key == row.place else named.get(at)
    return [
        {"place": key, "published": day, "reading": reading, "facts": facts}
        for (key, day, reading), facts in sorted(named.items(), key=lambda each: each[0])
    ]


def refill(connection: Connection) -> None:
    """Lists all entries and pages of a ledger that an earlier version wrote: it has listed none."""
    e, r = schema.entries.c, schema.readings.c
    if connection.execute(select(schema.place_pages.c.reading).limit(1)).first():
        return
    for ids in _stretches(connection, select(e.id).order_by(e.id)):
        rows = connection.execute(select(e.id, e.body, e.date_start, e.seen_last).where(e.id.in_(ids)))
        place_entries(connection, {row.id: (row.body, listed_by(row.body, row.date_start, row.seen_last)) for row in rows})
    for numbers in _stretches(connection, select(r.id).where(r.shown).order_by(r.id)):
        place_pages(connection, numbers)


def _stretches(connection: Connection, chosen: Select[tuple[int]] | Select[tuple[str]]) -> Iterable[Sequence[int]]:
    return chunks(connection.execute(chosen).scalars().all(), _MANY)
