"""A fact with the page that states it: the atom of every view."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, select

from shanhai.ledger.schema import captures, facts, readings
from shanhai.model import AnyFact, Modality, Pairing, PlaceRef, Tenure
from shanhai.model.struct import Value

MOST = 500
"""Statements that a list holds unless asked for more: what a person can look through; a list says how many there are in all."""


class PageHead(Value, frozen=True, kw_only=True):
    """What one calls a page in a line: its title, who published it and when; `source` where it has no title."""

    id: str
    source: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


class Statement(Value, frozen=True, kw_only=True):
    """A fact and the page that states it; `pages` counts the pages that say the same where a list joins them."""

    fact: AnyFact
    page: PageHead
    pages: int = 1


class Listing(Value, frozen=True, kw_only=True):
    """The first statements of a list, and how many there are in all."""

    total: int
    statements: tuple[Statement, ...]


def listing(connection: Connection, *where: ColumnElement[bool], limit: int = MOST) -> Listing:
    """The statements that meet the conditions: latest first, those without a year after all that have one.

    What the page denies is not among them; what it plans or wishes is, and says so in its `modality`.
    """
    meet = (facts.c.modality != Modality.DENIED.value, *where)
    total = connection.execute(over_facts(func.count()).where(*meet)).scalar_one()
    chosen = over_facts(facts.c.body, *head_columns()).where(*meet).order_by(*LATEST_FACTS).limit(limit)
    return Listing(total=total, statements=tuple(Statement(fact=row.body, page=head_of(row)) for row in connection.execute(chosen)))


LATEST_PAGES: tuple[ColumnElement[Any], ...] = (readings.c.published.desc().nulls_last(), readings.c.page)
LATEST_FACTS: tuple[ColumnElement[Any], ...] = (facts.c.date_start.desc().nulls_last(), *LATEST_PAGES, facts.c.position)


def over_facts(*columns: ColumnElement[Any]) -> Select[Any]:
    """A query over the facts of the readings that are shown, joined to those readings."""
    return select(*columns).join_from(facts, readings, (readings.c.id == facts.c.reading) & readings.c.shown)


def head_columns() -> tuple[ColumnElement[Any], ...]:
    """The columns that `head_of` needs, of a statement over `readings`."""
    source = select(func.min(captures.c.source)).where(captures.c.page == readings.c.page).scalar_subquery().label("source")
    return readings.c.page, readings.c.title, readings.c.publisher, readings.c.published, source


def head_of(row: Row[Any]) -> PageHead:
    """The head of the page of a row."""
    return PageHead(id=row.page, source=row.source, title=row.title, publisher=row.publisher, published=row.published)


def joined(found: Listing, key: Callable[[Any], Hashable]) -> Listing:
    """The same list with statements of equal key as one, that of the latest page; exact names and codes only, what differs stays apart."""
    together: dict[Hashable, list[Statement]] = {}
    for statement in found.statements:
        together.setdefault(key(statement.fact), []).append(statement)
    hidden = len(found.statements) - len(together)
    return Listing(total=found.total - hidden, statements=tuple(map(_one, together.values())))


def _one(same: Sequence[Statement]) -> Statement:
    return Statement(fact=same[0].fact, page=same[0].page, pages=len({statement.page.id for statement in same}))


def same_sides(pairing: Pairing) -> tuple[Hashable, ...]:
    """What makes two statements one pairing: the same two sides, whichever comes first, under the same programme and relation.

    >>> one = Pairing(id="1", page="p", a=PlaceRef(name="甲县"), b="乙公司")
    >>> same_sides(one) == same_sides(Pairing(id="2", page="q", a="乙公司", b=PlaceRef(name="甲县")))
    True
    """
    sides = sorted((side.code or side.name) if isinstance(side, PlaceRef) else side for side in (pairing.a, pairing.b))
    programme = pairing.programme and (pairing.programme.family or pairing.programme.stated)
    return (*sides, programme, pairing.relation)


def same_post(tenure: Tenure) -> tuple[Hashable, ...]:
    """What makes two statements one tenure: the same name in the same post of the same organisation."""
    return tenure.person, tenure.post, tenure.organization
