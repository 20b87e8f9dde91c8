"""The door: says who asks, lets a write through only from the application's own pages or from a program, and keeps the audit."""

from __future__ import annotations

from typing import Any

from anyio import to_thread
from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from shanhai.accounts import audit, throttle
from shanhai.ledger import Ledger

from .errors import RefusedError
from .forgery import vouched
from .locality import headers_of, own
from .permits import ASSET, AUDITED, LEAST, SAFE
from .visitor import Visitor, identified

REFUSED = 403
MOST_REFUSED = 100
"""Refusals of one account that are noted in a quarter of an hour."""


class Guard(ASGIMiddleware):
    """Lets a request through, or answers why not."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """RefusedError where a write comes from elsewhere; what the route needs is looked at in `permits`."""
        handler = scope["route_handler"]
        if handler.opt.get(ASSET):
            await next_app(scope, receive, send)
            return
        ledger: Ledger = scope["litestar_app"].state.ledger
        scope["state"]["version"], visitor = await to_thread.run_sync(_met, scope, ledger)
        scope["state"]["visitor"] = visitor
        status = 0

        async def told(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        writing = scope.get("method") not in SAFE
        if writing:
            try:
                receive = await _from_here(scope, visitor, receive)
            except RefusedError:
                if visitor.user:
                    await to_thread.run_sync(_note, ledger, visitor, "refused", _name(handler))
                raise
        await next_app(scope, receive, told)
        refused = status == REFUSED
        if visitor.user and (refused or (writing and status < 400 and not handler.opt.get(AUDITED))):
            told_of = ("refused", _name(handler)) if refused else (_name(handler), str(scope["state"].get("about", "")))
            await to_thread.run_sync(_note, ledger, visitor, *told_of)


def _met(scope: Scope, ledger: Ledger) -> tuple[int, Visitor]:
    """The version of the ledger at the door, read first: what is worked out from now on is no older; and who asks."""
    return ledger.version, identified(scope, ledger)


async def _from_here(scope: Any, visitor: Visitor, receive: Receive) -> Receive:
    """What gives the body of a write that somebody meant to send."""
    headers = headers_of(scope)
    if visitor.by == "key":
        return receive  # no browser sends one unasked
    if not visitor.shared and visitor.by != "machine":
        raise RefusedError(scope["path"], "read_only")
    if not own(headers):
        raise RefusedError(scope["path"], "foreign")
    opened = scope["route_handler"].opt.get(LEAST, "") is None
    if visitor.by != "session" or opened:
        return receive  # nothing is done in anybody's name; what may be is for `permits` to say
    given = await vouched(visitor.mark, headers, receive)
    if given is None:
        raise RefusedError(scope["path"], "forged")
    return given


def _name(handler: Any) -> str:
    """The name of a route in the audit: that of its function."""
    return str(handler.handler_name).rpartition(".")[2]


def _note(ledger: Ledger, visitor: Visitor, act: str, about: str) -> None:
    with ledger.aside() as connection:
        if act == "refused" and not throttle.counted(connection, act, visitor.name, MOST_REFUSED):
            return  # whoever is refused again and again is known by now, and pushes nothing out
        audit.note(connection, visitor.name, act, about, visitor.address)
