"""Whole answers, kept in memory and given again to whoever asks for the same while nobody has written to the ledger."""

from __future__ import annotations

from collections import OrderedDict
from datetime import date, timedelta
from typing import Any

from litestar import Request
from litestar.config.response_cache import CACHE_FOREVER, ResponseCacheConfig
from litestar.stores.base import Store
from litestar.types import HTTPScope

from shanhai.views.memory import later

from .visitor import visitor_of

NAME = "answers"
"""The name of the shelf among the stores of the application."""
MOST = 32 * 2**20
"""Bytes: at 5 to 30 KB a compressed view more than a thousand, about two minutes of the readers of `bench.load`."""
OK = 200
KEPT = CACHE_FOREVER
"""What a route says (`cache=KEPT`) of which the answer follows from ledger, address, visitor and day alone."""
When = tuple[int, int, date]
"""The version of the ledger, how many answers came later than they were asked for, and the day: after it no older answer is given."""


class Shelf(Store):
    """Answers by what was asked; those that nobody has asked for the longest go first, and all of them once somebody has written.

    >>> from asyncio import run
    >>> shelf = Shelf(most=3)
    >>> run(shelf.set("one", b"12")), run(shelf.set("other", b"34"))
    (None, None)
    >>> run(shelf.get("one")), run(shelf.get("other"))
    (None, b'34')
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._size = 0
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._when: When = (-1, 0, date.min)

    def as_of(self, when: When) -> None:
        """Lets go of what was answered before: nothing is left here of a page that was forgotten."""
        if when > self._when:
            self._when = when
            self._clear()

    async def set(self, key: str, value: str | bytes, expires_in: int | timedelta | None = None) -> None:
        """Keeps an answer; `expires_in` says nothing here."""
        await self.delete(key)
        body = value.encode() if isinstance(value, str) else value
        self._held[key] = body
        self._size += len(body)
        while self._size > self._most:
            self._size -= len(self._held.popitem(last=False)[1])

    async def get(self, key: str, renew_for: int | timedelta | None = None) -> bytes | None:
        """The answer, if it is still there."""
        if key in self._held:
            self._held.move_to_end(key)
        return self._held.get(key)

    async def delete(self, key: str) -> None:
        """Lets go of an answer, if it is there."""
        self._size -= len(self._held.pop(key, b""))

    async def delete_all(self) -> None:
        """Lets go of all of them."""
        self._clear()

    def _clear(self) -> None:
        self._held.clear()
        self._size = 0

    async def exists(self, key: str) -> bool:
        """Whether it is still there."""
        return key in self._held

    async def expires_in(self, key: str) -> int | None:
        """Null: none has a time of its own."""
        return None


def asked_for(request: Request[Any, Any, Any]) -> str:
    """All that an answer follows from, as it was before the answer was begun: whoever writes meanwhile is not overlooked."""
    state = request.scope["state"]
    if "asked_for" not in state:
        visitor, headers = visitor_of(request), request.headers
        who = (visitor.by, visitor.role, visitor.name, visitor.mark, visitor.shared, headers.get("cookie", ""))
        when = (state["version"], later(request.app.state.ledger), date.today())
        shelf = request.app.stores.get(NAME)
        assert isinstance(shelf, Shelf)
        shelf.as_of(when)
        state["asked_for"] = repr((str(request.url), "gzip" in headers.get("accept-encoding", ""), who, when))
    return str(state["asked_for"])


def _found(scope: HTTPScope, status: int) -> bool:
    return status == OK


CONFIG = ResponseCacheConfig(default_expiration=None, key_builder=asked_for, store=NAME, cache_response_filter=_found)
