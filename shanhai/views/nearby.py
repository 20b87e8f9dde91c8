"""What may be one: entries nearly joined or found by their names, people of one name, organisations whose names are alike."""

from __future__ import annotations

import re

from sqlalchemy import Connection, select, union

from shanhai.ledger import Ledger
from shanhai.ledger.caption import caption
from shanhai.ledger.schema import entries, near, organization_folds, people, reading_organizations, statements
from shanhai.model import AnyFact, LedgerError
from shanhai.reconcile.calling import folded

from .bearer import BearerView, bearer
from .entry import EntryView
from .organizations import organizations
from .search import Filters, find

FEW = 8


def nearby(ledger: Ledger, view: EntryView, words: str = "") -> tuple[tuple[str, AnyFact], ...]:
    """At most eight entries that may be one with an entry: those nearly joined to it, then those that its name, or the words, find."""
    with ledger.looking() as connection:
        found = [key for sought in _sought(view, words) for key in _found(ledger, sought, view.type)]
        ids = [each for each in dict.fromkeys([*_nearly(connection, view.id), *found]) if each != view.id][:FEW]
        rows = {row.id: row.body for row in connection.execute(select(entries.c.id, entries.c.body).where(entries.c.id.in_(ids)))}
    return tuple((each, rows[each]) for each in ids if each in rows)


def namesakes(ledger: Ledger, key: str, name: str) -> tuple[BearerView, ...]:
    """The other people of a name that pages tell of."""
    with ledger.looking() as connection:
        bearers = select(people.c.key).where(people.c.name == name, people.c.key != key).order_by(people.c.key)
        found = (bearer(connection, "person", each) for each in connection.execute(bearers).scalars().all())
        return tuple(each for each in found if each and each.pages)


def organizations_near(ledger: Ledger, key: str, name: str, words: str = "") -> tuple[BearerView, ...]:
    """At most eight organisations that may be one with this: those whose names fold alike, then those in whose name the words stand."""
    listed = organizations(ledger, words=words.strip(), limit=FEW).lines if words.strip() else ()
    k, o = organization_folds.c, reading_organizations.c
    with ledger.looking() as connection:
        alike = select(o.organization).where(o.name.in_(select(k.name).where(k.fold == folded(name)))).distinct().order_by(o.organization)
        keys = dict.fromkeys([*connection.execute(alike).scalars(), *(line.key for line in listed)])
        found = (bearer(connection, "organization", each) for each in keys if each != key)
        return tuple(each for each in found if each and each.pages)[:FEW]


def _sought(view: EntryView, words: str) -> list[str]:
    """What to look for: the words given, or the entry's name, and then its parts."""
    if words.strip():
        return [words.strip()]
    parts = [part for part in re.split(r"[→—… ]+", caption(view.preferred.fact)) if part]
    return [" ".join(parts), *parts] if parts else []


def _found(ledger: Ledger, words: str, kind: str) -> list[str]:
    try:
        return [hit.key for hit in find(ledger, words, filters=Filters(kind=kind)).hits]
    except LedgerError:
        return []  # nothing in it that can be looked for


def _nearly(connection: Connection, entry: str) -> list[str]:
    mine = select(statements.c.fact).where(statements.c.entry == entry)
    pairs = union(select(near.c.other).where(near.c.one.in_(mine)), select(near.c.one).where(near.c.other.in_(mine)))
    held = select(statements.c.entry).where(statements.c.fact.in_(pairs), statements.c.entry.is_not(None)).distinct()
    return sorted(connection.execute(held).scalars())
