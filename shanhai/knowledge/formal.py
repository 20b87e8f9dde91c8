"""The formal names of bodies that are called by less: autonomous units without their peoples, courts without 人民."""

from __future__ import annotations

import re
from functools import lru_cache

from .places import aliases, place, with_peoples
from .words import words

_COURT = re.compile(r"(?P<place>[^院]{2,12}?)(?P<court>法院|检察院)(?P<unit>[^院]*)")
_COUNTIES, _SHORTEST = frozenset("县区旗市"), 2


@lru_cache(maxsize=4096)
def formal(name: str) -> str:
    """A body's name with the peoples of its autonomous unit, and a county's court or procuratorate as the law has it.

    >>> formal("彭水自治县教育局"), formal("霍邱法院"), formal("津南区检察院"), formal("丹江口市教育局")
    ('彭水苗族土家族自治县教育局', '霍邱县人民法院', '津南区人民检察院', '丹江口市教育局')
    """
    return _court(with_peoples(name))


def _court(name: str) -> str:
    called = _COURT.fullmatch(name)
    if called is None or called["place"].endswith(words("法院种类")):
        return name
    codes = {alias.code for alias in aliases().get(called["place"], ())}
    rows = [row for code in codes if (row := place(code)) and row.current and row.level == "county"]
    if len(rows) != 1:
        return name
    own = called["place"] if called["place"][-1] in _COUNTIES and len(called["place"]) > _SHORTEST else rows[0].name
    return f"{own}人民{called['court']}{called['unit']}"
