"""Which place a cell means: the deepest that it names, told from its namesakes by what else the cell and the sheet say."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from shanhai.knowledge import places
from shanhai.knowledge.zones import zones
from shanhai.model import PlaceRef

LONGEST = 15
"""Characters of the longest name that is looked for: that of an autonomous prefecture."""


@lru_cache(20_000)
def place_in(text: str, near: frozenset[str] = frozenset()) -> PlaceRef | None:
    """The place that a text names; null where it names none. `near` are codes that are spoken of anyway.

    >>> place_in("温州鹿城").code, place_in("鹿城区党政代表团").code, place_in("桃城区（衡水）").code, place_in("县工商联")
    ('330302', '330302', '131102', None)
    >>> place_in("鼓楼区").code, place_in("鼓楼区", frozenset({"320100"})).code, len(place_in("鼓楼区").candidates) > 2
    (None, '320106', True)
    """
    words = "".join(text.split())
    if words.isdecimal() and (known := places.place(words)):
        return PlaceRef(name=known.name, code=known.code)
    if words in zones():
        return PlaceRef(name=zones()[words][0].name)
    named = _named(words)
    if not named:
        return None
    name, codes = _deepest(named)
    beside = {code for other, found in named if other != name for code in found} | near
    chosen = _among(codes, beside)
    if len(chosen) == 1:
        known = places.place(chosen[0])
        return PlaceRef(name=known.name if known else name, code=chosen[0])
    return PlaceRef(name=name, candidates=chosen)


def _named(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The names of divisions in a text, the longest at each position, with what they may mean."""
    found: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    while at < len(text):
        for end in range(min(len(text), at + LONGEST), at + 1, -1):
            name = text[at:end]
            if name in places.aliases() and (bearers := places.named(name)):
                found.append((name, _today(bearers)))
                at = end
                break
        else:
            at += 1
    return found


def _today(bearers: Collection[places.Place]) -> tuple[str, ...]:
    """The codes under which places go on today."""
    return tuple(dict.fromkeys(each.successor if each.successor and not each.current else each.code for each in bearers))


def _deepest(named: list[tuple[str, tuple[str, ...]]]) -> tuple[str, tuple[str, ...]]:
    """Of a chain (浙江省温州市鹿城区, 桃城区（衡水）) its last link; of places side by side the first."""
    chosen = named[0]
    for other in named[1:]:
        if any(places.within(code, above) and code != above for code in other[1] for above in chosen[1]):
            chosen = other
    return chosen


def _among(codes: tuple[str, ...], beside: Collection[str]) -> tuple[str, ...]:
    """Those that lie in what is named beside, in the nearest of them; all where none does."""
    if len(codes) == 1:
        return codes
    depth = {code: max((len(above) - above.count("0") for above in beside if places.within(code, above)), default=0) for code in codes}
    best = max(depth.values())
    return tuple(code for code in codes if depth[code] == best)


def codes_of(ref: PlaceRef | None) -> tuple[str, ...]:
    """What a place may mean.

    >>> codes_of(PlaceRef(name="鹿城区", code="330302")), codes_of(PlaceRef(name="甲园")), codes_of(None)
    (('330302',), (), ())
    """
    return () if ref is None else (ref.code,) if ref.code else ref.candidates


def chain_of(ref: PlaceRef | None) -> frozenset[str]:
    """A place and all it lies in."""
    codes = codes_of(ref)
    return frozenset((*codes, *(above.code for code in codes for above in places.ancestors(code)))) if len(codes) == 1 else frozenset()
