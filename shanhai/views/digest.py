"""What is new, what falls due, what is planned and what has gone silent: what somebody wants to be reminded of."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from shanhai.ledger import Ledger
from shanhai.ledger.saved import SavedList, added_of
from shanhai.model import Modality
from shanhai.model.struct import Value

from .records import Asked, records
from .silence import Silence, silence
from .statement import Statement

AHEAD = 90
"""Days within which a pledge falls due, or a visit is planned: a quarter."""
LOOKED_THROUGH = 300
"""Entries of a saved list among which the new ones are looked for, in the list's order."""
SHOWN = 8


class News(Value, frozen=True, kw_only=True):
    """A saved list: how many of its entries are new since it was last looked at, and the first of them."""

    saved: SavedList
    fresh: int
    lines: tuple[Statement, ...]


class Digest(Value, frozen=True, kw_only=True):
    """What one is reminded of: what is new by list, pledges that fall due and visits that are planned by their days, and the silent."""

    news: tuple[News, ...]
    due: tuple[Statement, ...]
    planned: tuple[Statement, ...]
    silent: Silence


def digest(ledger: Ledger, lists: Sequence[tuple[SavedList, str, Asked]], *, today: date) -> Digest:
    """What there is on a day, by saved lists (each with its type of entries and its conditions).

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     digest(ledger, (), today=date(2025, 1, 1)).due
    ()
    """
    news = tuple(_news(ledger, saved, kind, asked) for saved, kind, asked in lists)
    return Digest(
        news=news,
        due=coming(ledger, "pledge", Asked(), today=today)[: SHOWN * 2],
        planned=coming(ledger, "visit", Asked(facets={"modality": (Modality.PLANNED.value,)}), today=today)[: SHOWN * 2],
        silent=silence(ledger, today=today, limit=SHOWN),
    )


def coming(
    ledger: Ledger, kind: str, asked: Asked, *, today: date, days: int = AHEAD, limit: int = LOOKED_THROUGH
) -> tuple[Statement, ...]:
    """The entries of a type whose time is yet to come, the nearest first."""
    within = replace(asked, since=today.isoformat()[:7], until=(today + timedelta(days=days)).isoformat(), sort="date")
    found = records(ledger, kind, within, limit=limit, facets=False).lines
    return tuple(line for line in found if not _over(line, today))


def _over(line: Statement, today: date) -> bool:
    when = getattr(line.fact, "deadline", None) or getattr(line.fact, "date", None)
    last = (when.end or when.start or "") if when else ""
    return last < today.isoformat()[: len(last)]


def _news(ledger: Ledger, saved: SavedList, kind: str, asked: Asked) -> News:
    lines = records(ledger, kind, asked, limit=LOOKED_THROUGH, facets=False).lines
    with ledger.looking() as connection:
        added = added_of(connection, [line.entry for line in lines])
    fresh = [line for line in lines if added.get(line.entry, "") > saved.looked]
    return News(saved=saved, fresh=len(fresh), lines=tuple(fresh[:SHOWN]))
