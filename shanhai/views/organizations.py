"""The organisations that pages name."""

from __future__ import annotations

from collections import Counter

from sqlalchemy import func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import organizations as known
from shanhai.ledger.schema import reading_organizations, readings
from shanhai.model.struct import Value

from .memory import remembered


class OrganizationLine(Value, frozen=True, kw_only=True):
    """An organisation in a list: its kind (party, company …) where pages agree, and the number of pages that name it."""

    key: str
    name: str
    kind: str
    pages: int


class OrganizationList(Value, frozen=True, kw_only=True):
    """A stretch of the list, how many there are under the conditions, and how many of each kind with the words."""

    total: int
    offset: int
    lines: tuple[OrganizationLine, ...]
    kinds: dict[str, int]


def organizations(ledger: Ledger, *, words: str = "", kinds: tuple[str, ...] = (), offset: int = 0, limit: int = 100) -> OrganizationList:
    """The organisations that pages name, those on the most pages first; with `words` in the name, of one of `kinds`.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     organizations(ledger).total
    0
    """
    named = [line for line in remembered(ledger, "organizations", lambda: _ranked(ledger)) if words in line.name]
    chosen = [line for line in named if line.kind in kinds] if kinds else named
    of_kind = Counter(line.kind for line in named)
    return OrganizationList(
        total=len(chosen),
        offset=offset,
        lines=tuple(chosen[offset : offset + limit]),
        kinds=dict(sorted(of_kind.items(), key=lambda pair: (-pair[1], pair[0]))),
    )


def _ranked(ledger: Ledger) -> tuple[OrganizationLine, ...]:
    pages = func.count(reading_organizations.c.reading.distinct()).label("pages")
    named = (
        select(known.c.key, known.c.name, func.max(reading_organizations.c.kind).label("kind"), pages)
        .join(reading_organizations, reading_organizations.c.organization == known.c.key)
        .join(readings, (readings.c.id == reading_organizations.c.reading) & readings.c.shown)
        .group_by(known.c.key, known.c.name)
        .order_by(pages.desc(), known.c.name, known.c.key)
    )
    with ledger.looking() as connection:
        rows = connection.execute(named)
        return tuple(OrganizationLine(key=row.key, name=row.name, kind=row.kind, pages=row.pages) for row in rows)
