"""Visits as they count: who went where and when, and nothing else of them, so that many can be looked through at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, String, select, type_coerce

from shanhai.ledger.schema import entries
from shanhai.model import Modality, PlaceRef, Programme, When
from shanhai.model.struct import Value


class Call(Value, frozen=True, kw_only=True):
    """A visit that happened; the sides are null where no page says who or whither."""

    entry: str
    visitor: PlaceRef | None
    host: PlaceRef | None
    date: When | None
    programme: Programme | None
    background: bool
    pages: int


class _Body(msgspec.Struct):
    """Of the stored visit only what counts; the rest is passed over unread."""

    visitor_place: PlaceRef | None = None
    host_place: PlaceRef | None = None
    date: When | None = None
    programme: Programme | None = None


_DECODER = msgspec.json.Decoder(_Body)


def calls(connection: Connection, *where: ColumnElement[bool]) -> tuple[Call, ...]:
    """The visits that happened and meet the conditions on `entries`, in no year first; background ones are among them and say so."""
    e = entries.c
    # The text itself: the column's own type would build the whole fact of each.
    body = type_coerce(e.body, String)
    chosen = select(e.id, e.background, e.pages, body.label("body")).where(e.type == "visit", e.modality == Modality.HAPPENED.value, *where)
    return tuple(_call(row) for row in connection.execute(chosen.order_by(e.date_start, e.anchor)))


def period(since: str, until: str) -> Iterable[ColumnElement[bool]]:
    """The conditions that a visit begins in these ISO 8601 prefixes, both included; visits without a year are in no period."""
    if since or until:
        yield entries.c.date_start.like("____%") & ~entries.c.date_start.like("--%")
    if since:
        yield entries.c.date_start >= since
    if until:
        yield entries.c.date_start < until + "~"  # which follows every digit and hyphen: 2024-06-30 is in 2024-06


def _call(row: Any) -> Call:
    body = _DECODER.decode(row.body)
    return Call(
        entry=row.id,
        visitor=body.visitor_place,
        host=body.host_place,
        date=body.date,
        programme=body.programme,
        background=row.background,
        pages=row.pages,
    )
