"""What a cell says, by what its column takes; `UnreadError` says why it says nothing that fits, and the way out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from shanhai.knowledge.places import aliases
from shanhai.knowledge.posts import titles
from shanhai.knowledge.programmes import family
from shanhai.knowledge.sheets import sheet_words
from shanhai.knowledge.stages import stages
from shanhai.knowledge.units import units
from shanhai.mentions.amount import amount
from shanhai.mentions.find import find
from shanhai.mentions.quantity import SCALES, count
from shanhai.model import Amount, PlaceRef, Programme, Stage, When
from shanhai.model.struct import Value

from .grid import said
from .location import place_in
from .plan import Way
from .times import when_in

_PARTS = re.compile(r"[、，,；;\n/]+")
_BRACKETS = re.compile(r"[（(\[【].*?(?:[）)\]】]|$)")
_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}|[\u4e00-\u9fff]{1,8}(?:[·•][\u4e00-\u9fff]{1,8})+")
_NOT_YET = ("未", "待", "拟", "尚", "即将", "计划")
_NUMBER = re.compile(r"[-+]?\d[\d,，]*(?:\.\d+)?")
MONEY = ("元", "千元", "万元", "百万元", "亿元")
"""Units that a column of bare sums can have."""


class UnreadError(Exception):
    """A cell that says nothing that fits its column: why, and the way out."""

    def __init__(self, problem: str, remedy: str) -> None:
        self.problem, self.remedy = problem, remedy
        super().__init__(problem, remedy)


class Around(Value, frozen=True, kw_only=True):
    """What the sheet says for all its cells: the year of days without, places spoken of, the column's unit, how days are counted."""

    year: int | None = None
    near: frozenset[str] = frozenset()
    unit: str = ""
    since_1904: bool = False


def read_cell(takes: str, value: Any, around: Around) -> Any:
    """The value of a cell; null where it is empty or says that there is none. UnreadError where it says something else.

    >>> around = Around(year=2024, unit="万元")
    >>> read_cell("amount", "1,200", around).yuan, read_cell("person", "李四（县委书记）", around)
    (Decimal('12000000'), '李四')
    >>> read_cell("way", "赴外考察", around), read_cell("stage", "已签约，尚未开工", around).value, read_cell("place", "无", around)
    ('out', '签约', None)
    """
    words = said(value)
    if words.strip().lower() in _nothing():
        return None
    if words.startswith("="):
        raise UnreadError("公式没有存下算出的值 (a formula without its value)", "在 Excel 中打开，保存一次 (open and save it in Excel)")
    if words.startswith("#") and words.rstrip("!?").isupper():
        raise UnreadError("公式出错 (a formula that failed)", "改好这个公式 (mend the formula)")
    return _READERS[takes](value, words, around)


@cache
def _nothing() -> frozenset[str]:
    return frozenset(sheet_words().nothing)


def _place(value: Any, words: str, around: Around) -> PlaceRef:
    found = place_in(words, around.near)
    if found is None:
        raise UnreadError("认不出是哪里 (no place that is known)", "写县区或市的名称，如 桐庐县 (write the name of a county or city)")
    return found


def _side(value: Any, words: str, around: Around) -> PlaceRef | str:
    """A place where the words are its name; a body that bears one is itself."""
    found = place_in(words, around.near)
    return found if found is not None and not _body_of(words) else words


def _body_of(words: str) -> bool:
    return any(mention.type == "organization" for mention in find(words))


def _when(value: Any, words: str, around: Around) -> When:
    found = when_in(value, around.year, since_1904=around.since_1904)
    if found is None:
        raise UnreadError("不是日期 (no date)", "写成 2024-05-14、2024年5月 或 2024 (as 2024-05-14)")
    return found


def _year(value: Any, words: str, around: Around) -> str:
    start = _when(value, words, around).start or ""
    if start.startswith("--"):
        raise UnreadError("没有年份 (no year)", "写上年份，如 2024 (write the year)")
    return start[:4]


def _person(value: Any, words: str, around: Around) -> str:
    found = name_in(words)
    if found is None:
        raise UnreadError("认不出姓名 (no name of a person)", "只写姓名，职务写在括号里，如 李四（县长） (the name, the post in brackets)")
    return found


def name_in(words: str) -> str | None:
    """The name of a person in a cell, with or without a post before, behind or in brackets.

    >>> name_in("县委书记李四"), name_in("欧阳明月副市长"), name_in("李 四"), name_in("阿依古丽·买买提"), name_in("党政代表团")
    ('李四', '欧阳明月', '李四', '阿依古丽·买买提', None)
    """
    outside = " ".join(_BRACKETS.sub(" ", words).split())
    parts = outside.split(" ")
    if all(len(part) == 1 for part in parts):
        parts = ["".join(parts)]
    for part in parts:
        if _named(part):
            return part
    for mention in find(outside):
        if mention.type == "official" and mention.value:
            return mention.value
    for part in parts:
        title = max((each for each in _titles(part[-1:]) if part.endswith(each)), key=len, default="")
        if title and _named(part.removesuffix(title)):
            return part.removesuffix(title)
    return None


def _named(text: str) -> bool:
    return bool(_NAME.fullmatch(text)) and text not in titles() and text not in aliases() and not text.endswith(_COLLECTIVE)


_COLLECTIVE = ("团", "局", "委", "组", "办", "处", "等", "人", "会", "府", "部")


@cache
def _titles(last: str) -> tuple[str, ...]:
    return tuple(title for title in titles() if title.endswith(last))


def _people(value: Any, words: str, around: Around) -> tuple[str, ...]:
    outside = _BRACKETS.sub("", str(value) if isinstance(value, str) else words)
    return tuple(dict.fromkeys(name for part in _PARTS.split(outside) if (name := name_in(part.strip().removesuffix("等")))))


def _bodies(value: Any, words: str, around: Around) -> tuple[str, ...]:
    given = str(value) if isinstance(value, str) else words
    parts = (" ".join(part.split()).removesuffix("等") for part in _PARTS.split(given))
    return tuple(dict.fromkeys(part for part in parts if part and part.lower() not in _nothing()))


def _amount(value: Any, words: str, around: Around) -> Amount:
    text = "".join(unicodedata.normalize("NFKC", words).split()).lstrip("¥￥")
    if _NUMBER.fullmatch(text):
        if not around.unit:
            raise UnreadError(
                "这一列没有金额单位 (the column has no unit)", "核对各列时选单位，或在表头写明，如 金额（万元） (say the unit)"
            )
        text = f"{_plain(text)}{around.unit}"
    found = amount(text, bare=True)
    if found is None:
        raise UnreadError("不是金额 (no sum of money)", "写成 500万元，或只写数字 (as 500万元, or digits only)")
    return found


def _plain(text: str) -> str:
    number = Decimal(text.replace(",", "").replace("，", ""))
    return f"{number.normalize():f}"


class Numbered(Value, frozen=True, kw_only=True):
    """A number with its unit, where the cell or its column says one."""

    value: Decimal
    unit: str = ""


def _number(value: Any, words: str, around: Around) -> Numbered:
    text = "".join(unicodedata.normalize("NFKC", words).split())
    try:
        if _NUMBER.fullmatch(text):
            return Numbered(value=Decimal(_plain(text)), unit=around.unit)
    except InvalidOperation as error:
        raise UnreadError("不是数 (no number)", "只写数字 (digits only)") from error
    if text.endswith("%") and _NUMBER.fullmatch(text[:-1]):
        return Numbered(value=Decimal(_plain(text[:-1])), unit="%")
    found = count(text)
    if found is None:
        raise UnreadError("不是数 (no number)", "只写数字 (digits only)")
    return Numbered(value=found.value, unit=found.unit)


def _programme(value: Any, words: str, around: Around) -> Programme:
    return Programme(stated=words, family=family(words))


def _stage(value: Any, words: str, around: Around) -> Stage:
    reached: list[tuple[int, str]] = []
    for word in [*stages(), *(stage.value for stage in Stage)]:
        at = words.find(word)
        if at >= 0 and not words[:at].endswith(_NOT_YET):
            reached.append((at, word))
    inside = [(at, word) for at, word in reached if not any(word in other and word != other and at >= a for a, other in reached)]
    if not inside:
        raise UnreadError("认不出阶段 (no stage that is known)", "写规划、签约、落地、开工、建成或投产 (one of these)")
    word = max(inside)[1]
    return stages().get(word) or Stage(word)


def _way(value: Any, words: str, around: Around) -> Way:
    way = way_in(words)
    if not way:
        raise UnreadError("认不出是出访还是来访 (out or in?)", "写出访或来访 (write 出访 or 来访)")
    return way


def way_in(words: str) -> Way:
    """Which way somebody went, in a cell or a title; empty where both are said, or neither.

    >>> way_in("来访"), way_in("2024年出访台账"), way_in("互访台账")
    ('in', 'out', '')
    """
    ways = sheet_words().ways
    exact = [way for way in ("out", "in") if words in ways[way]]
    found = exact or [way for way in ("out", "in") if any(word in words for word in ways[way] if len(word) > 1)]
    return ("out" if found[0] == "out" else "in") if len(found) == 1 else ""


def unit_in(words: str) -> str:
    """The unit that a header or a line above names: 金额（万元）, 单位：万元.

    >>> unit_in("金额（万元）"), unit_in("单位：人"), unit_in("带队领导（职务）"), unit_in("投资额/亿元")
    ('万元', '人', '', '亿元')
    """
    text = unicodedata.normalize("NFKC", words)
    hit = re.search(r"(?:单位[:：]|\(|【|\[|/)\s*(?:单位[:：]|人民币|:)?\s*([\u4e00-\u9fff%]{1,6})", text)
    if not hit:
        return ""
    unit = hit[1]
    scale = next((each for each in sorted(SCALES, key=len, reverse=True) if unit.startswith(each) and len(unit) > len(each)), "")
    return unit if unit.removeprefix(scale) in units() or unit in MONEY else ""


def _text(value: Any, words: str, around: Around) -> str:
    return words


_READERS: Mapping[str, Callable[[Any, str, Around], Any]] = {
    "place": _place,
    "side": _side,
    "when": _when,
    "until": _when,
    "year": _year,
    "person": _person,
    "people": _people,
    "body": _text,
    "bodies": _bodies,
    "amount": _amount,
    "number": _number,
    "programme": _programme,
    "stage": _stage,
    "text": _text,
    "way": _way,
}
