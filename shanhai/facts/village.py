"""Villages: each under its own name, and the one by which a site in it is told."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

_DIVISIONS = (*"省市县区州旗盟镇乡", "苏木", "街道")
VILLAGES, _WARDS = ("村", "嘎查"), ("社区",)
_TOWN = re.compile(r"^[^\W\d_]{1,4}(?:镇|乡|街道|苏木)(?=.{2,})")  # 丁镇|戊村 of a town that nobody knows
_VILLAGE, _POINT, _SHORT = "村", "点", 2
_OWN = re.compile(r"(?:[^\W\d_的]{1,4}(?:镇|乡|街道))?(?P<name>(?!镇|乡|街道)[^\W\d_的]{1,4}?村)(?![民委口里落史部集])")
_IN_TOWN = re.compile(r"(?:[^\W\d_的]{1,12}(?:镇|乡|街道))?(?P<name>(?!镇|乡|街道)[^\W\d_的]{1,4}?村)")
# 甲街道乙社区|党群服务中心
_COMMUNITY = re.compile(
    r"(?:[^\W\d_的]{1,4}(?:镇|乡|街道))?(?P<name>(?!镇|乡|街道)(?:[^\W\d_的]{2,6}社区|[^\W\d_的]{2,4}村))"
    rf"(?:{words.alternation('村社服务')})[^\W\d_的]{{2,10}}"
)


def village(mention: Mention, name: str) -> str | None:
    """The village that a site is, or in which it stands, without the places above it; None where its name tells none.

    甲镇|乙村, 丙县的|丁村, 甲镇|乙村|荔枝园, 甲街道|乙社区|党群服务中心: where it stands is told only behind a place or a town.
    """
    name = name[name.rfind("”") + 1 :] if name.endswith(_VILLAGE) else name  # “最美乡村”|乙村
    first = next((p for p in mention.parts if p.start == mention.start and p.type == "place"), None)
    rest = mention.text[len(first.text) :].removeprefix("的") if first else name
    if name.endswith(_VILLAGE) and mention.value == "site-place":
        own = rest if rest.endswith(_VILLAGE) else name
        own = whole["name"] if (whole := _IN_TOWN.fullmatch(own)) else own
        return own if len(own) > 1 and own not in words.words("泛村") and not own.endswith(_kinds()) else None
    if name.endswith(VILLAGES[1]) and mention.value == "site-place":
        towns = (p.end - mention.start for p in mention.parts if p.text.endswith(_DIVISIONS))
        return mention.text[max(towns, default=0) :]
    if (community := _COMMUNITY.fullmatch(rest)) and not (
        community["name"].startswith(words.words("泛单位首")) or community["name"].endswith(words.words("泛村"))
    ):
        return community["name"]
    told = _OWN.match(rest)
    if told is None or not (first or told.start("name") or name.endswith(_POINT)) or told["name"].endswith(words.words("泛村")):
        return None
    return told["name"]


def village_name(mention: Mention) -> str | None:
    """The name of a village or ward as a side of a pair, without what it lies in: 丁村 for 甲市丙镇丁村; None for what is neither."""
    kind = next((k for k in (*VILLAGES, *_WARDS) if mention.text.endswith(k)), None)
    if kind is None:
        return None
    named = mention.end - len(kind)  # a place right before it is its name: 甲街道|鹤峰社区
    last = max((p.end for p in mention.parts if p.type == "place" and p.end < named), default=mention.start)
    return _TOWN.sub("", mention.text[last - mention.start :])


@cache
def _kinds() -> tuple[str, ...]:
    """Words for a kind of village of which no village's name is the end: 特色村, 示范村."""
    return tuple(word for word in words.words("泛村") if len(word) > _SHORT)
