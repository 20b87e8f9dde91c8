"""By what a list of entries can be narrowed: each facet with the values that occur and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, literal, or_, select

from shanhai.knowledge import places as divisions
from shanhai.ledger.schema import entries, fact_places, statements
from shanhai.model import Modality
from shanhai.model.struct import Value

from .inside import inside

NONE = "none"
"""The value of entries that have none in a facet."""
SHOWN = 60
"""Values of a facet that are given, those of most entries first: all provinces, and more years than the record has."""

FACETS: Mapping[str, tuple[str, ...]] = {
    "visit": ("year", "province", "programme", "kind", "modality", "review"),
    "pairing": ("programme", "province", "level", "relation", "review"),
    "meeting": ("year", "province", "kind", "modality", "review"),
    "agreement": ("year", "kind", "modality", "review"),
    "project": ("stage", "year", "province", "modality", "review"),
    "platform": ("year", "province", "kind", "event", "modality", "review"),
    "pledge": ("kind", "field", "year", "review"),
    "measure": ("category", "year", "province", "status", "review"),
    "tenure": ("province", "role", "review"),
    "trait": ("kind", "field", "province", "review"),
    "action": ("field", "year", "review"),
    "policy": ("kind", "review"),
}
"""The facets of each type, the most telling first."""

_PATHS = {"programme": ("programme", "family")}
"""Where a facet's value stands in the body, where it is not under the facet's own name."""


TOLD = entries.c.modality != Modality.DENIED.value
"""What pages deny is left out, unless it is asked for."""


class FacetValue(Value, frozen=True, kw_only=True):
    """A value that occurs, and the number of entries with it; `name` is a place's name."""

    value: str
    count: int
    name: str | None = None


class Facet(Value, frozen=True, kw_only=True):
    """A facet and its values, those of most entries first; years go backwards."""

    name: str
    values: tuple[FacetValue, ...]


def condition(connection: Connection, facet: str, wanted: Sequence[str]) -> ColumnElement[bool]:
    """The entry has one of the wanted values."""
    if facet == "review":
        return entries.c.needs_review.is_("yes" in wanted)
    if facet == "province":
        return entries.c.id.in_(_in_provinces([value for value in wanted if value != NONE]))
    column = _column(connection, facet)
    given = [value for value in wanted if value != NONE]
    return or_(column.in_(given), column.is_(None) if NONE in wanted else literal(False))


def counted(connection: Connection, facet: str, where: Sequence[ColumnElement[bool]]) -> Facet:
    """The values of a facet among the entries that meet the conditions."""
    if facet == "province":
        return Facet(name=facet, values=_provinces(connection, where))
    column = _column(connection, facet).label("value")
    n = func.count().label("n")
    order = (column.desc().nulls_last(),) if facet == "year" else (n.desc(), column)
    rows = connection.execute(select(column, n).where(*where).group_by(column).order_by(*order).limit(SHOWN))
    values = (FacetValue(value=NONE if row.value is None else str(row.value), count=row.n) for row in rows)
    return Facet(name=facet, values=tuple(value for value in values if facet != "review" or value.value == "yes"))


def _column(connection: Connection, facet: str) -> ColumnElement[Any]:
    if facet == "year":
        return case(
            (and_(entries.c.date_start.is_not(None), ~entries.c.date_start.startswith("-")), func.substr(entries.c.date_start, 1, 4))
        )
    if facet == "modality":
        return entries.c.modality
    if facet == "review":
        return case((entries.c.needs_review, literal("yes")), else_=literal("no"))
    return inside(connection, entries.c.body, *_PATHS.get(facet, (facet,)))


def _in_provinces(codes: Sequence[str]) -> Select[Any]:
    ends = [and_(fact_places.c.place >= code[:2], fact_places.c.place < code[:2] + "~") for code in codes]
    tied = select(statements.c.entry).join(fact_places, fact_places.c.fact == statements.c.fact)
    return tied.where(or_(literal(False), *ends), statements.c.entry.is_not(None))


def _provinces(connection: Connection, where: Sequence[ColumnElement[bool]]) -> tuple[FacetValue, ...]:
    head = func.substr(fact_places.c.place, 1, 2).label("head")
    n = func.count(statements.c.entry.distinct()).label("n")
    tied = select(head, n).select_from(entries).join(statements, statements.c.entry == entries.c.id)
    tied = tied.join(fact_places, fact_places.c.fact == statements.c.fact).where(
        *where, fact_places.c.place >= "1", fact_places.c.place <= ":"
    )
    found = [(f"{row.head}0000", row.n) for row in connection.execute(tied.group_by(head).order_by(n.desc(), head).limit(SHOWN))]
    known = ((divisions.place(code), count) for code, count in found)
    return tuple(FacetValue(value=place.code, count=count, name=place.short) for place, count in known if place)
