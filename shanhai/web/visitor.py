"""Who asks: the person at this machine, a signed-in account, a program with a key, or a stranger; worked out once a request.

A ledger without accounts is one person's: whoever sits at this machine may do everything, everybody else may look. From the first account
on nobody is known by where they sit: a proxy on the same machine sits there too.
"""

from __future__ import annotations

from typing import Any, Literal

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.datastructures import Cookie

from shanhai.accounts import Role, User, key, session
from shanhai.accounts.user import any_user
from shanhai.ledger import Ledger
from shanhai.model.struct import Value

from .locality import headers_of, local

By = Literal["nobody", "machine", "session", "key"]
_COOKIES = {"http": "session", "https": "__Host-session"}
"""By scheme: a cookie with this prefix is taken only over TLS, for the whole site, and from no other host of the domain."""


class Visitor(Value, frozen=True, kw_only=True):
    """Who asks, with which role (null: none), known by what, from which address.

    `shared` is whether the ledger has accounts; `secret` is the session's, `mark` what its forms carry.
    """

    by: By = "nobody"
    role: Role | None = None
    user: User | None = None
    shared: bool = False
    address: str = ""
    secret: str = ""
    mark: str = ""

    def may(self, least: Role | str) -> bool:
        """Whether the one who asks may do what needs this role.

        >>> Visitor(role=Role.EDITOR).may("editor"), Visitor(role=Role.EDITOR).may("admin"), Visitor().may("reader")
        (True, False, False)
        """
        return self.role is not None and self.role.covers(Role(least))

    @property
    def name(self) -> str:
        """The name of the account; empty where nobody is signed in."""
        return self.user.name if self.user else ""


def visitor_of(connection: ASGIConnection[Any, Any, Any, Any]) -> Visitor:
    """Who asks, as the guard found; where the guard was not passed (an address that leads nowhere), looked up now."""
    known = connection.scope["state"].get("visitor")
    if not isinstance(known, Visitor):
        known = identified(connection.scope, connection.app.state.ledger)
        connection.scope["state"]["visitor"] = known
    return known


def identified(scope: Any, ledger: Ledger) -> Visitor:
    """Who asks, by the session's cookie or the key that the request bears."""
    headers = headers_of(scope)
    address = (scope.get("client") or ("", 0))[0]
    kind, _, bearer = headers.get("authorization", "").partition(" ")
    secret = Request(scope).cookies.get(_COOKIES.get(scope.get("scheme", ""), ""), "")
    with ledger.looking() as connection:
        if not any_user(connection):
            near = local(scope.get("client"), headers)
            return Visitor(by="machine" if near else "nobody", role=Role.ADMIN if near else Role.READER, address=address)
        if kind.lower() == "bearer":
            user = key.holder(connection, bearer.strip())
            return Visitor(by="key" if user else "nobody", role=user.role if user else None, user=user, shared=True, address=address)
        found = session.signed_in(connection, secret) if secret else None
    if found is None:
        return Visitor(shared=True, address=address)
    user, seen = found
    if session.stale(seen):
        with ledger.aside() as connection:
            session.note(connection, secret)
    return Visitor(by="session", role=user.role, user=user, shared=True, address=address, secret=secret, mark=session.mark(secret))


def about(request: Request[Any, Any, Any], *ids: str) -> None:
    """Says what a write was about, for the audit: ids, never words of a page."""
    request.scope["state"]["about"] = " ".join(ids)


def keeping(request: Request[Any, Any, Any], secret: str) -> Cookie:
    """The cookie that holds a session; an empty secret takes it away. It ends with the browser, and the session with its own time."""
    secure = request.scope["scheme"] == "https"
    name = _COOKIES["https" if secure else "http"]
    return Cookie(key=name, value=secret, path="/", httponly=True, secure=secure, samesite="lax", max_age=None if secret else 0)
