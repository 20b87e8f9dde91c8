"""One post of one person, as a page tells it."""

from __future__ import annotations

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
