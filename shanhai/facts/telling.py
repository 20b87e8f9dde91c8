"""What a page tells of a thing that has a name (a project, a platform), and several tellings made one."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import msgspec

from shanhai.model import Modality, PlaceRef, When
from shanhai.model.struct import Value

from .evidence import Claim


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


def _precision(when: When) -> int:
    """How much a date says: 近日 nothing, 去年11月8日 a day, 2021年11月8日 a day of a year.

    >>> _precision(When(text="近日")) < _precision(When(text="11月8日", start="--11-08")) < _precision(When(text="2021年", start="2021"))
    True
    """
    return 0 if when.start is None else 1 if when.start.startswith("-") else 2


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
            filled["date"] = max((w for w in (longer.date, other.date) if w is not None), key=_precision, default=None)
            if Modality.HAPPENED in (known.modality, more.modality):  # what is planned in one place and done in another is done
                filled["modality"] = Modality.HAPPENED
            claims = tuple(dict.fromkeys((*longer.claims, *other.claims)))
            found[longer.name] = msgspec.structs.replace(longer, **filled, doubted=known.doubted and more.doubted, claims=claims)
            return
    found[more.name] = more
