"""Visits that happened as they count in the network: who went where and when, and about what; a narrow row for each."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Boolean, Column, Connection, ForeignKey, Integer, Table, delete, insert, select

from shanhai.model import Modality, PlaceRef, Programme, Visit, When
from shanhai.model.struct import Value

from .around import fields_around, in_order
from .chunks import chunks
from .columns import Json, Word
from .schema import entries, metadata


class Way(Value, frozen=True, kw_only=True, omit_defaults=True):
    """Of a visit what counts: the sides are null where no page says who or whither."""

    visitor: PlaceRef | None = None
    host: PlaceRef | None = None
    date: When | None = None
    programme: Programme | None = None


journeys = Table(
    "journeys",
    metadata,
    Column("start", Word, primary_key=True, comment="date_start of the entry; empty: none"),
    Column("anchor", Word, primary_key=True, comment="of the entry"),
    Column("entry", Word, ForeignKey("entries.id"), nullable=False, unique=True),
    Column("background", Boolean, nullable=False),
    Column("pages", Integer, nullable=False),
    Column("way", Json(Way), nullable=False),
    Column("themes", Word, nullable=False, comment="fields of what its pages promise, do, need or offer; sorted, a space between"),
    sqlite_with_rowid=False,
)


def put_journeys(connection: Connection, ids: Iterable[str]) -> None:
    """Writes the visits among these entries anew."""
    e = entries.c
    chosen = select(e.id, e.anchor, e.modality, e.background, e.date_start, e.pages, e.body)
    wanted = sorted(set(ids))
    for some in chunks(wanted):  # all of them first: what was the anchor of one may be that of another now
        connection.execute(delete(journeys).where(journeys.c.entry.in_(some)))
    for some in chunks(wanted):
        found = connection.execute(chosen.where(e.id.in_(some)))
        rows = [row for row in found if isinstance(row.body, Visit) and row.modality == Modality.HAPPENED.value]
        about = fields_around(connection, [row.id for row in rows])
        made = [
            {
                "start": row.date_start or "",
                "anchor": row.anchor,
                "entry": row.id,
                "background": row.background,
                "pages": row.pages,
                "way": _way(row.body),
                "themes": " ".join(sorted(field.value for field in about.get(row.id, ()))),
            }
            for row in rows
        ]
        if made:
            connection.execute(insert(journeys), made)


def drop_journey(connection: Connection, entry: str) -> None:
    """Takes a visit out that is no more."""
    connection.execute(delete(journeys).where(journeys.c.entry == entry))


def refill(connection: Connection) -> None:
    """Writes the visits of a ledger that an earlier version wrote."""
    if connection.execute(select(journeys.c.entry).limit(1)).first():
        return
    for some in chunks(in_order(connection, ("visit",))):
        put_journeys(connection, some)


def _way(fact: Visit) -> Way:
    return Way(visitor=fact.visitor_place, host=fact.host_place, date=fact.date, programme=fact.programme)
