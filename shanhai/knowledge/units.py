"""Units and qualifiers of numbers: 万元, 名, 亩, 人次; 约, 余, 超, 近, 以上, 达, 累计, 预计."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from shanhai.model.vocabulary import Qualifier

from .load import table


class UnitKind(StrEnum):
    """What a unit counts."""

    MONEY = "money"
    PEOPLE = "people"
    COUNT = "count"
    AREA = "area"
    WEIGHT = "weight"
    VOLUME = "volume"
    ENERGY = "energy"
    LENGTH = "length"
    TIME = "time"
    SHARE = "share"


@cache
def units() -> Mapping[str, UnitKind]:
    """Every unit without the scale before it, with its kind.

    >>> units()["亩"].value, units()["人次"].value
    ('area', 'people')
    """
    return MappingProxyType({row["unit"]: UnitKind(row["kind"]) for row in table("units")})


@cache
def meanings() -> Mapping[str, str]:
    """The usual unit for those that have one (个人: 人, 平米: 平方米).

    >>> meanings()["平米"]
    '平方米'
    """
    return MappingProxyType({row["unit"]: row["means"] for row in table("units") if row["means"]})


@cache
def qualifiers(position: str) -> Mapping[str, Qualifier]:
    """The words that qualify a number where they stand: before it, inside it (before the scale or unit), after it.

    >>> qualifiers("inside")["余"].value, qualifiers("before")["不少于"].value
    ('余', '以上')
    """
    return MappingProxyType({row["word"]: Qualifier(row["qualifier"]) for row in table("qualifiers") if row["position"] == position})
