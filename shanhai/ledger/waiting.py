"""What has changed since the entries were last made: kept in the ledger, so that work cut short goes on with the next run."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from sqlalchemy import Connection, delete, func, select, update

from . import schema
from .chunks import chunks
from .tying import insert_missing

CHANGED = "!"
"""Ends the key of a fact that says another thing now: a value was corrected, or it was rejected."""


class Waiting(StrEnum):
    """What waits to be made again.

    A page to be joined with the others, a fact (PAGE/FACT) of which something was judged, an entry that has lost statements, a name whose
    bearers are to be told apart anew, the name of an organisation of which it is to be settled what it means, a promise that has lost an
    answer.
    """

    PAGE = "page"
    FACT = "fact"
    ENTRY = "entry"
    PERSON = "person"
    ORGANIZATION = "organization"
    PLEDGE = "pledge"


def wait(connection: Connection, kind: Waiting, keys: Iterable[str]) -> None:
    """Notes what is to be made again."""
    insert_missing(connection, schema.waiting, [{"kind": kind.value, "key": key} for key in sorted(set(keys))])


def first_waiting(connection: Connection, kind: Waiting, most: int) -> tuple[str, ...]:
    """The first keys of a kind that wait, in order."""
    w = schema.waiting.c
    return tuple(connection.execute(select(w.key).where(w.kind == kind.value).order_by(w.key).limit(most)).scalars())


def done(connection: Connection, kind: Waiting, keys: Iterable[str]) -> None:
    """Takes off the list what has been made."""
    w = schema.waiting.c
    for chunk in chunks(sorted(set(keys))):
        connection.execute(delete(schema.waiting).where(w.kind == kind.value, w.key.in_(chunk)))


def how_many(connection: Connection, most: int | None = None) -> int:
    """How much waits in all, counted up to `most`."""
    return int(connection.execute(select(func.count()).select_from(select(schema.waiting.c.key).limit(most).subquery())).scalar_one())


def release(connection: Connection, page: str) -> None:
    """Notes what a page's reading takes part in, before that reading goes: its entries, and who and what bears its names."""
    r, f, s = schema.readings.c, schema.facts.c, schema.statements.c
    mine = select(f.number).join(schema.readings, r.id == f.reading).where(r.page == page)
    left = connection.execute(select(s.entry).where(s.fact.in_(mine), s.entry.is_not(None)).distinct()).scalars()
    wait(connection, Waiting.ENTRY, left)
    p = schema.reading_personas.c
    names = select(p.name).join(schema.readings, r.id == p.reading).where(r.page == page).distinct()
    wait(connection, Waiting.PERSON, connection.execute(names).scalars())
    o = schema.reading_organizations.c
    bodies = select(o.name).join(schema.readings, r.id == o.reading).where(r.page == page).distinct()
    wait(connection, Waiting.ORGANIZATION, connection.execute(bodies).scalars())
    _part_copies(connection, page)


def _part_copies(connection: Connection, page: str) -> None:
    """Lets each copy of a page stand for itself, to be placed among the copies that are left."""
    r, p = schema.readings.c, schema.fingerprints.c
    group = select(p.source).join(schema.readings, r.id == p.reading).where(r.page == page)
    rows = connection.execute(select(p.reading, r.page).join(schema.readings, r.id == p.reading).where(p.source.in_(group), r.page != page))
    for reading, copy in rows.all():
        connection.execute(update(schema.fingerprints).where(p.reading == reading).values(source=copy))
        wait(connection, Waiting.PAGE, [copy])
