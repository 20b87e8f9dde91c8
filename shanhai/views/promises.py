"""What became of what was promised: pledges by their state on a day, with the later events that may answer them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import msgspec
from sqlalchemy import Connection, func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries, facts, readings, statements
from shanhai.model import Action, Agreement, AnyFact, Field, Meeting, Modality, Platform, Pledge, Project, Visit
from shanhai.model.struct import Value
from shanhai.reconcile.follow_up import FollowUp, Outcome, Promise, State, follow_up

from .answering import Answering
from .memory import remembered
from .statement import Statement, stated_of
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
    judged = remembered(ledger, ("judged", today), lambda: _judged(ledger, today))
    chosen = judged.by_state[State(state)] if state else judged.order
    shown = chosen[offset : offset + limit]
    with ledger.looking() as connection:
        stated = _stated(connection, [*shown, *(each.entry for entry in shown for each in judged.found[entry].candidates)])
    lines = tuple(
        Followed(
            stated=stated[entry],
            said=judged.said[entry],
            follow_up=judged.found[entry],
            outcomes=tuple(stated[each.entry] for each in judged.found[entry].candidates if each.entry in stated),
        )
        for entry in shown
        if entry in stated
    )
    states = {each.value: len(judged.by_state[each]) for each in State}
    return Promises(today=today.isoformat(), total=len(chosen), offset=offset, states=states, lines=lines)


ORDER = (State.SILENT, State.KEPT, State.MOVING, State.NOT_DUE, State.WITHDRAWN, State.OPEN)


class _Judged(Value, frozen=True, kw_only=True):
    """What became of every pledge, by its entry; the entries in the order in which they are shown, all and by state."""

    found: dict[str, FollowUp]
    said: dict[str, str | None]
    order: tuple[str, ...]
    by_state: dict[State, tuple[str, ...]]


def _judged(ledger: Ledger, today: date) -> _Judged:
    with ledger.looking() as connection:
        held = _promises(connection)
        answering = Answering(_outcomes(connection))
    found = {entry: follow_up(promise, answering.beside(promise), today) for entry, promise in held.items()}
    order = tuple(sorted(found, key=lambda entry: _place(entry, found, held)))
    by_state = {state: tuple(entry for entry in order if found[entry].state is state) for state in State}
    return _Judged(found=found, said={entry: promise.said for entry, promise in held.items()}, order=order, by_state=by_state)


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
    return {each.entry: each for each in stated_of(connection, sorted(set(ids)))}
