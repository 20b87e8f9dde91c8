"""Whose questions are: what is assigned to somebody is asked of them first, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, insert, select

from shanhai.model.struct import Value

from . import schema
from .chunks import chunks
from .signed import users


class Assigned(Value, frozen=True, kw_only=True):
    """Who is to answer a question, who said so, and when (ISO 8601, UTC)."""

    who: str
    by: str
    made: str


def assign(connection: Connection, keys: Iterable[str], who: str, by: str) -> int:
    """Assigns questions, also those that were another's; to nobody in particular where `who` is empty. How many there are of them."""
    a, q = schema.assignments.c, schema.questions.c
    found: list[str] = []
    for chunk in chunks(sorted(set(keys))):
        found += connection.execute(select(q.key).where(q.key.in_(chunk))).scalars()
        connection.execute(delete(schema.assignments).where(a.question.in_(chunk)))
        connection.execute(delete(schema.leases).where(schema.leases.c.question.in_(chunk), schema.leases.c.who != who))
    made = datetime.now(UTC).isoformat(timespec="milliseconds")
    if who and found:
        connection.execute(insert(schema.assignments), [{"question": key, "who": who, "by": by, "made": made} for key in found])
    return len(found)


def assign_first(connection: Connection, who: str, by: str, *, kind: str = "", most: int) -> int:
    """Assigns the most useful questions that are nobody's and in nobody's hand; how many."""
    q, lease, a = schema.questions.c, schema.leases.c, schema.assignments.c
    moment = datetime.now(UTC).isoformat(timespec="milliseconds")
    taken = select(lease.question).where(lease.until > moment, ~lease.later, lease.who != who)
    chosen = select(q.key).where(q.key.not_in(taken), q.key.not_in(select(a.question)), *([q.kind == kind] if kind else []))
    return assign(connection, connection.execute(chosen.order_by(q.gain.desc(), q.key.desc()).limit(most)).scalars().all(), who, by)


def give_up(connection: Connection, who: str) -> int:
    """Lets all that is assigned to somebody be anybody's again; how many."""
    return connection.execute(delete(schema.assignments).where(schema.assignments.c.who == who)).rowcount


def assigned(connection: Connection, key: str) -> Assigned | None:
    """To whom a question is assigned."""
    a = schema.assignments.c
    row = connection.execute(select(a.who, a.by, a.made).where(a.question == key)).first()
    return Assigned(who=row.who, by=row.by, made=row.made) if row else None


def counted(connection: Connection) -> dict[str, int]:
    """How many of the questions that there are now are assigned to whom."""
    a, q = schema.assignments.c, schema.questions.c
    chosen = select(a.who, func.count().label("n")).join(schema.questions, q.key == a.question).group_by(a.who).order_by(a.who)
    return {row.who: row.n for row in connection.execute(chosen)}


def answerers(connection: Connection) -> tuple[str, ...]:
    """Who can be assigned questions: the reviewers that there are accounts of, and whoever has decided anything."""
    named = (
        connection.execute(select(users.c.name).where(users.c.closed.is_(None), users.c.role.in_(("reviewer", "admin")))).scalars().all()
    )
    if named:
        return tuple(sorted(named))
    return tuple(sorted(who for who in connection.execute(select(schema.judgements.c.who).distinct()).scalars() if who))
