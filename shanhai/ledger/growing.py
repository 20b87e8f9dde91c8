"""Entries of very many statements (a known pairing, a post of years): one more is counted at once, all are read again now and then."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, bindparam, func, select, update

from shanhai.reconcile.judgement import OF_TWO

from . import schema
from .chunks import chunks
from .tellings import Telling

MANY = 64
"""Statements from which an entry grows without all of them being read again."""
GROWTH = 1.25
"""Its preferred values are chosen anew when it has grown by a quarter: all its statements are then read, a constant cost for each."""


def grow(connection: Connection, tellings: Sequence[Telling]) -> set[int]:
    """Puts statements that their content alone places into entries of very many; the facts that are placed with that."""
    if _joined_by_hand(connection):
        return set()
    placed: dict[str, list[int]] = defaultdict(list)
    large = _large(connection, {each.key for each in tellings if each.key})
    for each in tellings:
        if each.told and each.key in large and each.entry in (None, large[each.key]):
            placed[large[each.key]].append(each.number)
    s = schema.statements
    rows = [{"number": number, "into": entry} for entry, numbers in placed.items() for number in numbers]
    if rows:
        connection.execute(update(s).where(s.c.fact == bindparam("number")).values(entry=bindparam("into")), rows)
    stale = set(_counted(connection, sorted(placed)))
    return {number for entry, numbers in placed.items() if entry not in stale for number in numbers}


def _joined_by_hand(connection: Connection) -> bool:
    j = schema.judgements.c
    some = select(j.id).where(j.verdict.in_([verdict.value for verdict in OF_TWO]), j.undone.is_(None)).limit(1)
    return connection.execute(some).first() is not None


def _large(connection: Connection, keys: set[str]) -> dict[str, str]:
    """The entry of each key that makes one of very many statements."""
    s, e = schema.statements.c, schema.entries.c
    found: dict[str, set[str]] = defaultdict(set)
    for chunk in chunks(sorted(keys)):
        chosen = select(s.key, s.entry).join(schema.entries, e.id == s.entry).where(s.key.in_(chunk), e.statements >= MANY).distinct()
        for row in connection.execute(chosen):
            found[row.key].add(row.entry)
    return {key: min(entries) for key, entries in found.items() if len(entries) == 1}


def _counted(connection: Connection, ids: Sequence[str]) -> Iterable[str]:
    """Counts the statements, pages and sources of entries; those that have grown so much that they are to be settled anew."""
    s, f, r, p, e = schema.statements.c, schema.facts.c, schema.readings.c, schema.fingerprints.c, schema.entries.c
    stale = []
    for entry in ids:
        source = func.coalesce(p.source, r.page)
        counted = select(func.count(), func.count(r.page.distinct()), func.count(source.distinct()), func.min(e.settled))
        counted = counted.select_from(schema.statements).join(schema.facts, f.number == s.fact).join(schema.readings, r.id == f.reading)
        counted = counted.outerjoin(schema.fingerprints, p.reading == r.id).join(schema.entries, e.id == s.entry)
        statements, pages, sources, settled = connection.execute(counted.where(s.entry == entry)).one()
        if statements >= settled * GROWTH:
            stale.append(entry)
        connection.execute(update(schema.entries).where(e.id == entry).values(statements=statements, pages=pages, sources=sources))
    return stale


def unsettled(connection: Connection) -> list[int]:
    """One fact of each entry that has grown since its preferred values were chosen."""
    s, e = schema.statements.c, schema.entries.c
    grown = select(func.min(s.fact)).join(schema.entries, e.id == s.entry).where(e.settled != e.statements).group_by(s.entry)
    return list(connection.execute(grown).scalars())
