"""What an address may hold, with its limits."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from shanhai.ledger import Ledger
from shanhai.views import Asked, AsOf

# 200 characters: the longest official names (autonomous places, ministries with their posts) have under 60.
LONGEST = 200
# Lines of a list: three screens at 1440 x 1000, so that 50 titles are still looked through and a pager is seldom needed.
PAGES = 50

Asking = Request[Any, Any, State]
LedgerOf = NamedDependency[Ledger]
Name = Annotated[str, PathParameter(min_length=1, max_length=LONGEST)]
Words = Annotated[str, QueryParameter(max_length=LONGEST, description="words that must stand in it, separated by spaces")]
Offset = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="how many to pass over")]
Limit = Annotated[int, QueryParameter(ge=1, le=500, description="how many at most")]
Review = Annotated[str, QueryParameter(pattern="^(yes)?$", description="`yes`: only pages with facts to be reviewed")]


_On = Annotated[date | None, QueryParameter(description="what had happened by the end of that day, or held on it: 2024-06-30")]
_Known = Annotated[date | None, QueryParameter(description="what the ledger knew at the end of that day (UTC)")]


def at_of(on: _On = None, known: _Known = None) -> AsOf:
    """The day as of which an address asks."""
    return AsOf(on=on, known=known)


AtOf = NamedDependency[AsOf]


def ledger_of(state: State) -> Ledger:
    """The ledger that the application was opened over."""
    ledger = state.ledger
    assert isinstance(ledger, Ledger)
    return ledger


# Values of one facet that an address may name: as many as a facet shows.
_VALUES = 60
_Day = QueryParameter(pattern=r"^(\d{4}(-\d\d){0,2})?$", description="ISO 8601 prefix, inclusive: 2024, 2024-06, 2024-06-30")
_Bearer = QueryParameter(max_length=LONGEST, description="code or name of a place; all that lies in it counts")
_Other = QueryParameter(max_length=LONGEST, description="with `place`: what stands between the two places, or is about both")
_Named = QueryParameter(max_length=LONGEST, description="key of a person or an organisation")
Some = Annotated[list[str] | None, QueryParameter(max_items=_VALUES, description="any of these values; `none` for those without one")]
Sorting = Annotated[
    Literal["", "-date", "date", "-pages", "pages", "-amount", "amount", "name", "-name"],
    QueryParameter(description="the hyphen turns the order round; empty: the list's own"),
]
Bearer = Annotated[str, _Bearer]
Columns = Annotated[list[str] | None, QueryParameter(max_items=_VALUES, description="columns, one by one or with commas between")]


def asked_of(
    q: Words = "",
    year: Some = None,
    province: Some = None,
    programme: Some = None,
    kind: Some = None,
    stage: Some = None,
    category: Some = None,
    status: Some = None,
    field: Some = None,
    level: Some = None,
    relation: Some = None,
    event: Some = None,
    role: Some = None,
    modality: Some = None,
    review: Some = None,
    place: Annotated[str, _Bearer] = "",
    other: Annotated[str, _Other] = "",
    visitor: Annotated[str, _Bearer] = "",
    host: Annotated[str, _Bearer] = "",
    person: Annotated[str, _Named] = "",
    organization: Annotated[str, _Named] = "",
    since: Annotated[str, _Day] = "",
    until: Annotated[str, _Day] = "",
    sort: Sorting = "",
) -> Asked:
    """What the address of a list narrows it to."""
    given = {
        "year": year,
        "province": province,
        "programme": programme,
        "kind": kind,
        "stage": stage,
        "category": category,
        "status": status,
        "field": field,
        "level": level,
        "relation": relation,
        "event": event,
        "role": role,
        "modality": modality,
        "review": review,
    }
    return Asked(
        words=q.strip(),
        facets={name: tuple(dict.fromkeys(values)) for name, values in given.items() if values},
        place=place,
        other=other,
        visitor=visitor,
        host=host,
        person=person,
        organization=organization,
        since=since,
        until=until,
        sort=sort,
    )


AskedOf = NamedDependency[Asked]
