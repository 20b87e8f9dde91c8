"""How a visit calls what was seen."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

_OURS = re.compile("^[我本](?:[省市县区州旗镇乡](?=..))")  # 我县|甲福利院
_VILLAGES = ("村", "社区")
_IN_TOWN = re.compile(r"[^、，]{2,}(?:[镇乡市县区旗州]|街道|苏木|管委会)(?P<own>(?!村|社区).{2,})")


def sight(site: Mention) -> str:
    """The name of a site: a village by its own (乙镇|丙村), what is ours without 我, what somebody built without him."""
    if site.type == "place" and site.parts:
        return site.parts[-1].text
    place = next((p for p in site.parts if p.type == "place" and p.start == site.start), None)
    own = site.text[place.end - site.start :] if place is not None else ""
    own = town["own"] if (town := _IN_TOWN.fullmatch(site.text)) else own
    return own if own.endswith(_VILLAGES) and own not in _VILLAGES else _helped().sub("", _OURS.sub("", site.text))


@cache
def _helped() -> re.Pattern[str]:
    """Who built it, before the name of what was seen: 甲市援建的|乙中学."""
    return re.compile(rf"^[^，。、]{{2,12}}?(?:{words.alternation('援建')})的(?=..)")
