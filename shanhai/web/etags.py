"""Answers of the API with an ETag: who has the same already gets 304 and no body."""

from __future__ import annotations

import gzip
from hashlib import sha256

from litestar.enums import ScopeType
from litestar.middleware import ASGIMiddleware
from litestar.types import ASGIApp, HTTPResponseStartEvent, Message, Receive, Scope, Send

OK, NOT_MODIFIED = 200, 304
_GZIP = b"\x1f\x8b"
_OF_A_BODY = (b"content-length", b"content-type", b"content-encoding")


class Etags(ASGIMiddleware):
    """Weighs every 200 of a GET: the tag is weak, as the same answer may come compressed or not."""

    scopes = (ScopeType.HTTP,)

    async def handle(self, scope: Scope, receive: Receive, send: Send, next_app: ASGIApp) -> None:
        """Holds the answer back until its body is whole, and sends it with its tag, or 304 in its place."""
        if scope.get("method") not in ("GET", "HEAD"):
            await next_app(scope, receive, send)
            return
        start: HTTPResponseStartEvent | None = None
        body = b""
        known = dict(scope["headers"]).get(b"if-none-match", b"").decode("latin-1")

        async def weigh(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and message["status"] == OK:
                start = message
            elif start is not None and message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body"):
                    await _answer(start, body, known, send)
            else:
                await send(message)

        await next_app(scope, receive, weigh)


def tag_of(body: bytes) -> str:
    """The tag of a body, compressed or not: what gzip writes holds the time of day, so the tag is that of what it holds.

    >>> tag_of(gzip.compress(b"{}", mtime=1)) == tag_of(gzip.compress(b"{}", mtime=2)) == tag_of(b"{}")
    True
    """
    plain = gzip.decompress(body) if body.startswith(_GZIP) else body
    return f'W/"{sha256(plain).hexdigest()[:24]}"'


async def _answer(start: HTTPResponseStartEvent, body: bytes, known: str, send: Send) -> None:
    tag = tag_of(body)
    headers = [*start["headers"], (b"etag", tag.encode()), (b"cache-control", b"private, no-cache")]
    if tag in (each.strip() for each in known.split(",")):
        start["status"], body = NOT_MODIFIED, b""
        headers = [(name, value) for name, value in headers if name.lower() not in _OF_A_BODY]
    start["headers"] = headers
    await send(start)
    await send({"type": "http.response.body", "body": body, "more_body": False})
