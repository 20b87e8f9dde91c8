"""What only describes an organisation rather than names it: 双方医院, 18家企业, 柑橘基地, 各村."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import organizations as known
from shanhai.knowledge import places, words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.mentions.lexicon import runs_on, says_more, starts_with_word, worded
from shanhai.mentions.site import kind_of
from shanhai.model import Mention

from .location import flatten

LEVELS = ("自治区", "省", "市", "县", "区", "州", "旗", "盟", "镇", "乡")
"""How the names of divisions end."""
_NUMBERED = re.compile(
    rf"(?:\d+(?:余|多)?|(?<=[^第十])[一二三四五六七八九十两几数]+(?:余|多)?)(?:{words.alternation('机构量词')})|(?<=.)[两三](?:{words.alternation('两家')})$"
)
_COUNTY = 6  # digits of the code of a county or more
_NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千几数]+)(?:余|多)?[万亿]?(?:余|多)?"
_MEASURED = re.compile(rf"{_NUMBER}(?:{words.alternation('计量')}|\d*年(?!华))")
# 甲州8县|医院, 乙等|村, 50万元|奖励旅行社
_OF_MANY = re.compile(r"\d[省市县区州旗镇乡](?!委)|等[县镇乡村]$|^\d+(?:\.\d+)?[万亿]?元")
# 二十届三中全会 is no school.
_SESSION = re.compile(r"届[一二三四五六七]中$")
_PROVINCE = (2, 3)  # characters of a province's short name
COUNTED = re.compile(
    rf"\d+(?:[多余]|{words.alternation('机构量词')})|[一二三四五六七八九十百]+(?:余|多)?(?:{words.alternation('机构量词')})"
)
_OF_KIND = re.compile(r"[“‘](?P<said>[^”’]+)[”’](?P<head>[\u4e00-\u9fff]+)")
_LEGAL_FORM = re.compile(rf"(?:{words.alternation('有限责任')})?公司\Z")
_PARKS, _CONGRESS, _NATIONAL = "园区", "人大", "全国"


def beginning(mention: Mention) -> Mention | None:
    """The place or zone with which a name begins."""
    return next((p for p in mention.parts if p.start == mention.start and p.type in ("place", "zone")), None)


def describes(mention: Mention, name: str) -> bool:
    """Whether a phrase describes an organisation rather than names it: 双方医院, 18家企业, 柑橘基地, 各村."""
    first = beginning(mention)
    placed = first is not None or _of_province(name)  # 新龙县中学 is no new school
    if name in words.words("部委") or name in words.words("知名企业"):
        return False
    if first is None and ((mention.value == "company" and only_kind_of_firm(name)) or _congress_in_passing(mention, name)):
        return True  # 园林绿化公司
    if (
        (name.startswith(words.words("泛单位首")) and not placed)
        or name.endswith(words.words("泛村"))
        or name in words.words("泛单位")
        or words.any_of("泛单位中").search(name)
    ):
        return True
    if (
        COUNTED.match(name)
        or _NUMBERED.search(name)
        or _SESSION.search(name)
        or _OF_MANY.search(name)
        or _told_of(mention, name, placed=placed)
        or (mention.value in INSTITUTIONS and _kind_of_school().fullmatch(name))
        or name.endswith(words.words("泛单位尾"))
        or any(p.type == "deixis" for p in flatten(mention.parts))
    ):
        return True
    if first is not None and mention.value in INSTITUTIONS and _kind_of_school().fullmatch(name.removeprefix(first.text)):
        return True  # 甲市|三级医院
    quoted = _OF_KIND.fullmatch(name)
    if quoted and quoted["said"] in (*words.words("协作名"), *words.words("泛项目")) and _of_kind(quoted["head"]):
        return True  # “飞地”产业园
    tie = next((p for p in mention.parts if p.type == "programme" and p.start == mention.start and not p.parts), None)
    if tie is not None and mention.type == "site" and tie.text in words.words("泛项目") and _of_kind(name.removeprefix(tie.text)):
        return True  # 山海协作|产业园 is one of many
    if (
        first is not None
        and any(len(code) == _COUNTY for code in (first.value or "").split("|"))
        and name.removeprefix(first.text) in words.words("泛地后")
    ):
        return True  # 甲市|学校
    if first is not None and name.removeprefix(first.text).removesuffix(_PARKS) in words.words("协作名") and name.endswith(_PARKS):
        return True  # 协助甲市|共建园区
    if name.startswith("第") or _of_level(name) or any(p.type == "programme" and len(p.parts) > 1 for p in mention.parts):
        return False  # 第十批援藏工作队 is the only one, and so is 浙川协作产业园
    if name.endswith(words.words("企业")) or any(p.type in ("place", "zone") for p in flatten(mention.parts)):
        return False
    # Schools and hospitals may be called by ordinary words: 甲乙天府中学.
    return worded(name) and not _of_province(name) and not (mention.value in INSTITUTIONS and says_more(name, words.words("泛校词")))


def _congress_in_passing(mention: Mention, name: str) -> bool:
    """Whether a congress is told of without saying whose: 展陈人大|发展历史."""
    return mention.value == "congress" and name.endswith(_CONGRESS) and not name.startswith((*LEVELS, _NATIONAL))


def _of_kind(head: str) -> bool:
    """Whether what stands behind a programme or a quotation is the kind alone: 产业园, 强村产业园."""
    return head in known.suffixes() or (kind_of(head) is not None and worded(head))


def _of_province(name: str) -> bool:
    """Whether a name begins with that of a province, told as a place or not: 新疆师范大学."""
    return any(alias.code.endswith("0000") for length in _PROVINCE for alias in places.aliases().get(name[:length], ()))


def _told_of(mention: Mention, name: str, *, placed: bool) -> bool:
    """Whether a name that no place begins counts (28万亩菜园) or is part of a clause (像甲大学); a site of a tour with a verb is one."""
    if placed:
        return False
    if _MEASURED.match(name) or (mention.value == "site" and runs_on(name)):
        return True
    opening = words.words("非名称首")
    return name.startswith(opening) and any(starts_with_word(name, word) for word in opening if name.startswith(word))


@cache
def _kind_of_school() -> re.Pattern[str]:
    """A name that only says what kind of school or hospital is meant: 公立医院, 优质普通高中, 基层卫生院."""
    first, further, kinds = (words.alternation(kind) for kind in ("泛校首", "泛校词", "敬老院"))
    return re.compile(rf"(?:{first})(?:{first}|{further}|{kinds})*")


def only_kind_of_firm(name: str) -> bool:
    """Whether a name only says what kind of firm is meant (投资有限责任公司)."""
    return bool(_LEGAL_FORM.search(name) and _kind_of_firm().fullmatch(_LEGAL_FORM.sub("", name)))


@cache
def _kind_of_firm() -> re.Pattern[str]:
    """A firm's name, but for its legal form, that only says what kind of firm is meant: 投资, 文旅开发."""
    return re.compile(rf"(?:“[^”]+”)?(?:{words.alternation('泛业')})+")


def _of_level(name: str) -> bool:
    """区教育局, 县职业中专: a level and a body that every division of it may have."""
    level = next(each for each in LEVELS if name.startswith(each)) if name.startswith(LEVELS) else ""
    own = name[len(level) :]
    academy = kind_of(name) == "institute" and own in known.suffixes()  # 省|农科院, and not 乡|村振兴研究院
    return bool(level) and (own in known.organs() or kind_of(name) in INSTITUTIONS or academy or name.endswith("局"))
