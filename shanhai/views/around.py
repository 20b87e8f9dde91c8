"""What two places list, part by part: how much there is of each, the first of it in its order, and the pages that tell of both."""

from __future__ import annotations

from sqlalchemy import Connection, Select, bindparam, func, select

from shanhai.ledger.between import ABOUT, pair_entries, pair_pages
from shanhai.ledger.schema import readings
from shanhai.ledger.telling_pairs import BACK, THERE

from .statement import PageHead, head_columns, head_of

PARTS = (THERE, BACK, "pairing", "meeting", *ABOUT)
"""Visits from the one to the other and back, what names both, and what pages that tell of both say about them."""


def totals_between(connection: Connection, a: str, b: str) -> dict[str, int]:
    """How many entries each part of a pair holds, `there` being from the first place to the second."""
    return {_turned(row.part, a, b): row.n for row in connection.execute(_TOTALS, _asked(a, b))}


def first_between(connection: Connection, a: str, b: str, part: str, limit: int) -> list[str]:
    """The first entries of a part, latest first; those without a year come after all that have one."""
    return list(connection.execute(_FIRST, {**_asked(a, b), "part": _turned(part, a, b), "most": limit}).scalars())


def readings_between(a: str, b: str) -> Select[tuple[int]]:
    """The readings that tell of both."""
    one, other = sorted((a, b))
    return select(pair_pages.c.reading).where(pair_pages.c.one == one, pair_pages.c.other == other)


def pages_between(connection: Connection, a: str, b: str, limit: int) -> tuple[int, tuple[PageHead, ...]]:
    """How many pages tell of both, and the latest."""
    total = connection.execute(_PAGES_TOTAL, _asked(a, b)).scalar_one()
    heads = map(head_of, connection.execute(_PAGES, {**_asked(a, b), "most": limit})) if total else ()
    return total, tuple(sorted(sorted(heads, key=lambda head: head.id), key=lambda head: head.published or "", reverse=True))


def _asked(a: str, b: str) -> dict[str, object]:
    return {"one": min(a, b), "other": max(a, b)}


def _turned(part: str, a: str, b: str) -> str:
    """The part as it is called seen from the other end of the pair, where that is the one that it is kept under."""
    return {THERE: BACK, BACK: THERE}.get(part, part) if a > b else part


# Made once: to put such a question together takes as long as to answer it.
_e, _p = pair_entries.c, pair_pages.c
_here = (_e.one == bindparam("one"), _e.other == bindparam("other"))
_TOTALS = select(_e.part, func.count().label("n")).where(*_here).group_by(_e.part)
_FIRST = select(_e.entry).where(*_here, _e.part == bindparam("part")).order_by(_e.date.desc(), _e.entry.desc()).limit(bindparam("most"))
_told = (_p.one == bindparam("one"), _p.other == bindparam("other"))
_PAGES_TOTAL = select(func.count()).select_from(pair_pages).where(*_told)
_some = select(_p.reading).where(*_told).order_by(_p.published.desc(), _p.reading.desc()).limit(bindparam("most"))
_PAGES = select(*head_columns()).where(readings.c.id.in_(_some.subquery().select()))
