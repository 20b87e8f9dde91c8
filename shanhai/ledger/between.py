"""What two places list: the entries between them and about them, and the pages that tell of both, in the order in which they are shown.

A look-up of a pair then reads what it shows and counts an index, however much the two have to do with each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from sqlalchemy import Column, Connection, ForeignKey, Index, Integer, Table, delete, func, insert, literal, select, update

from shanhai.model.struct import Value

from . import schema
from .chunks import chunks
from .columns import Word
from .schema import metadata
from .telling_pairs import BETWEEN, Pair, TellingPages, pairs_of
from .tying import insert_missing

ABOUT = ("agreement", "project", "platform", "pledge", "measure")
"""Types whose facts name one side at most: they are of a pair where their page is about it."""
_STRETCH = 500

pair_entries = Table(
    "pair_entries",
    metadata,
    Column("one", Word, primary_key=True, comment="the smaller key of the two; both stand for all that lies in them"),
    Column("other", Word, primary_key=True),
    Column("part", Word, primary_key=True, comment="there: visits from the one to the other, back: the other way; else the type"),
    Column("date", Word, primary_key=True, comment="as entry_places has it; empty: none"),
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True),
    Index(None, "entry"),
    sqlite_with_rowid=False,
)

pair_pages = Table(
    "pair_pages",
    metadata,
    Column("one", Word, primary_key=True, comment="the smaller key of two places of which the page tells"),
    Column("other", Word, primary_key=True),
    Column("published", Word, primary_key=True, comment="of the reading that is shown, as it is sorted; empty: not known"),
    Column("reading", Integer, ForeignKey("readings.id", ondelete="CASCADE"), primary_key=True),
    Index(None, "reading"),
    sqlite_with_rowid=False,
)


class Stirred(Value, frozen=True, kw_only=True):
    """What changed when entries were made.

    `entries` are those made anew; `placed` those among them that other places list than before; `altered` those among them whose places or
    modality are other than they were, or that have lost statements, so that what is derived from them may be gone; `dated` those of another
    date; `facts` went elsewhere.
    """

    entries: frozenset[str] = frozenset()
    placed: frozenset[str] = frozenset()
    altered: frozenset[str] = frozenset()
    dated: frozenset[str] = frozenset()
    facts: frozenset[int] = frozenset()


class Row(Value, frozen=True, kw_only=True):
    """Where an entry stands between two places."""

    pair: Pair
    part: str
    date: str


def list_pairs(connection: Connection, fresh: Sequence[int], stirred: Stirred) -> None:
    """Lists what has changed: the pages of `fresh` readings, which have just been joined, and what was stirred.

    Entries that may stand no more where they stood are looked through whole; to all others only what these pages tell now is added.
    """
    moved = _readings_of(connection, stirred) - set(fresh) | _listed(connection, fresh)
    before = _pairs_before(connection, sorted(moved))
    _put_pages(connection, sorted({*fresh, *moved}))
    kinds = _kinds(connection, stirred.entries)
    _put(connection, _of_themselves(connection, [each for each, kind in kinds.items() if kind in BETWEEN]))
    now = _about(connection, sorted({*fresh, *moved}), None)
    whole = {each for each in stirred.altered if kinds.get(each) in ABOUT} | _less(connection, before, now)
    for some in chunks(sorted(whole), _STRETCH):
        _put(connection, _about(connection, _readings_with(connection, some), set(some)))
    _date(connection, {each for each in stirred.dated if kinds.get(each) in ABOUT} - whole)
    _add(connection, {entry: rows for entry, rows in now.items() if entry not in whole})


def drop_pairs(connection: Connection, entry: str) -> None:
    """Takes an entry out of what pairs list."""
    connection.execute(delete(pair_entries).where(pair_entries.c.entry == entry))


def refill(connection: Connection) -> None:
    """Lists all entries and pages of a ledger that an earlier version wrote: it has listed none."""
    if connection.execute(select(pair_pages.c.reading).limit(1)).first():
        return
    e, r = schema.entries.c, schema.readings.c
    among = connection.execute(select(e.id).where(e.type.in_(BETWEEN)).order_by(e.id)).scalars().all()
    for some in chunks(among, _STRETCH):
        _add(connection, _of_themselves(connection, some))
    for stretch in chunks(connection.execute(select(r.id).where(r.shown).order_by(r.id)).scalars().all(), _STRETCH):
        _put_pages(connection, stretch)
        _add(connection, _about(connection, stretch, None))


def _readings_of(connection: Connection, stirred: Stirred) -> set[int]:
    """The readings on which something stands elsewhere now, so that what they tell may be of other pairs."""
    f, s = schema.facts.c, schema.statements.c
    found: set[int] = set()
    for facts in chunks(sorted(stirred.facts)):
        found |= set(connection.execute(select(f.reading).where(f.number.in_(facts))).scalars())
    placed = select(f.reading).join(schema.statements, s.fact == f.number).where(f.type.in_(BETWEEN))
    for entries in chunks(sorted(stirred.placed)):
        found |= set(connection.execute(placed.where(s.entry.in_(entries)).distinct()).scalars())
    return found


def _listed(connection: Connection, readings: Sequence[int]) -> set[int]:
    """Those of these readings that are listed already: their pages are joined once more, after a judgement."""
    p = pair_pages.c
    chosen = select(p.reading).distinct()
    return {reading for some in chunks(readings) for reading in connection.execute(chosen.where(p.reading.in_(some))).scalars()}


def _kinds(connection: Connection, entries: Iterable[str]) -> dict[str, str]:
    e = schema.entries.c
    found: dict[str, str] = {}
    for some in chunks(sorted(entries)):
        found |= {row.id: row.type for row in connection.execute(select(e.id, e.type).where(e.id.in_(some)))}
    return found


def _pairs_before(connection: Connection, readings: Sequence[int]) -> dict[str, set[Pair]]:
    """Of the entries about pairs that these readings tell, the pairs under which they can stand because of that."""
    f, s, p = schema.facts.c, schema.statements.c, pair_pages.c
    told = select(s.entry, p.one, p.other).join(schema.facts, f.number == s.fact).join(pair_pages, p.reading == f.reading)
    told = told.where(f.type.in_(ABOUT), s.entry.is_not(None)).distinct()
    found: dict[str, set[Pair]] = defaultdict(set)
    for some in chunks(readings):
        for row in connection.execute(told.where(f.reading.in_(some))):
            found[row.entry].add((row.one, row.other))
    return found


def _less(connection: Connection, before: Mapping[str, set[Pair]], now: Mapping[str, set[Row]]) -> set[str]:
    """The entries that stand under a pair under which these readings may have put them before and do not put them now."""
    e = pair_entries.c
    found: set[str] = set()
    for some in chunks(sorted(before)):
        for row in connection.execute(select(e.entry, e.one, e.other).where(e.entry.in_(some))):
            pair = (row.one, row.other)
            if pair in before[row.entry] and all(each.pair != pair for each in now.get(row.entry, ())):
                found.add(row.entry)
    return found


def _readings_with(connection: Connection, entries: Sequence[str]) -> list[int]:
    f, s = schema.facts.c, schema.statements.c
    chosen = select(f.reading).join(schema.statements, s.fact == f.number).where(s.entry.in_(entries))
    return sorted(set(connection.execute(chosen).scalars()))


def _of_themselves(connection: Connection, entries: Sequence[str]) -> dict[str, set[Row]]:
    """Where visits, pairings and meetings stand: between the places that they name."""
    found: dict[str, set[Row]] = {each: set() for each in entries}
    for entry, held in pairs_of(connection, entries).items():
        found[entry] = {Row(pair=pair, part=part, date=held.date) for pair, part in held.parts}
    return found


def _about(connection: Connection, readings: Sequence[int], wanted: Collection[str] | None) -> dict[str, set[Row]]:
    """Where entries stand by what these readings tell; those `wanted`, or all."""
    found: dict[str, set[Row]] = {each: set() for each in wanted or ()}
    for some in chunks(readings, _STRETCH):
        for entry, kind, date, pairs in TellingPages(connection, some).about(ABOUT, wanted):
            found.setdefault(entry, set()).update(Row(pair=pair, part=kind, date=date) for pair in pairs)
    return found


def _put(connection: Connection, wanted: Mapping[str, set[Row]]) -> None:
    """Lists these entries there and nowhere else."""
    e = pair_entries.c
    for some in chunks(sorted(wanted)):
        there: dict[str, set[Row]] = defaultdict(set)
        for row in connection.execute(select(pair_entries).where(e.entry.in_(some))):
            there[row.entry].add(Row(pair=(row.one, row.other), part=row.part, date=row.date))
        stale = sorted(entry for entry in some if there[entry] - wanted[entry])
        if stale:
            connection.execute(delete(pair_entries).where(e.entry.in_(stale)))
        missing = {entry: wanted[entry] if entry in stale else wanted[entry] - there[entry] for entry in some}
        if rows := _rows(missing):
            connection.execute(insert(pair_entries), rows)


def _date(connection: Connection, entries: Collection[str]) -> None:
    """Lists entries by the date that they have now, where they are listed."""
    e, p = schema.entries.c, pair_entries.c
    day = select(func.coalesce(e.date_start, literal(""))).where(e.id == p.entry).scalar_subquery()
    for some in chunks(sorted(entries)):
        connection.execute(update(pair_entries).where(p.entry.in_(some), p.date != day).values(date=day))


def _add(connection: Connection, more: Mapping[str, set[Row]]) -> None:
    insert_missing(connection, pair_entries, _rows(more))


def _rows(wanted: Mapping[str, set[Row]]) -> list[dict[str, object]]:
    return [
        {"one": row.pair[0], "other": row.pair[1], "part": row.part, "date": row.date, "entry": entry}
        for entry, rows in wanted.items()
        for row in rows
    ]


def _put_pages(connection: Connection, readings: Sequence[int]) -> None:
    """Lists these readings under the pairs of which they tell, and nowhere else."""
    p, r = pair_pages.c, schema.readings.c
    for some in chunks(readings):
        day = func.coalesce(r.published, literal("")).label("day")
        days = {row.id: row.day for row in connection.execute(select(r.id, day).where(r.id.in_(some), r.shown))}
        told = TellingPages(connection, sorted(days)).pairs
        wanted = {(*pair, days[reading], reading) for reading, pairs in told.items() for pair in pairs}
        rows = connection.execute(select(pair_pages).where(p.reading.in_(some)))
        there = {(row.one, row.other, row.published, row.reading) for row in rows}
        stale = sorted({row[3] for row in there - wanted})
        if stale:
            connection.execute(delete(pair_pages).where(p.reading.in_(stale)))
        missing = [row for row in wanted if row[3] in stale or row not in there]
        if missing:
            connection.execute(insert(pair_pages), [dict(zip(pair_pages.c.keys(), row, strict=True)) for row in missing])
