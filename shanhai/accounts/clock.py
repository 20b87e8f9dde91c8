"""Moments as the tables of accounts keep them: ISO 8601, UTC, to the second, so that text order is time order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


def iso(moment: datetime | None = None, plus: timedelta | None = None) -> str:
    """A moment, now where none is given, so much later.

    >>> iso(datetime(2024, 6, 30, tzinfo=UTC), timedelta(hours=1))
    '2024-06-30T01:00:00+00:00'
    """
    return ((moment or datetime.now(UTC)) + (plus or timedelta())).isoformat(timespec="seconds")
