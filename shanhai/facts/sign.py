"""What a page implies of two places or bodies: that they are a pair, with the words that say so."""

from __future__ import annotations

from shanhai.knowledge import programmes
from shanhai.model import PlaceRef, Programme
from shanhai.model.struct import Value

from .evidence import Claim


class Sign(Value, frozen=True, kw_only=True):
    """Two places that something on the page pairs, with the words that do."""

    a: PlaceRef | str
    b: PlaceRef | str
    programme: Programme | None
    claims: tuple[Claim, ...]
    start: int


def programme_of(stated: str) -> Programme:
    """A programme as stated, with its family."""
    return Programme(stated=stated, family=programmes.family(stated))


def provinces(side: PlaceRef | str) -> str:
    """The province of a side, by the first two digits of its code; "" where it has none."""
    return "" if isinstance(side, str) or not side.code else side.code[:2]
