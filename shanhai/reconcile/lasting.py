"""What a promise is from which day on: all that can be said of it without knowing the day that is asked about."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from shanhai.model.struct import Value

from .dating import span_of
from .follow_up import Candidate, Promise, State, best, due_by, patience_with, quiet_from, standing, weights, worth


class Phase(Value, frozen=True, kw_only=True):
    """The state of a promise from a day on (null: from ever), the date it rests on, and since when a silent one is silent."""

    start: date | None
    state: State
    since: str | None
    quiet: date | None = None


def lasting(found: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """The candidates that are among the best on some day, in the order in which they came; the others can be forgotten.

    One that was not among the best when it came never is: what comes later only adds to those before it.
    """
    kept: list[Candidate] = []
    for each in sorted(found, key=lambda one: (_came(one), worth(one))):
        if sum(worth(other) < worth(each) for other in kept) < weights().shown:
            kept.append(each)
    return tuple(kept)


def phases(promise: Promise, answers: Iterable[Candidate]) -> tuple[Phase, ...]:
    """The states that a promise goes through, its lasting candidates given.

    >>> from shanhai.model import Pledge
    >>> said = Promise(fact=Pledge(id="1", page="p", text="派教师12名", quantity="12名"), said="2024-01-31")
    >>> [(each.start and each.start.isoformat(), each.state.value) for each in phases(said, ())]
    [(None, 'open'), ('2025-01-31', 'silent')]
    """
    held, due, quiet = tuple(answers), due_by(promise), quiet_from(promise)
    days = {_came(each) for each in held}
    days |= {due + timedelta(days=1)} if due and due < date.max else set()
    days |= {day} if quiet and (day := _months_on(quiet, patience_with(promise))) else set()
    found: list[Phase] = []
    for start in (None, *sorted(days)):
        today = start or date.min
        now = standing(promise, best(held, today), today)
        phase = Phase(start=start, state=now.state, since=now.since, quiet=quiet if now.state is State.SILENT else None)
        if not found or (found[-1].state, found[-1].since) != (phase.state, phase.since):
            found.append(phase)
    return tuple(found)


def _came(each: Candidate) -> date:
    days = span_of(each.date)
    return days.first if days else date.max


def _months_on(day: date, months: int) -> date | None:
    """The first day that is so many whole months later: 31 January and a month is 1 March."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year < date.max.year:
        return None
    if day.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, day.day)
    return date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
