"""The organisations that pages name."""

from __future__ import annotations

from sqlalchemy import func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import organizations as known
from shanhai.ledger.schema import reading_organizations, readings
from shanhai.model.struct import Value


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
    pages = func.count(reading_organizations.c.reading.distinct()).label("pages")
    kind = func.max(reading_organizations.c.kind).label("kind")
    named = (
        select(known.c.key, known.c.name, kind, pages)
        .join(reading_organizations, reading_organizations.c.organization == known.c.key)
        .join(readings, (readings.c.id == reading_organizations.c.reading) & readings.c.shown)
        .where(known.c.name.contains(words, autoescape=True))
        .group_by(known.c.key, known.c.name)
    ).subquery()
    chosen = select(named).where(named.c.kind.in_(kinds)) if kinds else select(named)
    with ledger.looking() as connection:
        counted = select(named.c.kind, func.count().label("n")).group_by(named.c.kind).order_by(func.count().desc(), named.c.kind)
        of_kind = {row.kind: row.n for row in connection.execute(counted)}
        total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
        rows = connection.execute(chosen.order_by(named.c.pages.desc(), named.c.name, named.c.key).offset(offset).limit(limit))
        lines = tuple(OrganizationLine(key=row.key, name=row.name, kind=row.kind, pages=row.pages) for row in rows)
        return OrganizationList(total=total, offset=offset, lines=lines, kinds=of_kind)
