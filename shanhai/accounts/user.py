"""Accounts: who there is, with which role; the last admin stays."""

from __future__ import annotations

import unicodedata
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from shanhai.ledger import signed
from shanhai.model import AccountError
from shanhai.model.struct import Value

from .clock import iso
from .password import checked, hashed
from .role import Role

LONGEST_NAME = 40


class User(Value, frozen=True, kw_only=True):
    """An account: the name that judgements bear, its role, and when it was made and closed (ISO 8601, UTC)."""

    id: int
    name: str
    role: Role
    made: str
    closed: str | None = None


def proper(name: str) -> str:
    """A name as it is kept: one form for each character, one line, not too long. AccountError for one that is none.

    >>> proper(" 李四\u3000甲 "), proper("Ｌｉ")
    ('李四 甲', 'Li')
    """
    shown = " ".join(unicodedata.normalize("NFKC", name).split())
    if not shown or len(shown) > LONGEST_NAME or not shown.isprintable():
        raise AccountError(
            name[:LONGEST_NAME], f"这不能作账户名 (not a name of 1 to {LONGEST_NAME} characters)", "用姓名 (give a name)", cause="name"
        )
    return shown


def folded(name: str) -> str:
    """A name as it is looked for.

    >>> folded("ＬＩ  Si")
    'li si'
    """
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def any_user(connection: Connection) -> bool:
    """Whether the ledger has an account, open or closed."""
    return connection.execute(select(signed.users.c.id).limit(1)).first() is not None


def users(connection: Connection) -> tuple[User, ...]:
    """All accounts by name."""
    return tuple(map(_user, connection.execute(select(signed.users).order_by(signed.users.c.folded))))


def named(connection: Connection, name: str) -> tuple[User, str] | None:
    """The account of this name, with what is kept of its password."""
    row = connection.execute(select(signed.users).where(signed.users.c.folded == folded(name))).first()
    return (_user(row), row.password) if row else None


def the_user(connection: Connection, name: str) -> User:
    """The account of this name. AccountError where there is none."""
    found = named(connection, name)
    if found is None:
        raise AccountError(name, "没有这个账户 (no such account)", "看 shanhai account list (see the list)", cause="unknown")
    return found[0]


def make(connection: Connection, name: str, role: Role, password: str) -> User:
    """A new account. AccountError where the name is taken or the password is too weak."""
    shown = proper(name)
    if named(connection, shown):
        raise AccountError(shown, "已有这个账户 (the name is taken)", "换一个名字 (take another)", cause="taken")
    row = {"name": shown, "folded": folded(shown), "role": role.value, "password": hashed(checked(password, shown)), "made": iso()}
    connection.execute(insert(signed.users), row)
    return the_user(connection, shown)


def set_password(connection: Connection, user: User, password: str) -> None:
    """Gives an account another password, and ends all its sessions. AccountError where it is too weak."""
    kept = hashed(checked(password, user.name))
    connection.execute(update(signed.users).where(signed.users.c.id == user.id).values(password=kept))
    connection.execute(delete(signed.sessions).where(signed.sessions.c.user == user.id))


def rehash(connection: Connection, user: User, password: str) -> None:
    """Keeps the same password by the parameters of now."""
    connection.execute(update(signed.users).where(signed.users.c.id == user.id).values(password=hashed(password)))


def set_role(connection: Connection, name: str, role: Role) -> User:
    """Gives an account another role. AccountError for the last admin."""
    user = the_user(connection, name)
    _not_the_last(connection, user, stays=role is Role.ADMIN)
    connection.execute(update(signed.users).where(signed.users.c.id == user.id).values(role=role.value))
    return the_user(connection, name)


def close(connection: Connection, name: str) -> User:
    """Closes an account: its sessions, keys and open links end, its judgements stay. AccountError for the last admin."""
    user = the_user(connection, name)
    _not_the_last(connection, user, stays=False)
    connection.execute(update(signed.users).where(signed.users.c.id == user.id).values(closed=iso()))
    for table in (signed.sessions, signed.keys):
        connection.execute(delete(table).where(table.c.user == user.id))
    connection.execute(delete(signed.invitations).where(signed.invitations.c.name == user.name))
    return the_user(connection, name)


def reopen(connection: Connection, name: str) -> User:
    """Opens a closed account again, with the password that it had."""
    user = the_user(connection, name)
    connection.execute(update(signed.users).where(signed.users.c.id == user.id).values(closed=None))
    return the_user(connection, name)


def admins(connection: Connection) -> int:
    """How many open accounts of admins there are."""
    u = signed.users.c
    return int(
        connection.execute(select(func.count()).select_from(signed.users).where(u.role == Role.ADMIN, u.closed.is_(None))).scalar() or 0
    )


def _not_the_last(connection: Connection, user: User, *, stays: bool) -> None:
    if user.role is Role.ADMIN and user.closed is None and not stays and admins(connection) == 1:
        problem = "这是最后一个管理员 (the last admin)"
        raise AccountError(user.name, problem, "先让别人也作管理员 (make another one admin first)", cause="last")


def _user(row: Any) -> User:
    return User(id=row.id, name=row.name, role=Role(row.role), made=row.made, closed=row.closed)
