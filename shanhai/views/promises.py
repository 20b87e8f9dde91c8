"""What became of what was promised: pledges by their state on a day, with the later events that may answer them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, case, func, select

from shanhai.ledger import Ledger
from shanhai.ledger.chunks import chunks
from shanhai.ledger.following import answers, candidate, promise_states
from shanhai.ledger.promised import held
from shanhai.ledger.promised import promises as held_promises
from shanhai.ledger.spans import holds_on
from shanhai.model.struct import Value
from shanhai.reconcile.follow_up import Candidate, FollowUp, State, best, standing

from .statement import Statement, stated_of


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
        states = _counted(connection, today)
        shown = _shown(connection, today, states, state, offset, limit)
        made, found = held(connection, held_promises, shown), _found(connection, shown, today)
        stated = _stated(connection, [*shown, *(each.entry for candidates in found.values() for each in candidates)])
    lines = tuple(
        Followed(
            stated=stated[entry],
            said=made[entry].said,
            follow_up=(became := standing(made[entry], found[entry], today)),
            outcomes=tuple(stated[each.entry] for each in became.candidates if each.entry in stated),
        )
        for entry in shown
        if entry in stated
    )
    total = states[state] if state else sum(states.values())
    return Promises(today=today.isoformat(), total=total, offset=offset, states=states, lines=lines)


ORDER = (State.SILENT, State.KEPT, State.MOVING, State.NOT_DUE, State.WITHDRAWN, State.OPEN)
_s = promise_states.c


def _counted(connection: Connection, today: date) -> dict[str, int]:
    counted = select(_s.state, func.count().label("n")).where(holds_on(promise_states, today)).group_by(_s.state)
    found = {row.state: row.n for row in connection.execute(counted)}
    return {each.value: found.get(each.value, 0) for each in State}


def _shown(connection: Connection, today: date, states: Mapping[str, int], state: str, offset: int, limit: int) -> list[str]:
    """The pledges of a stretch, state after state."""
    found: list[str] = []
    for each in (State(state),) if state else ORDER:
        if (room := limit - len(found)) <= 0:
            break
        if offset < states[each.value]:
            chosen = select(_s.entry).where(holds_on(promise_states, today), _s.state == each.value).order_by(*_order(each, today))
            found += connection.execute(chosen.offset(offset).limit(room)).scalars()
        offset = max(0, offset - states[each.value])
    return found


def _order(state: State, today: date) -> tuple[ColumnElement[Any], ...]:
    """The longest silent first; those silent for as many months, and within the other states all, the latest first."""
    silent = (_s.month + case((_s.day > today.day, 1), else_=0),) if state is State.SILENT else ()
    return *silent, _s.turned, _s.entry


def _found(connection: Connection, shown: Sequence[str], today: date) -> dict[str, tuple[Candidate, ...]]:
    """The answers of promises as they were on the day."""
    there: dict[str, list[Candidate]] = {entry: [] for entry in shown}
    for some in chunks(shown):
        for row in connection.execute(select(answers).where(answers.c.promise.in_(some))):
            there[row.promise].append(candidate(row))
    return {entry: best(each, today) for entry, each in there.items()}


def _stated(connection: Connection, ids: Sequence[str]) -> dict[str, Statement]:
    return {each.entry: each for each in stated_of(connection, sorted(set(ids)))}
