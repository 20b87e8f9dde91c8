"""How two places lie to each other: the same, one in the other, apart, or not known."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from shanhai.knowledge.places import ancestors, place
from shanhai.knowledge.zones import zones
from shanhai.model import PlaceRef

UNKNOWN = "-"
"""The region of a place that is not known, in keys."""


class Nearness(StrEnum):
    """What two places are to each other."""

    SAME = "same"
    WITHIN = "within"
    UNKNOWN = "unknown"
    APART = "apart"


def nearness(one: PlaceRef | None, other: PlaceRef | None) -> Nearness:
    """What two places are to each other; a former county is the same as what became of it.

    >>> lucheng, wenzhou = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="温州市", code="330300")
    >>> nearness(lucheng, wenzhou).value, nearness(lucheng, PlaceRef(name="洞头区", code="330305")).value, nearness(lucheng, None).value
    ('within', 'apart', 'unknown')
    >>> nearness(PlaceRef(name="洞头县", code="330322"), PlaceRef(name="洞头区", code="330305")).value
    'same'
    """
    if one is None or other is None:
        return Nearness.UNKNOWN
    above, below = chain(one), chain(other)
    if above[0] == below[0]:
        return Nearness.SAME
    if above[0] in below or below[0] in above:
        return Nearness.WITHIN
    return Nearness.APART if one.code and other.code else Nearness.UNKNOWN if len(above) == 1 or len(below) == 1 else Nearness.APART


def chain(ref: PlaceRef) -> tuple[str, ...]:
    """The key of a place and those of all that it lies in, nearest first.

    >>> chain(PlaceRef(name="鹿城区", code="330302"))
    ('330302', '330300', '330000')
    """
    return _chain(ref.name, ref.code)


def province(ref: PlaceRef | None) -> str:
    """The first two digits of a place's province, as keys use them.

    >>> province(PlaceRef(name="鹿城区", code="330302")), province(None)
    ('33', '-')
    """
    top = chain(ref)[-1] if ref else UNKNOWN
    return top[:2] if top[:2].isdecimal() else UNKNOWN


def prefecture(ref: PlaceRef | None) -> str:
    """The key of the prefecture that a place is or lies in; of the province for a province, and for counties directly below one their own.

    >>> prefecture(PlaceRef(name="鹿城区", code="330302")), prefecture(PlaceRef(name="浙江省", code="330000"))
    ('330300', '330000')
    """
    if ref is None:
        return UNKNOWN
    known = chain(ref)
    return known[-2] if len(known) > 1 else known[0]


@cache
def _chain(name: str, code: str | None) -> tuple[str, ...]:
    if code is None:
        bearers = zones().get(name, ())
        hosts = bearers[0].hosts if len(bearers) == 1 else ()
        return (name, *(_chain(hosts[0], hosts[0]) if hosts else ()))
    found = place(code)
    if found is None:
        return (code,)
    today = place(found.successor) if found.successor and not found.current else None
    here = today or found
    return (here.code, *(above.code for above in ancestors(here.code)))
