"""Invitations: a link that makes one account, or sets the password of one anew; once, and for some days."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from shanhai.ledger import signed
from shanhai.model import AccountError
from shanhai.model.struct import Value

from . import user
from .clock import iso
from .role import Role
from .secret import digest, new_secret
from .user import User

OPEN_FOR = timedelta(days=3)
"""A weekend passes; a link that lies in a mailbox longer is a risk."""
LONGEST = timedelta(days=30)


class Invitation(Value, frozen=True, kw_only=True):
    """An open link: for whom, with which role, by whom, until when; `id` is the beginning of its digest."""

    id: str
    name: str
    role: Role
    made: str
    made_by: str
    until: str


def invite(connection: Connection, name: str, role: Role, by: str, open_for: timedelta = OPEN_FOR) -> str:
    """The secret of a link for a new account; an earlier one for the same name ends. AccountError where the name is taken."""
    shown = user.proper(name)
    if user.named(connection, shown):
        raise AccountError(
            shown, "已有这个账户 (the name is taken)", "换一个名字；忘了口令用 reset (take another; or reset it)", cause="taken"
        )
    return _opened(connection, shown, role, by, open_for)


def reset(connection: Connection, name: str, by: str, open_for: timedelta = OPEN_FOR) -> str:
    """The secret of a link by which an account gets another password; the one that it has holds until then."""
    held = user.the_user(connection, name)
    if held.closed:
        raise AccountError(held.name, "账户已停用 (the account is closed)", "先恢复 (reopen it first)", cause="closed")
    return _opened(connection, held.name, held.role, by, open_for)


def invitation(connection: Connection, secret: str) -> Invitation | None:
    """What a link is for, while it is open."""
    i = signed.invitations.c
    row = connection.execute(select(signed.invitations).where(i.secret == digest(secret), i.until > iso())).first()
    return _invitation(row) if row else None


def accept(connection: Connection, secret: str, password: str) -> User:
    """The account that the link is for, made or given this password; the link is spent. AccountError where it is not open."""
    held = invitation(connection, secret)
    if held is None:
        raise AccountError(
            "invitation", "链接已用过或过期 (the link is spent or has run out)", "请管理员另发 (ask for another)", cause="spent"
        )
    known = user.named(connection, held.name)
    if known is None:
        made = user.make(connection, held.name, held.role, password)
    else:
        made = known[0]
        user.set_password(connection, made, password)
    connection.execute(delete(signed.invitations).where(signed.invitations.c.secret == digest(secret)))
    return made


def invitations(connection: Connection) -> tuple[Invitation, ...]:
    """The open links, the latest first."""
    i = signed.invitations.c
    return tuple(map(_invitation, connection.execute(select(signed.invitations).where(i.until > iso()).order_by(i.made.desc(), i.name))))


def withdraw(connection: Connection, known: str) -> str:
    """Ends a link by the beginning of its digest; the name that it was for. AccountError where there is none."""
    held = next((each for each in invitations(connection) if each.id == known), None)
    if held is None:
        raise AccountError(known, "没有这个链接 (no such link)", "看列表 (see the list)", cause="spent")
    connection.execute(delete(signed.invitations).where(signed.invitations.c.name == held.name))
    return held.name


def _opened(connection: Connection, name: str, role: Role, by: str, open_for: timedelta) -> str:
    secret = new_secret()
    connection.execute(delete(signed.invitations).where(signed.invitations.c.name == name))
    row = {"secret": digest(secret), "name": name, "role": role.value, "made": iso(), "made_by": by}
    connection.execute(insert(signed.invitations), row | {"until": iso(plus=min(open_for, LONGEST))})
    return secret


def _invitation(row: Any) -> Invitation:
    return Invitation(id=row.secret[:16], name=row.name, role=Role(row.role), made=row.made, made_by=row.made_by, until=row.until)
