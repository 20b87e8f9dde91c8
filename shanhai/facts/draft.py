"""A visit as it is being put together from what several sentences say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from shanhai.model import Basis, Modality, PlaceRef, Programme, When
from shanhai.model.struct import Value

from .evidence import Claim


class Draft(Value, frozen=True, kw_only=True):
    """A visit before completion; spans in `claims` are of the restored text."""

    visitors: tuple[str, ...] = ()
    visitor_place: PlaceRef | None = None
    head: str | None = None
    host_place: PlaceRef | None = None
    hosts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    date: When | None = None
    kind: str | None = None
    programme: Programme | None = None
    purpose: str | None = None
    modality: Modality = Modality.HAPPENED
    background: bool = False
    trip: str | None = None
    start: int = 0
    end: int = 0
    tellings: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()

    def with_(self, claims: Iterable[Claim] = (), **changes: Any) -> Draft:
        """The draft with some fields changed and further claims.

        >>> Draft().with_(head="李四").head
        '李四'
        """
        return msgspec.structs.replace(self, claims=(*self.claims, *claims), **changes)

    def told(self, before: int) -> int | None:
        """Where the page last told of the visit at or before an offset."""
        return max((t for t in (self.start, *self.tellings) if t <= before), default=None)

    def adding(self, field: str, names: Iterable[str], claims: Iterable[Claim] = ()) -> Draft:
        """The draft with names added to a list field, each once."""
        merged = tuple(dict.fromkeys((*getattr(self, field), *names)))
        return self.with_(claims, **{field: merged})


def inferred(claim: Claim) -> Claim:
    """The claim as one that follows from the page rather than stands in it."""
    return msgspec.structs.replace(claim, basis=Basis.INFERRED)
