"""That a write of a session comes from one of its own forms: each carries the session's mark, as its first field or in a header.

The mark is looked for at the very beginning of the body, so that an upload of gigabytes is not read to find it; what was read is handed on.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from typing import Any

from litestar.types import Receive

HEADER, FIELD = "x-shanhai-mark", "mark"
_BEGINNING = 1024
"""Octets that are looked at: a boundary has at most 70, the head of a part some dozens, a mark 64."""
_IN_FORM = re.compile(rb"mark=([0-9a-f]{64})(?:&|$)")
_IN_PART = re.compile(
    rb'--[^\r\n]{1,200}\r\ncontent-disposition: *form-data; *name="mark"\r\n(?:[\w-]+: ?[^\r\n]*\r\n)*\r\n([0-9a-f]{64})\r\n', re.I
)


async def vouched(mark: str, headers: Mapping[str, str], receive: Receive) -> Receive | None:
    """What goes on giving the body where the write carries the mark, without it where it was the first field; null where it does not."""
    if HEADER in headers:
        return receive if _same(headers[HEADER].encode("latin-1"), mark) else None
    head, more = b"", True
    while more and len(head) < _BEGINNING:
        message: Any = await receive()
        head += message.get("body", b"")
        more = bool(message.get("more_body"))
    in_form = _IN_FORM.match(head)
    found = in_form or _IN_PART.match(head)
    if found is None or not _same(found[1], mark):
        return None
    # A form is read as it was filled in; a part stays, as the boundary belongs to it.
    return _again({"type": "http.request", "body": head[in_form.end() :] if in_form else head, "more_body": more}, receive)


def _same(given: bytes, mark: str) -> bool:
    return bool(mark) and hmac.compare_digest(given, mark.encode())


def _again(first: Any, receive: Receive) -> Receive:
    left = iter((first,))

    async def once_more() -> Any:
        return next(left, None) or await receive()

    return once_more
