"""Sessions: who is signed in. They live in the ledger, end when idle and in any case after some hours, and are never taken over."""

from __future__ import annotations

import hmac
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from shanhai.ledger import signed
from shanhai.model.struct import Value

from .clock import iso
from .role import Role
from .secret import digest, new_secret
from .user import User

# ASVS 4.0.3, 3.3.2, level 2: 30 minutes of idleness or 12 hours.
IDLE = timedelta(minutes=30)
ABSOLUTE = timedelta(hours=12)
NOTED = timedelta(minutes=1)
"""How often it is noted that a session is used: once a minute, not with every request."""


SHOWN = 16
"""Digits of a digest by which a session is told from others."""


class Session(Value, frozen=True, kw_only=True):
    """A session: since when, last used when, until when (ISO 8601, UTC), from which address; `id` is the beginning of its digest."""

    id: str
    made: str
    seen: str
    until: str
    address: str


def begin(connection: Connection, user: User, address: str) -> str:
    """The secret of a new session; those that have run out are swept up."""
    s = signed.sessions.c
    connection.execute(delete(signed.sessions).where((s.until <= iso()) | (s.seen <= iso(plus=-IDLE))))
    secret = new_secret()
    now = iso()
    row = {"secret": digest(secret), "user": user.id, "made": now, "seen": now, "until": iso(plus=ABSOLUTE), "address": address}
    connection.execute(insert(signed.sessions), row)
    return secret


def signed_in(connection: Connection, secret: str) -> tuple[User, str] | None:
    """Whose session this is, and when it was last noted as used; null where it has ended or the account is closed."""
    s, u = signed.sessions.c, signed.users.c
    chosen = select(signed.users, s.seen).join(signed.sessions, s.user == u.id)
    alive = (s.secret == digest(secret)) & (s.until > iso()) & (s.seen > iso(plus=-IDLE)) & u.closed.is_(None)
    row: Any = connection.execute(chosen.where(alive)).first()
    return (User(id=row.id, name=row.name, role=Role(row.role), made=row.made), row.seen) if row else None


def stale(seen: str) -> bool:
    """Whether it is time to note that a session is used.

    >>> stale("2024-06-30T00:00:00+00:00")
    True
    """
    return datetime.fromisoformat(seen) < datetime.now(UTC) - NOTED


def note(connection: Connection, secret: str) -> None:
    """Notes that a session is used now."""
    connection.execute(update(signed.sessions).where(signed.sessions.c.secret == digest(secret)).values(seen=iso()))


def end(connection: Connection, secret: str) -> None:
    """Ends a session."""
    connection.execute(delete(signed.sessions).where(signed.sessions.c.secret == digest(secret)))


def end_others(connection: Connection, user: User, secret: str) -> int:
    """Ends all sessions of an account but this; how many there were."""
    s = signed.sessions.c
    return connection.execute(delete(signed.sessions).where(s.user == user.id, s.secret != digest(secret))).rowcount


def sessions(connection: Connection, user: User) -> tuple[Session, ...]:
    """The sessions of an account that have not ended, the latest used first."""
    s = signed.sessions.c
    alive = (
        select(signed.sessions).where(s.user == user.id, s.until > iso(), s.seen > iso(plus=-IDLE)).order_by(s.seen.desc(), s.made.desc())
    )
    return tuple(
        Session(id=row.secret[:SHOWN], made=row.made, seen=row.seen, until=row.until, address=row.address)
        for row in connection.execute(alive)
    )


def known_as(secret: str) -> str:
    """The id of a session.

    >>> known_as("a")
    'ca978112ca1bbdca'
    """
    return digest(secret)[:SHOWN]


def mark(secret: str) -> str:
    """What every form of this session carries, so that no other site can send one: nothing that leads back to the session.

    >>> mark("a") == mark("a") != mark("b"), len(mark("a"))
    (True, 64)
    """
    return hmac.digest(secret.encode(), b"form", "sha256").hex()
