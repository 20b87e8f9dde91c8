"""Keys by which programs sign in: as many as an account needs, each with a label and an end."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select

from shanhai.ledger import signed
from shanhai.model import AccountError
from shanhai.model.struct import Value

from .clock import iso
from .role import Role
from .secret import digest, new_secret
from .user import User

PREFIX = "shanhai_"
"""By which a key that lies where it should not can be found."""
DAYS = (30, 90, 365)
MOST = 20
LONGEST_LABEL = 60


class Key(Value, frozen=True, kw_only=True):
    """A key: what uses it, since when and until when (ISO 8601, UTC); `id` is the beginning of its digest."""

    id: str
    label: str
    made: str
    until: str


def new_key(connection: Connection, user: User, label: str, days: int) -> str:
    """The secret of a new key, which is shown once. AccountError where there are enough."""
    k = signed.keys.c
    connection.execute(delete(signed.keys).where(k.until <= iso()))
    if (connection.execute(select(func.count()).select_from(signed.keys).where(k.user == user.id)).scalar() or 0) >= MOST:
        raise AccountError(user.name, f"已有 {MOST} 个接口口令 (there are {MOST} keys)", "先停用不用的 (end some first)", cause="keys")
    secret = new_secret(PREFIX)
    words = " ".join(label.split())[:LONGEST_LABEL] or "API"
    row = {"secret": digest(secret), "user": user.id, "label": words, "made": iso()}
    connection.execute(insert(signed.keys), row | {"until": iso(plus=timedelta(days=min(max(days, 1), DAYS[-1])))})
    return secret


def holder(connection: Connection, secret: str) -> User | None:
    """Whose key this is; null where it has ended or the account is closed."""
    k, u = signed.keys.c, signed.users.c
    chosen = select(signed.users).join(signed.keys, k.user == u.id)
    row: Any = connection.execute(chosen.where(k.secret == digest(secret), k.until > iso(), u.closed.is_(None))).first()
    return User(id=row.id, name=row.name, role=Role(row.role), made=row.made) if row else None


def keys(connection: Connection, user: User) -> tuple[Key, ...]:
    """The keys of an account that have not ended, the latest first."""
    k = signed.keys.c
    alive = select(signed.keys).where(k.user == user.id, k.until > iso()).order_by(k.made.desc(), k.label)
    return tuple(Key(id=row.secret[:16], label=row.label, made=row.made, until=row.until) for row in connection.execute(alive))


def end_key(connection: Connection, user: User, known: str) -> str:
    """Ends a key of an account by the beginning of its digest; its label. AccountError where there is none."""
    held = next((each for each in keys(connection, user) if each.id == known), None)
    if held is None:
        raise AccountError(known, "没有这个接口口令 (no such key)", "看列表 (see the list)", cause="no_key")
    k = signed.keys.c
    connection.execute(delete(signed.keys).where(k.user == user.id, k.secret.startswith(known, autoescape=True)))
    return held.label
