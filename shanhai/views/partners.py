"""With whom a place has to do: the other sides of its visits and pairings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from shanhai.model import PlaceRef
from shanhai.model.struct import Value

from .parts import Brief
from .statement import Statement

SIDES = (("visitor_place", "host_place"), ("host_place", "visitor_place"), ("a", "b"), ("b", "a"))
"""The own side of a fact, and the other."""


class Partner(Value, frozen=True, kw_only=True):
    """Another place, and how often the place went there, was called on from there, and is paired with it."""

    place: PlaceRef
    out: int = 0
    into: int = 0
    pairings: int = 0


def partners(statements: Iterable[Statement | Brief], inside: Collection[str]) -> tuple[Partner, ...]:
    """The other places of visits and pairings whose own side is among the keys; those with most ties first.

    >>> from shanhai.model import Visit
    >>> from shanhai.views import PageHead
    >>> tonglu, hengshui = PlaceRef(name="桐庐县", code="330122"), PlaceRef(name="衡水市", code="131100")
    >>> told = Statement(fact=Visit(id="1", page="p", visitor_place=tonglu, host_place=hengshui), page=PageHead(id="p", source="a.txt"))
    >>> [(each.place.name, each.out) for each in partners([told], {"330122"})]
    [('衡水市', 1)]
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    known: dict[str, PlaceRef] = {}
    for stated in statements:
        for own, other in SIDES:
            here, there = getattr(stated.fact, own, None), getattr(stated.fact, other, None)
            if isinstance(here, PlaceRef) and isinstance(there, PlaceRef) and _key(here) in inside and _key(there) not in inside:
                known[_key(there)] = there
                counts[_key(there)][{"visitor_place": "out", "host_place": "into"}.get(own, "pairings")] += 1
    made = (Partner(place=known[key], **held) for key, held in counts.items())
    return tuple(sorted(made, key=lambda each: (-each.out - each.into - each.pairings, _key(each.place))))


def _key(ref: PlaceRef) -> str:
    return ref.code or ref.name
