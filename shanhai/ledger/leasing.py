"""Who has which question in hand, so that two never answer one: a lease runs out by itself, and what is put off is put off for one.

What is assigned to somebody is asked of nobody else, and of them before all else.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from shanhai.model.struct import Value
from shanhai.reconcile.asking import Kind, Question

from . import schema
from .chunks import chunks

HELD = timedelta(minutes=10)
"""How long a question stays in one hand: five times the longest of the 20 answers of the journey in tests/web/test_reviewing.py."""
PUT_OFF = timedelta(hours=12)
"""How long a question that somebody put off is not asked again of the same person: until the next day at work."""


class Held(Value, frozen=True, kw_only=True):
    """Who has a question in hand, and until when (ISO 8601, UTC)."""

    who: str
    until: str


def next_question(connection: Connection, who: str, *, kind: str = "", now: datetime | None = None) -> Question | None:
    """The question that `who` has in hand, or the most useful that nobody has; takes it in hand. Null where none is left."""
    moment = _iso(now)
    q, lease = schema.questions.c, schema.leases.c
    mine = select(q.key, q.body).join(schema.leases, lease.question == q.key)
    mine = mine.where(lease.who == who, ~lease.later, lease.until > moment, *([q.kind == kind] if kind else []))
    row: Any = connection.execute(mine.order_by(lease.until.desc(), q.key).limit(1)).first()
    row = row or next(iter(_free(connection, who, moment, kind, 1)), None)
    if row is None:
        return None
    hold(connection, row.key, who, now=now)
    body: Question = row.body
    return body


def waiting(connection: Connection, who: str, *, kind: str = "", most: int = 6, now: datetime | None = None) -> tuple[Question, ...]:
    """The questions that `who` would be asked after the one in hand, the most useful first."""
    return tuple(row.body for row in _free(connection, who, _iso(now), kind, most))


def _free(connection: Connection, who: str, moment: str, kind: str, most: int) -> Sequence[Any]:
    """What is for `who` alone, then what is for nobody in particular; each the most useful first."""
    q, lease, for_whom = schema.questions.c, schema.leases.c, schema.assignments.c
    taken = select(lease.question).where(lease.until > moment)  # by others, by this one now, or put off by this one
    taken = taken.where((lease.who == who) | ~lease.later)
    chosen = select(q.key, q.body).where(q.key.not_in(taken), *([q.kind == kind] if kind else []))
    chosen = chosen.order_by(q.gain.desc(), q.key.desc())
    mine = connection.execute(select(for_whom.question).where(for_whom.who == who)).scalars().all()  # few: looked up, not looked for
    for_me = [row for some in chunks(mine) for row in connection.execute(chosen.add_columns(q.gain).where(q.key.in_(some)).limit(most))]
    found: list[Any] = sorted(for_me, key=lambda row: (row.gain, row.key), reverse=True)[:most]
    if len(found) < most:
        anybodys = chosen.where(q.key.not_in(select(for_whom.question)))
        found += connection.execute(anybodys.limit(most - len(found))).all()
    return found


def question(connection: Connection, key: str) -> Question | None:
    """The question of this key, while it is one."""
    return connection.execute(select(schema.questions.c.body).where(schema.questions.c.key == key)).scalar()


def holder(connection: Connection, key: str, *, but: str = "", now: datetime | None = None) -> Held | None:
    """Who else has a question in hand."""
    lease = schema.leases.c
    chosen = select(lease.who, lease.until).where(lease.question == key, lease.who != but, ~lease.later, lease.until > _iso(now))
    row = connection.execute(chosen.order_by(lease.until.desc()).limit(1)).first()
    return Held(who=row.who, until=row.until) if row else None


def hold(connection: Connection, key: str, who: str, *, later: bool = False, now: datetime | None = None) -> None:
    """Takes a question in hand, or puts it off; leases that have run out are swept up. Who takes one lets go of others."""
    moment = now or datetime.now(UTC)
    lease = schema.leases.c
    swept = (lease.until <= _iso(moment)) | ((lease.question == key) & (lease.who == who))
    connection.execute(delete(schema.leases).where(swept if later else swept | ((lease.who == who) & ~lease.later)))
    until = _iso(moment + (PUT_OFF if later else HELD))
    connection.execute(insert(schema.leases), {"question": key, "who": who, "until": until, "later": later})


def let_go(connection: Connection, key: str, who: str) -> None:
    """Puts a question out of somebody's hand."""
    lease = schema.leases.c
    connection.execute(delete(schema.leases).where(lease.question == key, lease.who == who))


def release(connection: Connection, key: str) -> None:
    """Lets a question go: it was answered."""
    connection.execute(delete(schema.leases).where(schema.leases.c.question == key))
    connection.execute(delete(schema.assignments).where(schema.assignments.c.question == key))


MOST_COUNTED = 10_000
"""Questions of a kind that are counted: the number helps nobody who has so many before them, and to count a million takes 100 ms."""


def counted(connection: Connection) -> dict[str, int]:
    """How many questions there are of each kind; `MOST_COUNTED` stands for so many or more."""
    q = schema.questions.c
    found: dict[str, int] = {}
    for kind in sorted(Kind):
        some = select(q.kind).where(q.kind == kind.value).limit(MOST_COUNTED).subquery()
        if number := connection.execute(select(func.count()).select_from(some)).scalar_one():
            found[kind.value] = number
    return found


def others(connection: Connection, who: str, *, now: datetime | None = None) -> dict[str, int]:
    """How many questions each of the others has in hand."""
    lease = schema.leases.c
    chosen = select(lease.who, func.count().label("n")).where(lease.who != who, ~lease.later, lease.until > _iso(now)).group_by(lease.who)
    return {row.who: row.n for row in connection.execute(chosen.order_by(lease.who))}


def _iso(moment: datetime | None) -> str:
    return (moment or datetime.now(UTC)).isoformat(timespec="milliseconds")
