"""What pages say of one thing: the atom of every view."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Row, Select, Text, bindparam, func, select, type_coerce

from shanhai.ledger.chunks import chunks
from shanhai.ledger.schema import captures, entries, facts, readings, statements
from shanhai.model import AnyFact, Evidence, Modality
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
    """What pages say of one thing: the preferred values, with the evidence of the page that said it first.

    `pages` counts the pages that say so and `sources` those that are no copies of each other; `entry` is the permanent id of what they say;
    `differs` where pages contradict each other.
    """

    fact: AnyFact
    page: PageHead
    pages: int = 1
    sources: int = 1
    entry: str = ""
    differs: bool = False


class Listing(Value, frozen=True, kw_only=True):
    """The first statements of a list, and how many there are in all."""

    total: int
    statements: tuple[Statement, ...]


def listing(connection: Connection, *where: ColumnElement[bool], limit: int = MOST) -> Listing:
    """The entries of which one statement meets the conditions on its fact: latest first, those without a year after all that have one.

    What pages deny is not among them; what they plan or wish is, and says so in its `modality`.
    """
    meeting = select(statements.c.entry).join(facts, facts.c.number == statements.c.fact).where(*where)
    meet = (entries.c.modality != Modality.DENIED.value, entries.c.id.in_(meeting))
    total = connection.execute(select(func.count()).select_from(entries).where(*meet)).scalar_one()
    return Listing(total=total, statements=stated(connection, *meet, order=LATEST_ENTRIES, limit=limit))


def stated(
    connection: Connection, *where: ColumnElement[bool], order: Sequence[ColumnElement[Any]], offset: int = 0, limit: int | None = MOST
) -> tuple[Statement, ...]:
    """The entries that meet the conditions on `entries`, in this order."""
    rows = connection.execute(_chosen().where(*where).order_by(*order).offset(offset).limit(limit))
    return tuple(map(_statement, rows))


def of_entries(connection: Connection, ids: Iterable[str]) -> dict[str, Statement]:
    """The statements of these entries."""
    found: dict[str, Statement] = {}
    for chunk in chunks(list(dict.fromkeys(ids))):
        found |= {row.id: _statement(row) for row in connection.execute(_OF_ENTRIES, {"ids": chunk})}
    return found


def _chosen() -> Select[Any]:
    first = select(func.min(statements.c.fact)).where(statements.c.entry == entries.c.id).scalar_subquery()
    told, differs = type_coerce(facts.c.body, Text).label("told"), (type_coerce(entries.c.conflicts, Text) != "{}").label("differs")
    chosen = select(entries.c.id, entries.c.body, entries.c.pages, entries.c.sources, told, differs, *head_columns())
    return chosen.select_from(entries).join(facts, facts.c.number == first).join(readings, readings.c.id == facts.c.reading)


class _Said(msgspec.Struct, frozen=True):
    """Of the fact that said it first, what stands for the entry."""

    id: str
    page: str
    evidence: dict[str, tuple[Evidence, ...]] = {}


_SAID = msgspec.json.Decoder(_Said)


def _statement(row: Row[Any]) -> Statement:
    told = _SAID.decode(row.told)
    said = msgspec.structs.replace(row.body, id=told.id, page=told.page, evidence=told.evidence)
    return Statement(fact=said, page=head_of(row), pages=row.pages, sources=row.sources, entry=row.id, differs=row.differs)


LATEST_PAGES: tuple[ColumnElement[Any], ...] = (readings.c.published.desc().nulls_last(), readings.c.page)
LATEST_ENTRIES: tuple[ColumnElement[Any], ...] = (entries.c.date_start.desc().nulls_last(), entries.c.anchor)


def head_columns() -> tuple[ColumnElement[Any], ...]:
    """The columns that `head_of` needs, of a statement over `readings`."""
    source = select(func.min(captures.c.source)).where(captures.c.page == readings.c.page).scalar_subquery().label("source")
    return readings.c.page, readings.c.title, readings.c.publisher, readings.c.published, source


def head_of(row: Row[Any]) -> PageHead:
    """The head of the page of a row."""
    return PageHead(id=row.page, source=row.source, title=row.title, publisher=row.publisher, published=row.published)


# Made once: to put such a question together takes as long as to answer it.
_OF_ENTRIES = _chosen().where(entries.c.id.in_(bindparam("ids", expanding=True)))
