"""The division of a level that a place stands for: a county's prefecture, a zone's county."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from shanhai.knowledge.adjacency import neighbours
from shanhai.knowledge.places import Place, place
from shanhai.model import PlaceRef

from .nearness import chain


class Level(StrEnum):
    """The levels at which places are told apart, as knowledge has them."""

    PROVINCE = "province"
    PREFECTURE = "prefecture"
    COUNTY = "county"


# Kinds of provinces that have no prefectures and stand among them.
_UNDIVIDED = frozenset({"直辖市", "特别行政区"})


def unit(ref: PlaceRef, level: Level) -> str | None:
    """The code of the division of that level that a place is or lies in; null for a place above it, and where it is not known.

    A county directly under its province stands among prefectures for itself, a municipality and its districts for the municipality.

    >>> unit(PlaceRef(name="鹿城区", code="330302"), Level.PREFECTURE), unit(PlaceRef(name="浙江省", code="330000"), Level.PREFECTURE)
    ('330300', None)
    >>> unit(PlaceRef(name="东城区", code="110101"), Level.PREFECTURE), unit(PlaceRef(name="仙桃市", code="429004"), Level.PREFECTURE)
    ('110000', '429004')
    """
    return _unit(chain(ref), level)


@cache
def _unit(keys: tuple[str, ...], level: Level) -> str | None:
    above = [found for key in keys if (found := place(key))]
    own = next((each for each in above if each.level == level), None)
    if own or level is not Level.PREFECTURE:
        return own.code if own else None
    return _in_place_of_a_prefecture(above)


def _in_place_of_a_prefecture(above: list[Place]) -> str | None:
    whole = next((each for each in above if each.kind in _UNDIVIDED), None)
    if whole:
        return whole.code
    return next((each.code for each in above if each.level == Level.COUNTY), None)


@cache
def bordering(code: str, level: Level) -> frozenset[str]:
    """The neighbours of a division among those of the level; none where the table has no borders for it at that level.

    >>> "331100" in bordering("330300", Level.PREFECTURE), bordering("110000", Level.PREFECTURE)
    (True, frozenset())
    """
    here = place(code)
    if here is None or here.level != level:
        return frozenset()
    return frozenset(other for other in neighbours(code) if (found := place(other)) and found.level == level)
