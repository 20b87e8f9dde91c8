"""Visits as they count: who went where and when, and nothing else of them, so that many can be looked through at once."""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, String, select, type_coerce

from shanhai.ledger.schema import entries
from shanhai.model import Modality, PlaceRef, Programme, When
from shanhai.model.struct import Value


class Call(Value, frozen=True, kw_only=True):
    """A visit that happened; the sides are null where no page says who or whither. `page` is the one of its first statement."""

    entry: str
    page: str
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
    chosen = select(e.id, e.anchor, e.background, e.pages, body.label("body")).where(
        e.type == "visit", e.modality == Modality.HAPPENED.value, *where
    )
    return tuple(_call(row) for row in connection.execute(chosen.order_by(e.date_start, e.anchor)))


def in_period(start: str, since: str, until: str) -> bool:
    """Whether what begins at an ISO 8601 prefix does so between these, both included; what has no year is in no period.

    >>> in_period("2024-06-30", "2024", "2024-06"), in_period("--06-30", "", ""), in_period("--06-30", "2024", "")
    (True, True, False)
    """
    if not (since or until):
        return True
    # "~" follows every digit and hyphen: 2024-06-30 is in 2024-06.
    return start[:4].isdecimal() and start >= since and (not until or start < until + "~")


def within(each: Call, since: str, until: str) -> bool:
    """Whether a visit begins between these ISO 8601 prefixes, both included."""
    return in_period((each.date and each.date.start) or "", since, until)


def _call(row: Any) -> Call:
    body = _DECODER.decode(row.body)
    return Call(
        entry=row.id,
        page=row.anchor.partition("/")[0],
        visitor=body.visitor_place,
        host=body.host_place,
        date=body.date,
        programme=body.programme,
        background=row.background,
        pages=row.pages,
    )
