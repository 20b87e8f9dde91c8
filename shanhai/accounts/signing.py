"""Signing in: the tries are counted before the password is looked at, and a wrong name takes as long as a wrong password."""

from __future__ import annotations

from sqlalchemy import Connection

from shanhai.ledger import Ledger
from shanhai.model import AccountError

from . import audit, session, throttle, user
from .password import matches, outdated
from .user import User, folded


def sign_in(ledger: Ledger, name: str, password: str, address: str) -> tuple[User, str]:
    """The account, and the secret of a new session. AccountError `often` where it was tried too often, `wrong` where it is not right."""
    key, house = folded(name)[:200], throttle.whence(address)
    with ledger.aside() as connection:
        may = throttle.counted(connection, "address", house, throttle.PER_ADDRESS)
        may = may and throttle.counted(connection, "pair", f"{key}\0{house}", throttle.PER_PAIR)
        may = may and throttle.counted(connection, "account", key, throttle.PER_ACCOUNT)
        found = user.named(connection, key) if may else None
        if not may:
            _once(connection, key, address)
    if not may:
        raise AccountError("sign-in", "试得太多了 (too many tries)", "过一刻钟再来 (wait a quarter of an hour)", cause="often")
    held = found if found and found[0].closed is None else None
    right = matches(held[1] if held else None, password)
    with ledger.aside() as connection:
        # Looked up again: it may have been closed, or its password changed, while this one was worked out.
        now = user.named(connection, key) if held and right else None
        if held is None or now is None or now[1] != held[1] or now[0].closed:
            audit.note(connection, found[0].name if found else "", "sign_in_failed", "", address)
            now = None
        else:
            throttle.forgiven(connection, "pair", f"{key}\0{house}")
            throttle.forgiven(connection, "account", key)
            throttle.given_back(connection, "address", house)
            audit.note(connection, now[0].name, "signed_in", "", address)
            audit.sweep(connection)
            if outdated(now[1]):
                user.rehash(connection, now[0], password)
            secret = session.begin(connection, now[0], address)
    if now is None:
        raise AccountError("sign-in", "名字或口令不对 (the name or the password is wrong)", "再试一次 (try again)", cause="wrong")
    return now[0], secret


def change_password(ledger: Ledger, held: User, old: str, new: str, address: str) -> str:
    """Changes a password, ends all sessions, and begins a new one: its secret. AccountError where the old is wrong or the new too weak."""
    with ledger.aside() as connection:
        may = throttle.counted(connection, "account", folded(held.name), throttle.PER_ACCOUNT)
        found = user.named(connection, held.name)
    if not may:
        raise AccountError("password", "试得太多了 (too many tries)", "过一刻钟再来 (wait a quarter of an hour)", cause="often")
    if not found or not matches(found[1], old):
        raise AccountError("old", "现在的口令不对 (the old password is wrong)", "再试一次 (try again)", cause="old")
    with ledger.aside() as connection:
        user.set_password(connection, held, new)
        throttle.forgiven(connection, "account", folded(held.name))
        audit.note(connection, held.name, "password_changed", "", address)
        return session.begin(connection, held, address)


def _once(connection: Connection, key: str, address: str) -> None:
    """Notes that somebody is held off, once a window: whoever goes on trying fills no table."""
    if throttle.counted(connection, "held off", f"{key}\0{throttle.whence(address)}", 1):
        audit.note(connection, "", "held_off", "", address)
