"""What became of what was promised: pledges by their state on a day, with the later events that may answer them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries, facts, readings, statements
from shanhai.model import Action, Agreement, AnyFact, Field, Meeting, Modality, Platform, Pledge, Project, Visit
from shanhai.model.struct import Value
from shanhai.reconcile.follow_up import FollowUp, Outcome, Promise, State, follow_up

from .statement import Statement, listing
from .surroundings import surroundings
from .themes import themes

# What may answer a promise.
OUTCOMES = ("action", "agreement", "meeting", "platform", "project", "visit")


class Followed(Value, frozen=True, kw_only=True):
    """A pledge, when it was made (ISO 8601 prefix), what became of it, and the candidate outcomes as entries, best first."""

    stated: Statement
    said: str | None
    follow_up: FollowUp
    outcomes: tuple[Statement, ...]


class Promises(Value, frozen=True, kw_only=True):
    """A stretch of the pledges that are in a state, `total` of them; `states` counts all, whatever state was asked for."""

    today: str
    total: int
    offset: int
    states: dict[str, int]
    lines: tuple[Followed, ...]


def promises(ledger: Ledger, *, today: date, state: str = "", offset: int = 0, limit: int = 50) -> Promises:
    """Pledges by what became of them by that day: the silent first, then those kept, in progress, not due and without a term.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     promises(ledger, today=date(2025, 1, 1)).total
    0
    """
    with ledger.looking() as connection:
        held = _promises(connection)
        judged = {entry: follow_up(promise, outcomes, today) for entry, promise, outcomes in _beside(connection, held)}
        chosen = sorted(
            (entry for entry in judged if not state or judged[entry].state == state), key=lambda entry: _place(entry, judged, held)
        )
        shown = chosen[offset : offset + limit]
        stated = _stated(connection, [*shown, *(each.entry for entry in shown for each in judged[entry].candidates)])
    lines = tuple(
        Followed(
            stated=stated[entry],
            said=held[entry].said,
            follow_up=judged[entry],
            outcomes=tuple(stated[each.entry] for each in judged[entry].candidates),
        )
        for entry in shown
    )
    counted = Counter(each.state.value for each in judged.values())
    states = {each.value: counted[each.value] for each in State}
    return Promises(today=today.isoformat(), total=len(chosen), offset=offset, states=states, lines=lines)


ORDER = (State.SILENT, State.KEPT, State.MOVING, State.NOT_DUE, State.WITHDRAWN, State.OPEN)


def _place(entry: str, judged: Mapping[str, FollowUp], held: Mapping[str, Promise]) -> tuple[int, int, str, str]:
    """The silent first and the longest silent before all; within the other states the latest first."""
    found = judged[entry]
    turned = "".join(chr(0x7F - ord(digit)) for digit in held[entry].said or "")
    return ORDER.index(found.state), -(found.months or 0), turned or "\x7f", entry


def _promises(connection: Connection) -> dict[str, Promise]:
    """Every pledge, by its entry: when the first page told it, between which places, and when a page first denied it."""
    said: dict[str, str] = {}
    denied: dict[str, str] = {}
    told = select(statements.c.entry, facts.c.modality, func.min(readings.c.published).label("published"))
    told = told.join(facts, facts.c.number == statements.c.fact).join(readings, readings.c.id == facts.c.reading)
    for row in connection.execute(told.where(facts.c.type == "pledge").group_by(statements.c.entry, facts.c.modality)):
        if row.entry and row.published:
            dates = denied if row.modality == Modality.DENIED.value else said
            dates[row.entry] = min(row.published[:10], dates.get(row.entry, "~"))
    around = surroundings(connection, ["pledge"])
    chosen = connection.execute(select(entries.c.id, entries.c.body).where(entries.c.type == "pledge"))
    return {
        row.id: Promise(fact=row.body, said=said.get(row.id), places=around.get(row.id, frozenset()), withdrawn=denied.get(row.id))
        for row in chosen
        if isinstance(row.body, Pledge)
    }


def _beside(connection: Connection, held: Mapping[str, Promise]) -> Iterator[tuple[str, Promise, Sequence[Outcome]]]:
    """Each pledge with the outcomes that share a place with it."""
    by_place: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in _outcomes(connection):
        for key in outcome.places:
            by_place[key].append(outcome)
    for entry, promise in held.items():
        near = {outcome.entry: outcome for key in promise.places for outcome in by_place.get(key, ())}
        yield entry, promise, tuple(near.values())


def _outcomes(connection: Connection) -> Iterator[Outcome]:
    """What came about and is dated: by itself, else by the first page that tells it."""
    around, about = surroundings(connection, OUTCOMES), themes(connection)
    first = (
        select(func.min(readings.c.published))
        .join(facts, facts.c.reading == readings.c.id)
        .join(statements, statements.c.fact == facts.c.number)
        .where(statements.c.entry == entries.c.id)
        .scalar_subquery()
        .label("published")
    )
    chosen = select(entries.c.id, entries.c.type, entries.c.date_start, entries.c.body, first)
    happened = (entries.c.type.in_(OUTCOMES), entries.c.modality == Modality.HAPPENED.value, entries.c.background.is_(False))
    for row in connection.execute(chosen.where(*happened)):
        own = row.date_start if row.date_start and not row.date_start.startswith("--") else None
        dated = own or (row.published[:10] if row.published else None)
        if dated and row.id in around:
            yield _outcome(row.id, row.type, row.body, dated, around[row.id], about.get(row.id, frozenset()))


def _outcome(entry: str, kind: str, fact: AnyFact, dated: str, near: frozenset[str], fields: frozenset[str]) -> Outcome:
    made = Outcome(entry=entry, type=kind, text="", date=dated, places=near)
    match fact:
        case Action():
            actors = frozenset([fact.actor]) if fact.actor else frozenset()
            return msgspec.structs.replace(
                made, text=fact.text, fields=frozenset([fact.field] if fact.field else []), actors=actors, chains=frozenset(fact.chains)
            )
        case Project():
            text = f"{fact.name}{fact.stage_text or (fact.stage or '')}"
            return msgspec.structs.replace(made, text=text, name=fact.name, actors=frozenset(fact.parties), chains=frozenset(fact.chains))
        case Platform():
            return msgspec.structs.replace(made, text=f"{fact.name}{fact.event or ''}", name=fact.name, chains=frozenset(fact.chains))
        case Agreement():
            text = f"{fact.name or ''}{fact.purpose or ''}"
            return msgspec.structs.replace(made, text=text, name=fact.name, actors=frozenset(fact.parties), chains=frozenset(fact.chains))
        case Visit():
            return msgspec.structs.replace(made, fields=frozenset(map(Field, fields)), actors=frozenset(_people(fact)))
        case Meeting():
            return msgspec.structs.replace(made, text=fact.name)
    return made


def _people(fact: Visit) -> Iterator[str]:
    yield from (*fact.members, *fact.hosts, *([fact.head] if fact.head else []))


def _stated(connection: Connection, ids: Sequence[str]) -> dict[str, Statement]:
    found = listing(connection, statements.c.entry.in_(sorted(set(ids))), limit=len(ids)) if ids else None
    return {each.entry: each for each in found.statements} if found else {}
