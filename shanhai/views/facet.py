"""By what a list of entries can be narrowed: each facet with the values that occur and how often."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import ColumnElement, Connection, and_, func, literal, or_

from shanhai.knowledge import places as divisions
from shanhai.ledger.listed import listed
from shanhai.ledger.schema import entries
from shanhai.model import Modality
from shanhai.model.struct import Value

from .tally import NONE, Counted

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
    """The entry has one of the wanted values; a condition on `listed`."""
    given = [value for value in wanted if value != NONE]
    if facet == "review":
        return listed.c.review.is_("yes" in wanted)
    if facet == "province":
        return or_(literal(False), *(holds(connection, listed.c.provinces, code[:2]) for code in given))
    if facet == "year":
        undated = or_(listed.c.day == "", listed.c.day.startswith("-"))
        within = (and_(listed.c.day >= year, listed.c.day < f"{year}~") for year in given)  # "~" follows every digit and hyphen
        return or_(undated if NONE in wanted else literal(False), *within)
    column = listed.c[facet]
    return or_(column.in_(given), column.is_(None) if NONE in wanted else literal(False))


def holds(connection: Connection, column: ColumnElement[str], words: str) -> ColumnElement[bool]:
    """The text has these characters in it, as they are."""
    at = func.instr if connection.dialect.name == "sqlite" else func.strpos
    return at(column, words) > 0


def facets_of(names: Sequence[str], found: Counted) -> Iterator[Facet]:
    """The facets that have any value."""
    for name in names:
        values = tuple(_values(name, found.values[name]))[:SHOWN]
        if values:
            yield Facet(name=name, values=values)


def _values(name: str, counts: Mapping[str, int]) -> Iterator[FacetValue]:
    if name == "review":
        counts = {value: n for value, n in counts.items() if value == "yes"}
    order = sorted(counts, key=lambda value: (-counts[value], value))
    if name == "year":
        order = sorted(counts, key=lambda value: (value != NONE, value), reverse=True)
    for value in order:
        place = divisions.place(value) if name == "province" else None
        if name != "province" or place:
            yield FacetValue(value=value, count=counts[value], name=place.short if place else None)
