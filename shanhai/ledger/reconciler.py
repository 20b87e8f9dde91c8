"""Entries made of what waits: pages placed among their copies, statements weighed, what hangs together put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import structs
from sqlalchemy import Connection, select

from . import schema
from .asking_names import ask_of_organizations
from .bearers import tell_apart
from .between import Stirred, list_pairs
from .bonding import bond
from .by_hand import lay_by_hand
from .calling import call
from .chunks import chunks
from .components import components
from .copying import copies_of, copies_with, place_among_copies
from .entering import end_empty, enter
from .following import follow, told_by
from .growing import grow, unsettled
from .journeys import put_journeys
from .promised import NOTHING, Grown
from .staying import stage
from .tellings import Telling, of_facts, of_pages
from .waiting import CHANGED, Waiting, done, first_waiting, how_many

BATCH = 100
"""Pages that are joined in one transaction."""


def reconcile(connection: Connection, most: int = BATCH) -> int:
    """Joins the first pages that wait with all that the ledger has; the number of pages joined, 0 where nothing waits any more."""
    if not how_many(connection, 1):
        return 0
    pages = first_waiting(connection, Waiting.PAGE, most)
    facts = first_waiting(connection, Waiting.FACT, most * 5)
    entries = first_waiting(connection, Waiting.ENTRY, most * 50)
    names = first_waiting(connection, Waiting.PERSON, most * 50)
    called = first_waiting(connection, Waiting.ORGANIZATION, most * 50)
    numbers = _shown(connection, pages)
    lost = lay_by_hand(connection, pages)
    placed = place_among_copies(connection, numbers)
    touched = sorted({*pages, *placed.moved})
    copies = placed.copies | (copies_of(connection, touched) if placed.moved else frozenset())
    tellings = bond(connection, of_pages(connection, touched), frozenset(copies))
    grown = grow(connection, tellings)
    judged, changed = _judged(connection, facts, frozenset(touched))
    weighed = [*(each for each in tellings if each.number not in grown.placed), *judged]
    left = {each.entry for each in weighed if each.entry} | set(entries) | lost
    stirred = enter(connection, components(connection, _in_entries(connection, left), weighed), changed)
    shrunk = stirred.entries & {*entries, *lost}
    stirred = structs.replace(stirred, altered=stirred.altered | shrunk)
    end_empty(connection, left)
    # What has lost a statement is no entry that only grew, though it may say what it said.
    _keep_up(connection, numbers, stirred, {entry: came for entry, came in grown.came.items() if entry not in stirred.entries | left})
    tell_apart(connection, numbers, names)
    ask_of_organizations(connection, call(connection, numbers, called))
    done(connection, Waiting.PAGE, pages)
    done(connection, Waiting.FACT, facts)
    done(connection, Waiting.ENTRY, entries)
    done(connection, Waiting.PERSON, names)
    done(connection, Waiting.ORGANIZATION, called)
    return len(pages) or (1 if facts or entries or names or called else 0)


def _judged(connection: Connection, named: Sequence[str], done_already: frozenset[str]) -> tuple[list[Telling], set[int]]:
    """The facts of which something was judged, weighed anew, and which of them say another thing now; the rest of their pages stands."""
    wanted = {name.removesuffix(CHANGED) for name in named if name.partition("/")[0] not in done_already}
    pages = sorted({name.partition("/")[0] for name in wanted})
    f, r = schema.facts.c, schema.readings.c
    numbers: dict[int, str] = {}
    for chunk in chunks(pages):
        rows = connection.execute(
            select(f.number, f.id, r.page).join(schema.readings, (r.id == f.reading) & r.shown).where(r.page.in_(chunk))
        )
        numbers |= {row.number: name for row in rows if (name := f"{row.page}/{row.id}") in wanted}
    changed = {number for number, name in numbers.items() if f"{name}{CHANGED}" in set(named)}
    return (bond(connection, of_facts(connection, numbers), copies_with(connection, pages)) if numbers else []), changed


def settle_grown(connection: Connection) -> None:
    """Chooses the preferred values anew of all entries that have grown since."""
    _keep_up(connection, (), enter(connection, components(connection, unsettled(connection))), NOTHING)


def _keep_up(connection: Connection, fresh: Sequence[int], stirred: Stirred, grown: Grown) -> None:
    """Brings what is derived from entries up to what has changed.

    The `fresh` readings have just been joined, entries made anew, and those of `grown` are as they were but for the facts that came.
    """
    list_pairs(connection, fresh, stirred)
    changed = stirred.entries | told_by(connection, fresh)
    follow(connection, changed, grown)
    stage(connection, changed, grown)
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
