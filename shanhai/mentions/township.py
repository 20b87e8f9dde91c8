"""Townships that no list has: behind their county, by their own committee or government, or where one fills a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import worded
from .spans import offsets_within

# A township that no list has is read only where it fills a line or a table's cell.
_TOWNSHIP = re.compile(r"(?<![^\n\t])[\u4e00-\u9fff]{2,4}?(?:镇|乡|街道)(?=[\n\t]|$)")
_BEHIND = re.compile(r"[^\W\d_a-zA-Z的在与和及有等到各两几一二三四五六七八九十]{2,3}?(?:镇|乡|街道)(?![政村长])")
# One that governs or whose people go somewhere, at the head of a clause or behind what sends or joins it.
_GOVERNING = re.compile(
    rf"(?<![^\n，。；、：和与同及向由赴])[\u4e00-\u9fff]{{2}}(?:镇|乡)(?=党工委|{words.alternation('党委政府')}|赴|前往)"
)
# One with its village: 甲镇|乙村.
_VILLAGE = re.compile(r"(?P<village>[\u4e00-\u9fff]{2,3}村)(?![民委里庄寨头口居支落])")
_OF_VILLAGE = re.compile(
    r"(?<![^\n，。；、：和与同及向由赴到在了])(?P<name>[^\W\d_a-zA-Z的在与和同跟及有等到各两几一二三四五六七八九十]{2,3}(?:镇|乡))(?=[\u4e00-\u9fff]{2,3}村)"
)
# 永清|、红堡、秦亭等乡镇: the rest of a list of places that its end calls towns or villages.
_MANY = r"(?:\d{1,2}|[两二三四五六七八九十数几多]{1,2})"
_CALLED_TOWNS = re.compile(rf"(?:、[^\W\d_a-zA-Z两各等地和及与的]{{2,4}}){{0,12}}?(?:等{_MANY}?|{_MANY})个?(?:{words.alternation('镇街')})")
# One of two that are joined, at a mark or at the other: 甲镇帮乙镇、丙镇与丁镇.
_JOINT = "(?:结对)?(?:帮扶?|对|与|和|同|跟)|结对|[—－–-]{1,2}"
_JOINED = re.compile(
    rf"(?:(?P<before>{_JOINT})|(?<=[，、；：\n])[如由在即]?|^)"
    r"(?P<name>[^\W\d_a-zA-Z的在与和同跟及有等到各对帮两几一二三四五六七八九十]{1,3}(?:镇|乡|街道))"
    rf"(?=(?P<after>{_JOINT})|[，、；。\n等的]|$)"
)


def unlisted(text: str, links: Sequence[Mention]) -> Iterator[Mention]:
    """Every such township of a text, given its listed places and zones, also where the page names one again alone."""
    filling = list(_filling(text, links))
    behind = [*_governing(text, links), *_behind_county(text, [*links, *filling]), *_beside(text, links), *_of_villages(text, links)]
    yield from filling
    yield from behind
    yield from _again(text, behind, [*links, *filling])


def called_town(text: str, start: int, end: int) -> bool:
    """Whether a short name is one of a list that its end calls towns or villages, whatever else is called so.

    >>> called_town("到永清、红堡等乡镇调研", 1, 3), called_town("到永清县、红堡等地调研", 1, 4)
    (True, False)
    """
    rest = _CALLED_TOWNS.match(text, end) if text[end - 1] not in "省市县区州旗" else None
    return rest is not None and (rest[0].startswith("、") or text[start - 1 : start] == "、")


def _filling(text: str, links: Sequence[Mention]) -> Iterator[Mention]:
    """Townships that fill a line or a table's cell."""
    for m in _TOWNSHIP.finditer(text):
        if not any(t.start < m.end() and m.start() < t.end for t in links) and m[0] not in words.words("非乡镇"):
            yield Mention(type="place", start=m.start(), end=m.end(), text=m[0])


def village_behind(text: str, end: int) -> bool:
    """Whether a village stands right behind a township: 甲镇|平楼村.

    >>> village_behind("罗圩乡平楼村", 3), village_behind("罗圩乡先进示范村", 3)
    (True, False)
    """
    hit = _VILLAGE.match(text, end)
    return hit is not None and not hit["village"].endswith(words.words("泛村")) and not worded(hit["village"])


def _of_villages(text: str, links: Sequence[Mention]) -> Iterator[Mention]:
    """Townships that no list has, by the village behind them: 岳东镇|双柏村."""
    taken = offsets_within(links)
    for hit in _OF_VILLAGE.finditer(text):
        start, end = hit.span("name")
        told = hit["name"] in words.words("非乡镇") or hit["name"].endswith(words.words("非乡镇尾")) or worded(hit["name"])
        if not told and not taken & set(range(start, end)) and village_behind(text, end):
            yield Mention(type="place", start=start, end=end, text=hit["name"])


def _governing(text: str, links: Sequence[Mention]) -> list[Mention]:
    """Townships that no list has, by their own committee or government, or as those who go: 大溪乡|党委书记, 大溪乡|赴甲县."""
    taken = offsets_within(links)
    found = []
    for hit in _GOVERNING.finditer(text):
        start, end = hit.span()
        if not taken & set(range(start, end)) and hit[0] not in words.words("非乡镇") and not worded(hit[0]):
            found.append(Mention(type="place", start=start, end=end, text=hit[0]))
    return found


def _beside(text: str, links: Sequence[Mention]) -> Iterator[Mention]:
    """Townships that no list has, joined to a place: 、丙镇帮|甲镇、|乙镇与丁市、."""
    taken = offsets_within(links)
    starts, ends = {m.start for m in links if m.type == "place"}, {m.end for m in links if m.type == "place"}
    for hit in _JOINED.finditer(text):
        start, end = hit.span("name")
        beside = (hit["before"] and hit.start("before") in ends) or (hit["after"] and hit.end("after") in starts)
        if beside and not taken & set(range(start, end)) and hit["name"] not in words.words("非乡镇") and not worded(hit["name"]):
            yield Mention(type="place", start=start, end=end, text=hit["name"])


def _behind_county(text: str, links: Sequence[Mention]) -> list[Mention]:
    """Townships that no list has, right behind the county or the city in which they lie."""
    starts = {m.start for m in links}
    found = []
    for link in links:
        hit = _BEHIND.match(text, link.end) if link.type == "place" and link.text[-1] in "县区市旗" else None
        if hit is None or any(i in starts for i in range(link.end, hit.end())) or hit[0].startswith(words.words("泛单位首")):
            continue
        known = hit[0] in words.words("直管镇")
        if known or not (hit[0].endswith(words.words("非乡镇尾")) or hit[0] in words.words("非乡镇") or worded(hit[0])):
            found.append(Mention(type="place", start=hit.start(), end=hit.end(), text=hit[0]))
    return found


def _again(text: str, found: Sequence[Mention], links: Sequence[Mention]) -> list[Mention]:
    """Townships that no list has, where the page names them again without their county."""
    taken = offsets_within((*links, *found))
    again = (m for name in dict.fromkeys(m.text for m in found) for m in re.finditer(re.escape(name), text))
    return [Mention(type="place", start=m.start(), end=m.end(), text=m[0]) for m in again if not taken & set(range(*m.span()))]
