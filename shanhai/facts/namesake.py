"""The place after which a local publisher is called by a short name: 秀山融媒, 开化发布, 龙山新闻网."""

from __future__ import annotations

from collections.abc import Collection

from shanhai.knowledge import places, words
from shanhai.model import PlaceRef

from .location import Locations, level_word, reference

_LONGEST, _SHORTEST = 4, 2  # characters of a short name


def called_after(name: str, locations: Locations, ours: Collection[str] = ()) -> list[PlaceRef]:
    """The place of a publisher's first word: one that the page names, else the only one that fits before a local paper's last word.

    `ours` are the levels at which the page says 我×: 龙山 is 龙山县, not 龙山区, to a page that says 我县.

    >>> [place.name for place in called_after("开化融媒", Locations(()))], called_after("新华网", Locations(()))
    (['开化县'], [])
    """
    opening = next((w for w in words.words("地方媒体首") if name.startswith(w)), "")
    if (short := name[len(opening) :]) in places.aliases() and opening:  # 云上|通山
        codes = {m.code for m in places.aliases()[short]}
        return _only(short, {c for c in codes if locations.counted()[c]} or codes, locations, ours)
    for length in range(_LONGEST, _SHORTEST - 1, -1):
        codes = {m.code for m in places.aliases().get(name[:length], ())}
        if len(named := {code for code in codes if locations.counted()[code]}) == 1:
            return [reference(named.pop())]
        if codes and name[length:] in words.words("地方媒体"):
            return _only(name[:length], codes, locations, ours)
    return []


def _only(short: str, codes: Collection[str], locations: Locations, ours: Collection[str]) -> list[PlaceRef]:
    current = sorted(code for code in codes if (row := places.place(code)) and row.current and row.level in ("prefecture", "county"))
    fitting = [code for code in current if level_word(reference(code)) in ours] or current
    if not fitting or short in words.words("非地方媒体"):
        return []
    place = locations.meant(short, fitting)
    return [place] if place.code else []
