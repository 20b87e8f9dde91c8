"""What became of promises, kept beside them: the outcomes that may answer each, and from which day on it is in which state.

Nothing here depends on the day that is asked about, so a state on a day is looked up. What changes is followed: an outcome is held against
the promises that share something with it, and a promise is followed anew where one of its answers has gone or weighs less.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

import msgspec
from sqlalchemy import Column, Connection, Float, ForeignKey, Index, Integer, Table, delete, insert, select

from shanhai.reconcile.follow_up import Candidate, Outcome, Promise, answer, worth
from shanhai.reconcile.lasting import Phase, lasting, phases

from . import sharing
from .around import in_order
from .chunks import chunks
from .columns import Json, Word
from .promised import NOTHING, OUTCOMES, Grown, drawn, held, outcomes, promises
from .schema import facts, metadata, statements
from .sharing import Keys, keys_of_outcome, keys_of_promise
from .spans import bounds
from .waiting import Waiting, done, first_waiting, wait

T = TypeVar("T")
_STRETCH = 500
_ALL = 1_000_000

answers = Table(
    "answers",
    metadata,
    Column("promise", Word, ForeignKey("entries.id"), primary_key=True),
    Column("outcome", Word, ForeignKey("entries.id"), primary_key=True, comment="one that is among its best on some day"),
    Column("type", Word, nullable=False),
    Column("date", Word, nullable=False, comment="ISO 8601 prefix"),
    Column("score", Float, nullable=False),
    Column("reasons", Json(tuple[str, ...]), nullable=False),
    Index(None, "outcome"),
    sqlite_with_rowid=False,
)

promise_states = Table(
    "promise_states",
    metadata,
    Column("entry", Word, ForeignKey("entries.id"), primary_key=True),
    Column("start", Word, primary_key=True, comment="first day of the state; empty: from ever"),
    Column("until", Word, nullable=False, comment="first day of the next; ~: for ever"),
    Column("state", Word, nullable=False),
    Column("since", Word, comment="the date that the state rests on"),
    Column("month", Integer, comment="since when a silent one is silent: months since the year 0"),
    Column("day", Integer, comment="and the day of that month"),
    Column("turned", Word, nullable=False, comment="when it was made, turned so that the latest comes first"),
    Index(None, "until", "state", "start"),
    sqlite_with_rowid=False,
)


def follow(connection: Connection, ids: Iterable[str], grown: Grown = NOTHING) -> None:
    """Follows the promises and outcomes among these entries, which have changed, and the promises that wait for it.

    Of an entry that only grew, what was drawn before stands, and only the facts that came are looked at.
    """
    waiting = first_waiting(connection, Waiting.PLEDGE, _ALL)
    for some in chunks(sorted(set(ids)), _STRETCH):
        made, came = drawn(connection, some, grown)
        anew = _lay_outcomes(connection, some, came)
        waiting = (*waiting, *_lay_promises(connection, made))
        _weigh(connection, came, anew)
    waiting = (*waiting, *first_waiting(connection, Waiting.PLEDGE, _ALL))
    for stretch in chunks(sorted(set(waiting)), _STRETCH):
        _anew(connection, held(connection, promises, stretch))
    done(connection, Waiting.PLEDGE, waiting)


def unfollow(connection: Connection, entry: str) -> None:
    """Lets go of an entry that is no more; the promises that it answered wait to be followed anew."""
    made, came = held(connection, promises, [entry]).get(entry), held(connection, outcomes, [entry]).get(entry)
    if made is None and came is None:
        return
    if came is not None:
        _let_go(connection, [entry])
        if keys := keys_of_outcome(came):
            sharing.drop_keys(connection, sharing.outcome_keys, entry, keys)
        connection.execute(delete(outcomes).where(outcomes.c.entry == entry))
    if made is not None:
        if keys := keys_of_promise(made):
            sharing.drop_keys(connection, sharing.promise_keys, entry, keys)
        for table, column in ((answers, answers.c.promise), (promise_states, promise_states.c.entry), (promises, promises.c.entry)):
            connection.execute(delete(table).where(column == entry))


def told_by(connection: Connection, readings: Sequence[int]) -> set[str]:
    """The entries that these readings tell and that are followed here or by stage."""
    f, s = facts.c, statements.c
    found: set[str] = set()
    told = select(s.entry).join(facts, f.number == s.fact).where(f.type.in_(("pledge", *OUTCOMES)), s.entry.is_not(None)).distinct()
    for some in chunks(readings):
        found |= set(connection.execute(told.where(f.reading.in_(some))).scalars())
    return found


def refill(connection: Connection) -> None:
    """Follows everything in a ledger that an earlier version wrote: it has followed nothing."""
    if connection.execute(select(promises.c.entry).limit(1)).first():
        return
    came, made = (in_order(connection, types) for types in (OUTCOMES, ("pledge",)))
    for some in chunks(came, _STRETCH):
        _lay_outcomes(connection, some, drawn(connection, some)[1])
    for some in chunks(made, _STRETCH):  # each now finds all that may answer it
        held_now = drawn(connection, some)[0]
        _lay_promises(connection, held_now)
        _anew(connection, held_now)


def _lay_outcomes(connection: Connection, ids: Sequence[str], came: Mapping[str, Outcome]) -> set[str]:
    """Writes the outcomes that are not as they were; their entries. Promises that one no longer answers as well wait."""
    stale, anew = _lay(connection, outcomes, ids, came, sharing.outcome_keys, keys_of_outcome)
    sharing.put_outcomes(connection, {entry: keys for entry in anew if (keys := keys_of_outcome(came[entry]))})
    _let_go(connection, [entry for entry in stale if entry not in came])
    _doubt(connection, {entry: came[entry] for entry in stale if entry in came})
    return anew


def _lay_promises(connection: Connection, made: Mapping[str, Promise]) -> set[str]:
    """Writes the promises that are not as they were; their entries."""
    _, anew = _lay(connection, promises, made, made, sharing.promise_keys, keys_of_promise)
    sharing.put_promises(connection, {entry: keys for entry in anew if (keys := keys_of_promise(made[entry]))})
    return anew


def _lay(
    connection: Connection, table: Table, ids: Iterable[str], now: Mapping[str, T], keyed: Table, keys_of: Callable[[T], Keys | None]
) -> tuple[list[str], set[str]]:
    """Writes what entries are now where that is not what the table has; those that were other before, and those written."""
    before = held(connection, table, ids)
    stale = [entry for entry, was in before.items() if now.get(entry) != was]
    for entry in stale:
        if keys := keys_of(before[entry]):
            sharing.drop_keys(connection, keyed, entry, keys)
    if stale:
        connection.execute(delete(table).where(table.c.entry.in_(stale)))
    anew = [entry for entry in now if entry not in before or entry in stale]
    if anew:
        connection.execute(insert(table), [{"entry": entry, "body": now[entry]} for entry in anew])
    return stale, set(anew)


def _let_go(connection: Connection, gone: Sequence[str]) -> None:
    """Takes outcomes out of the answers; the promises that they answered wait."""
    a = answers.c
    for some in chunks(gone):
        wait(connection, Waiting.PLEDGE, connection.execute(select(a.promise).where(a.outcome.in_(some)).distinct()).scalars().all())
        connection.execute(delete(answers).where(a.outcome.in_(some)))


def _doubt(connection: Connection, changed: Mapping[str, Outcome]) -> None:
    """Of outcomes that are other than they were, lets go of those answers that are not as good any more."""
    a = answers.c
    for some in chunks(sorted(changed)):
        rows = connection.execute(select(answers).where(a.outcome.in_(some))).all()
        made = held(connection, promises, {row.promise for row in rows})
        worse: set[str] = set()
        for row in rows:
            now = answer(made[row.promise], msgspec.structs.replace(changed[row.outcome], entry=row.outcome))
            if now is None or now.date != row.date or now.score < row.score:
                worse.add(row.promise)
        wait(connection, Waiting.PLEDGE, sorted(worse))


def _weigh(connection: Connection, came: Mapping[str, Outcome], anew: Collection[str]) -> None:
    """Holds outcomes that are new against the promises that they share something with."""
    beside: dict[str, set[str]] = defaultdict(set)
    for entry in sorted(anew):
        if keys := keys_of_outcome(came[entry]):
            for promise in sharing.promises_for(connection, keys):
                beside[promise].add(entry)
    for some in chunks(sorted(beside), _STRETCH):
        made, there = held(connection, promises, some), _answers(connection, some)
        found: dict[str, tuple[Candidate, ...]] = {}
        for promise in made:
            new = _weighed(made[promise], {entry: came[entry] for entry in beside[promise]})
            kept = [each for each in there[promise] if each.entry not in beside[promise]]
            better = tuple(sorted(lasting([*kept, *new]), key=worth))
            if new and better != there[promise]:
                found[promise] = better
        _write(connection, made, found)


def _anew(connection: Connection, made: Mapping[str, Promise]) -> None:
    """Holds promises against all that they share something with."""
    beside = {entry: sharing.outcomes_for(connection, keys) for entry, each in made.items() if (keys := keys_of_promise(each))}
    came = held(connection, outcomes, {outcome for found in beside.values() for outcome in found})
    found = {entry: lasting(_weighed(each, {outcome: came[outcome] for outcome in beside.get(entry, ())})) for entry, each in made.items()}
    _write(connection, made, found)


def _weighed(promise: Promise, came: Mapping[str, Outcome]) -> list[Candidate]:
    weighed = ((entry, answer(promise, outcome)) for entry, outcome in came.items())
    return [msgspec.structs.replace(each, entry=entry) for entry, each in weighed if each]


def _answers(connection: Connection, of: Sequence[str]) -> defaultdict[str, tuple[Candidate, ...]]:
    found: dict[str, list[Candidate]] = defaultdict(list)
    for row in connection.execute(select(answers).where(answers.c.promise.in_(of))):
        found[row.promise].append(candidate(row))
    return defaultdict(tuple, {promise: tuple(sorted(each, key=worth)) for promise, each in found.items()})


def candidate(row: object) -> Candidate:
    """An answer as it was weighed."""
    return Candidate(entry=row.outcome, type=row.type, date=row.date, score=row.score, reasons=row.reasons)  # type: ignore[attr-defined]


def _write(connection: Connection, made: Mapping[str, Promise], found: Mapping[str, Sequence[Candidate]]) -> None:
    """Writes these answers in the place of what promises had, and the states that follow from them."""
    for some in chunks(sorted(found)):
        connection.execute(delete(answers).where(answers.c.promise.in_(some)))
        connection.execute(delete(promise_states).where(promise_states.c.entry.in_(some)))
        rows = [
            {"promise": entry, "outcome": each.entry, "type": each.type, "date": each.date, "score": each.score, "reasons": each.reasons}
            for entry in some
            for each in found[entry]
        ]
        if rows:
            connection.execute(insert(answers), rows)
        connection.execute(insert(promise_states), [row for entry in some for row in _states(entry, made[entry], found[entry])])


def _states(entry: str, made: Promise, found: Sequence[Candidate]) -> list[dict[str, object]]:
    held = phases(made, found)
    turned = "".join(chr(0x7F - ord(digit)) for digit in made.said or "") or "\x7f"
    return [
        {
            "entry": entry,
            **span,
            "state": phase.state.value,
            "since": phase.since,
            **_silent(phase),
            "turned": turned,
        }
        for phase, span in zip(held, bounds([phase.start for phase in held]), strict=True)
    ]


def _silent(phase: Phase) -> dict[str, int | None]:
    day: date | None = phase.quiet
    return {"month": day.year * 12 + day.month if day else None, "day": day.day if day else None}
