"""Entries made of what waits: pages placed among their copies, statements weighed, what hangs together put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from . import schema
from .asking_names import ask_of_organizations
from .bearers import tell_apart
from .between import Stirred, list_pairs
from .bonding import bond_pages
from .by_hand import lay_by_hand
from .calling import call
from .chunks import chunks
from .components import components
from .copying import copies_of, place_among_copies
from .entering import end_empty, enter
from .following import follow, told_by
from .growing import grow, unsettled
from .journeys import put_journeys
from .staying import stage
from .waiting import Waiting, done, first_waiting

BATCH = 100
"""Pages that are joined in one transaction."""


def reconcile(connection: Connection, most: int = BATCH) -> int:
    """Joins the first pages that wait with all that the ledger has; the number of pages joined, 0 where nothing waits any more."""
    pages = first_waiting(connection, Waiting.PAGE, most)
    entries = first_waiting(connection, Waiting.ENTRY, most * 50)
    names = first_waiting(connection, Waiting.PERSON, most * 50)
    called = first_waiting(connection, Waiting.ORGANIZATION, most * 50)
    numbers = _shown(connection, pages)
    lost = lay_by_hand(connection, pages)
    placed = place_among_copies(connection, numbers)
    touched = sorted({*pages, *placed.moved})
    copies = placed.copies | (copies_of(connection, touched) if placed.moved else frozenset())
    tellings = bond_pages(connection, touched, frozenset(copies))
    grown = grow(connection, tellings)
    weighed = [each for each in tellings if each.number not in grown]
    left = {each.entry for each in weighed if each.entry} | set(entries) | lost
    stirred = enter(connection, components(connection, _in_entries(connection, left), weighed))
    end_empty(connection, left)
    _keep_up(connection, numbers, stirred)
    tell_apart(connection, numbers, names)
    ask_of_organizations(connection, call(connection, numbers, called))
    done(connection, Waiting.PAGE, pages)
    done(connection, Waiting.ENTRY, entries)
    done(connection, Waiting.PERSON, names)
    done(connection, Waiting.ORGANIZATION, called)
    return len(pages) or (1 if entries or names or called else 0)


def settle_grown(connection: Connection) -> None:
    """Chooses the preferred values anew of all entries that have grown since."""
    _keep_up(connection, (), enter(connection, components(connection, unsettled(connection))))


def _keep_up(connection: Connection, fresh: Sequence[int], stirred: Stirred) -> None:
    """Brings what is derived from entries up to what has changed: these readings have just been joined, and these entries made anew."""
    list_pairs(connection, fresh, stirred)
    changed = stirred.entries | told_by(connection, fresh)
    follow(connection, changed)
    stage(connection, changed)
    put_journeys(connection, changed)


def _shown(connection: Connection, pages: Iterable[str]) -> list[int]:
    r = schema.readings.c
    found: list[int] = []
    for chunk in chunks(list(pages)):
        found += connection.execute(select(r.id).where(r.page.in_(chunk), r.shown).order_by(r.page)).scalars()
    return found


def _in_entries(connection: Connection, ids: Iterable[str]) -> list[int]:
    s = schema.statements.c
    return [number for chunk in chunks(sorted(ids)) for number in connection.execute(select(s.fact).where(s.entry.in_(chunk))).scalars()]
