"""The door before every write; `locality` says who may pass."""

from __future__ import annotations

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, Receive, Scope, Send

from .errors import RefusedError
from .locality import headers_of, local, own

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})


class Guard(ASGIMiddleware):
    """Lets a write through, or answers why not."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """RefusedError where the request may not write."""
        if scope.get("method") not in SAFE:
            headers = headers_of(scope)
            if not local(scope.get("client"), headers):
                raise RefusedError(scope["path"], "read_only")
            if not own(headers):
                raise RefusedError(scope["path"], "foreign")
        await next_app(scope, receive, send)
