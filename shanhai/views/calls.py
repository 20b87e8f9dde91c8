"""Visits as they count: who went where and when, and nothing else of them, so that many can be looked through at once."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sqlalchemy import Connection, select

from shanhai.ledger.journeys import journeys
from shanhai.model import PlaceRef, Programme, When
from shanhai.model.struct import Value


class Call(Value, frozen=True, kw_only=True):
    """A visit that happened; the sides are null where no page says who or whither. `page` is the one of its first statement."""

    entry: str
    page: str
    visitor: PlaceRef | None
    host: PlaceRef | None
    date: When | None
    programme: Programme | None
    background: bool
    pages: int


def calls(connection: Connection) -> Iterator[tuple[Call, frozenset[str]]]:
    """The visits that happened, in no year first, each with its themes; background ones are among them and say so."""
    for row in connection.execute(select(journeys).order_by(journeys.c.start, journeys.c.anchor)):
        made = Call(
            entry=row.entry,
            page=row.anchor.partition("/")[0],
            visitor=row.way.visitor,
            host=row.way.host,
            date=row.way.date,
            programme=row.way.programme,
            background=row.background,
            pages=row.pages,
        )
        yield made, _themes(row.themes)


@cache
def _themes(held: str) -> frozenset[str]:
    return frozenset(held.split())


def in_period(start: str, since: str, until: str) -> bool:
    """Whether what begins at an ISO 8601 prefix does so between these, both included; what has no year is in no period.

    >>> in_period("2024-06-30", "2024", "2024-06"), in_period("--06-30", "", ""), in_period("--06-30", "2024", "")
    (True, True, False)
    """
    if not (since or until):
        return True
    # "~" follows every digit and hyphen: 2024-06-30 is in 2024-06.
    return start[:4].isdecimal() and start >= since and (not until or start < until + "~")
