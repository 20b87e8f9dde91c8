"""Erases what somebody asks to be erased, and sees to it that it does not come back.

A page goes with everything that was read from it. A person goes out of every page that names them: their name is blotted out in the text,
the bytes as fetched go, and the page is read again without it. What stays is a hash, so that adding the same again is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from sqlalchemy import Connection, delete, or_, select, text

from shanhai.model import Page
from shanhai.model.struct import Value

from . import fulltext, schema, tombstone, writer
from .reading import Kept, PageReading
from .rebuild import kept
from .redaction import redacted_text
from .store import Ledger
from .tombstone import Forgotten

Reader = Callable[[Kept], PageReading]


class Erased(Value, frozen=True, kw_only=True):
    """How many pages went altogether, and how many lost a name."""

    pages: int = 0
    redacted: int = 0


def forget_page(ledger: Ledger, page: str) -> Erased:
    """Erases the page of this id, whether the ledger has it or not; it cannot be added again."""
    with erasing(ledger) as connection:
        there = connection.execute(delete(schema.pages).where(schema.pages.c.id == page)).rowcount
        fulltext.drop(connection, fulltext.PAGE, [page])
        tombstone.lay_page(connection, page)
        drop_unnamed(connection)
    scrub(ledger)
    return Erased(pages=there)
