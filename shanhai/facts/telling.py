"""What a page tells of a thing that has a name (a project, a platform), and several tellings made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from shanhai.model import Modality, PlaceRef, When
from shanhai.model.struct import Value

from .evidence import Claim
from .time import tells_more


class Telling(Value, frozen=True, kw_only=True):
    """A named thing as the page tells of it; spans are of the restored text."""

    name: str
    place: PlaceRef | None = None
    date: When | None = None
    start: int
    end: int
    modality: Modality = Modality.HAPPENED
    doubted: bool = False
    claims: tuple[Claim, ...] = ()


T = TypeVar("T", bound=Telling)


def unite(found: dict[str, T], more: T, same: Callable[[T, T], bool], *fields: str) -> None:
    """Add a telling; of two of one thing the longer name stays, and what it leaves open of `fields`, place and date the other fills.

    >>> found = {"产业园": Telling(name="产业园", start=9, end=12)}
    >>> unite(found, Telling(name="甲县产业园", start=0, end=5), lambda a, b: b.name.endswith(a.name))
    >>> list(found)
    ['甲县产业园']
    """
    for name, known in found.items():
        if same(known, more):
            longer, other = (known, more) if len(name) >= len(more.name) else (more, known)
            del found[name]
            filled = {field: getattr(longer, field) or getattr(other, field) for field in (*fields, "place")}
            filled["date"] = other.date if tells_more(other.date, longer.date) else longer.date
            if Modality.HAPPENED in (known.modality, more.modality):  # what is planned in one place and done in another is done
                filled["modality"] = Modality.HAPPENED
            claims = tuple(dict.fromkeys((*longer.claims, *other.claims)))
            found[longer.name] = msgspec.structs.replace(longer, **filled, doubted=known.doubted and more.doubted, claims=claims)
            return
    found[more.name] = more
