"""One post of one person, as a page tells it."""

from __future__ import annotations

from collections.abc import Iterable

from shanhai.model import Mention, PlaceRef, Role
from shanhai.model.struct import Value


class Holding(Value, frozen=True, kw_only=True):
    """One post of one person, with the mention that says so."""

    person: str
    post: str
    organization: str | None
    place: PlaceRef | None
    role: Role
    mention: Mention
    end: int
    inferred: bool
    guessed: bool = False  # the body is the one that is named before, not one that the chain names


def places_of_people(holdings: Iterable[Holding]) -> dict[str, tuple[PlaceRef, ...]]:
    """The places in which each person holds a post, in the order of the posts."""
    result: dict[str, tuple[PlaceRef, ...]] = {}
    for holding in holdings:
        if holding.place is not None:
            result[holding.person] = (*result.get(holding.person, ()), holding.place)
    return result
