"""Entries of very many statements grow by counting what comes, so that a well-known pairing costs a page no more than any other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, func, select, update

from shanhai.model.struct import Value
from shanhai.reconcile.judgement import OF_TWO

from . import schema
from .chunks import chunks
from .tellings import Telling

MANY = 8
"""Statements from which an entry grows without all of them being read again. 1,000 pages joined to 16,000: 28 ms each at 16, 24 at 8."""
GROWTH = 1.25
"""Its preferred values are chosen anew when it has grown by a quarter: all its statements are then read, a constant cost for each. Until
then they may be those without the last statements: without one of nine, without four of twenty. An export first chooses all anew."""


class Grown(Value, frozen=True, kw_only=True):
    """The facts that are placed, and, of the entries that only grew by them, those that came to each."""

    placed: frozenset[int] = frozenset()
    came: Mapping[str, tuple[int, ...]] = {}


def grow(connection: Connection, tellings: Sequence[Telling]) -> Grown:
    """Puts statements that their content alone places into entries of very many."""
    if _joined_by_hand(connection):
        return Grown()
    large = _large(connection, {each.key for each in tellings if each.key})
    placed: dict[str, list[Telling]] = defaultdict(list)
    for each in tellings:
        if each.told and each.key in large and each.entry in (None, large[each.key]):
            placed[large[each.key]].append(each)
    fresh = {entry: new for entry, told in placed.items() if (new := [each for each in told if each.entry is None])}
    s = schema.statements
    rows = [{"number": each.number, "into": entry} for entry, told in fresh.items() for each in told]
    if rows:
        connection.execute(update(s).where(s.c.fact == bindparam("number")).values(entry=bindparam("into")), rows)
    stale = _count(connection, fresh)
    return Grown(
        placed=frozenset(each.number for entry, told in placed.items() if entry not in stale for each in told),
        came={entry: tuple(each.number for each in new) for entry, new in fresh.items() if entry not in stale},
    )


def _joined_by_hand(connection: Connection) -> bool:
    j = schema.judgements.c
    some = select(j.id).where(j.verdict.in_([verdict.value for verdict in OF_TWO]), j.undone.is_(None)).limit(1)
    return connection.execute(some).first() is not None


def _large(connection: Connection, keys: set[str]) -> dict[str, str]:
    """The entry of each key that makes one of very many statements."""
    e = schema.entries.c
    found: dict[str, str] = {}
    for chunk in chunks(sorted(keys)):
        found |= {row.key: row.id for row in connection.execute(select(e.key, e.id).where(e.key.in_(chunk), e.statements >= MANY))}
    return found


def _count(connection: Connection, fresh: Mapping[str, Sequence[Telling]]) -> set[str]:
    """Counts what came to each entry; those that have grown so much that they are to be settled anew.

    What is counted is exact but for the sources of copies that come to light later: those are counted again when the entry is settled.
    """
    e = schema.entries.c
    before = {
        row.id: row
        for chunk in chunks(sorted(fresh))
        for row in connection.execute(
            select(e.id, e.statements, e.pages, e.sources, e.settled, e.seen_first, e.seen_last).where(e.id.in_(chunk))
        )
    }
    pages, sources = _new(connection, fresh)
    rows, stale = [], set()
    for entry, told in sorted(fresh.items()):
        row = before[entry]
        days = [day for each in told if (day := seen(each))] + [day for day in (row.seen_first, row.seen_last) if day]
        made = {"statements": row.statements + len(told), "pages": row.pages + pages[entry], "sources": row.sources + sources[entry]}
        rows.append({"entry": entry, **made, "seen_first": min(days, default=None), "seen_last": max(days, default=None)})
        if made["statements"] >= row.settled * GROWTH:
            stale.add(entry)
    if rows:
        values: dict[str, Any] = {name: bindparam(name) for name in ("statements", "pages", "sources", "seen_first", "seen_last")}
        connection.execute(update(schema.entries).where(e.id == bindparam("entry")).values(**values), rows)
    return stale


def seen(each: Telling) -> str | None:
    """The day on which the page of a telling came out; null where it says no year."""
    day = each.told.statement.published if each.told else None
    return day[:10] if day and not day.startswith("-") else None


def _new(connection: Connection, fresh: Mapping[str, Sequence[Telling]]) -> tuple[dict[str, int], dict[str, int]]:
    """How many of the pages, and of the sources, of these statements an entry did not have before."""
    told = [each for new in fresh.values() for each in new]
    copies = _pages_of(connection, {each.told.source for each in told if each.told})
    source_of = {page: source for source, pages in copies.items() for page in pages}
    held = _held(connection, fresh, {each.page for each in told} | source_of.keys())
    pages: dict[str, int] = {}
    sources: dict[str, int] = {}
    for entry, new in fresh.items():
        came = {each.page for each in new} - held[entry]
        pages[entry] = len(came)
        known = {source_of.get(page, page) for page in held[entry]}
        sources[entry] = len({each.told.source for each in new if each.told and each.page in came} - known)
    return pages, sources


def _pages_of(connection: Connection, sources: Collection[str]) -> dict[str, set[str]]:
    p, r = schema.fingerprints.c, schema.readings.c
    found: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(sorted(sources)):
        chosen = select(p.source, r.page).join(schema.readings, r.id == p.reading)
        for row in connection.execute(chosen.where(p.source.in_(chunk), r.shown)):
            found[row.source].add(row.page)
    return found


def _held(connection: Connection, fresh: Mapping[str, Sequence[Telling]], pages: Collection[str]) -> defaultdict[str, set[str]]:
    """Which of these pages had statements in the entries before."""
    s, f, r = schema.statements.c, schema.facts.c, schema.readings.c
    new = {each.number for told in fresh.values() for each in told}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for chunk in chunks(sorted(pages)):
        chosen = select(s.entry, s.fact, r.page).join(schema.facts, f.number == s.fact).join(schema.readings, (r.id == f.reading) & r.shown)
        for row in connection.execute(chosen.where(r.page.in_(chunk))):
            if row.entry in fresh and row.fact not in new:
                found[row.entry].add(row.page)
    return found


def unsettled(connection: Connection) -> list[int]:
    """One fact of each entry that has grown since its preferred values were chosen."""
    s, e = schema.statements.c, schema.entries.c
    grown = select(func.min(s.fact)).join(schema.entries, e.id == s.entry).where(e.settled != e.statements).group_by(s.entry)
    return list(connection.execute(grown).scalars())
