"""When two names, places, programmes or quantities are the same to the scorer."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import yaml

from shanhai.knowledge.load import table
from shanhai.knowledge.places import aliases, place

from .item import PlaceName

# 0.5: 浙江禾衢精工 stands for 浙江禾衢精工有限公司; shorter forms (禾衢) are too often another thing
CONTAINED = 0.5
# 0.6 of the character pairs: 联席会议 with or without its ordinal, not two different meetings of one pair (labels of 24 pages)
ALIKE = 0.6


@cache
def rules() -> Mapping[str, Any]:
    """The lists of `rules.yaml`."""
    found: Mapping[str, Any] = yaml.safe_load((Path(__file__).parent / "rules.yaml").read_text("utf-8"))
    return found


def normal(text: object) -> str:
    """The text without width, spaces and marks; empty for null.

    >>> normal("“海曙区”—庆元县 （第２次）"), normal(None)
    ('海曙区庆元县第2次', '')
    """
    return unicodedata.normalize("NFKC", str(text or "")).translate(_marks())


@cache
def _marks() -> dict[int, None]:
    spaces = {code: None for code in range(0x3001) if chr(code).isspace()}
    return spaces | {ord(mark): None for mark in rules()["marks"]}


@cache
def _shorter() -> tuple[tuple[str, str], ...]:
    """Official long forms and the common ones: autonomous units, organisations; longest first."""
    divisions = [(row["name"], row["common"]) for row in table("places") if row["common"] != row["name"] and not row["until"]]
    organs = [(row["full"], row["short"]) for row in table("organs") if row["full"] != row["short"]]
    found = [(normal(long), normal(short)) for long, short in divisions + organs]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


@lru_cache(100_000)
def customary(name: str) -> str:
    """The name with every official long form in its common one.

    >>> customary("中共长阳土家族自治县委员会"), customary("杭州市发展和改革委员会")
    ('长阳县委', '杭州市发改委')
    """
    name = normal(name)
    for head in rules()["party_heads"]:
        name = name.removeprefix(head)
    for long, short in _shorter():
        if long in name:
            name = name.replace(long, short)
    for tail, short in rules()["tails_of_divisions"].items():
        for division in rules()["divisions"]:
            name = name.replace(division + tail, division + short)
    return name


def pairs(text: object) -> frozenset[str]:
    """The pairs of neighbouring characters; one character stands for itself.

    >>> sorted(pairs("联席会")), sorted(pairs("会"))
    (['席会', '联席'], ['会'])
    """
    plain = normal(text)
    return frozenset(plain[at : at + 2] for at in range(len(plain) - 1)) or frozenset({plain} if plain else ())


def contained(a: str, b: str, least: float = CONTAINED) -> bool:
    """Whether the names are the same, or the shorter lies in the longer and is at least `least` as long.

    >>> contained("浙江禾衢精工", "浙江禾衢精工有限公司"), contained("禾衢", "浙江禾衢精工有限公司")
    (True, False)
    """
    a, b = customary(a), customary(b)
    if a == b:
        return True
    short, long = sorted((a, b), key=len)
    return len(short) >= 2 and short in long and len(short) >= least * len(long)


def alike(a: str, b: str) -> bool:
    """Whether the names are contained in one another or share most of their character pairs.

    >>> alike("甲县·乙县第六次联席会议", "甲县—乙县联席会议"), alike("甲县干部大会", "乙县推介会")
    (True, False)
    """
    if contained(a, b):
        return True
    x, y = pairs(a), pairs(b)
    return bool(x and y) and 2 * len(x & y) / (len(x) + len(y)) >= ALIKE


@lru_cache(100_000)
def codes(name: str) -> frozenset[str]:
    """The codes of every division that bears or bore this name, and of those that followed it.

    >>> sorted(codes("洞头县"))
    ['330305', '330322']
    """
    own = {alias.code for alias in aliases().get(name, ())}
    return frozenset(own | {here.successor for code in own if (here := place(code)) and here.successor})


def same_place(a: PlaceName, b: PlaceName) -> bool:
    """Whether two names mean the same place: by name, by code, or as names of one division at different times.

    >>> same_place(PlaceName(name="洞头县"), PlaceName(name="洞头区", code="330305"))
    True
    """
    if not a.name or not b.name:
        return False
    if customary(a.name) == customary(b.name):
        return True
    left = frozenset({a.code}) if a.code else codes(a.name)
    right = frozenset({b.code}) if b.code else codes(b.name)
    return bool(left & right)


def programme_names(*stated: object) -> frozenset[str]:
    """The programme as said and its family, without 工程 and 工作.

    >>> sorted(programme_names("闽宁协作")), sorted(programme_names("山海协作工程", None))
    (['东西部协作', '闽宁协作'], ['山海协作'])
    """
    names = {normal(name) for name in stated if normal(name)}
    for tail in rules()["programme_tails"]:
        names = {name.removesuffix(tail) for name in names}
    return frozenset(names | {family for family, members in rules()["families"].items() if names & set(members)})


def number(value: object) -> float | None:
    """The number, rounded to six places; null for what is none.

    >>> number("4.6"), number(None), number("十")
    (4.6, None, None)
    """
    if not isinstance(value, str | int | float | Decimal):
        return None
    try:
        return round(float(value), 6)
    except ValueError:
        return None


def based(value: object, unit: object) -> tuple[float, str] | None:
    """Value and unit multiplied out: 25 万元 is 250000 元; null without a number.

    >>> based(25, "万元"), based("34", "名"), based(3, "千瓦"), based(None, "个")
    ((250000.0, '元'), (34.0, '人'), (3.0, '千瓦'), None)
    """
    amount, name = number(value), normal(unit)
    if amount is None:
        return None
    for mark, factor in rules()["multipliers"].items():
        if name.startswith(mark) and name not in rules()["whole_units"]:
            return abs(round(amount * factor, 4)), name[len(mark) :] or rules()["bare_unit"]
    return abs(amount), rules()["same_units"].get(name, name)
