"""Spans of days in which something holds: from the first of them (empty: from ever) until the first day of the next span."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlalchemy import ColumnElement, Table, and_

FOREVER = "~"
"""After every day."""


def holds_on(table: Table, day: date) -> ColumnElement[bool]:
    """What a table of spans (columns `start`, `until`) says of a day."""
    return and_(table.c.until > day.isoformat(), table.c.start <= day.isoformat())


def bounds(starts: Sequence[date | None]) -> list[dict[str, str]]:
    """The `start` and `until` of spans that follow one another, by their first days.

    >>> bounds([None, date(2024, 3, 1)])
    [{'start': '', 'until': '2024-03-01'}, {'start': '2024-03-01', 'until': '~'}]
    """
    first = [day.isoformat() if day else "" for day in starts]
    return [{"start": start, "until": until} for start, until in zip(first, [*first[1:], FOREVER], strict=True)]
