"""The restored text as labels are looked for in it: bars of one form, spread labels closed up, a label and its value in one line."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .wording import fields, longest_first, words

_HAN = r"[\u4e00-\u9fff]"
# Wide signs are read as narrow ones, full-width figures too.
_WIDE, _NARROW = "［］／＞＝﹕∶＃０１２３４５６７８９", "[]/>=：：#0123456789"
# Fields whose labels may stand alone over their values.
_ALONE = frozenset({"published", "updated", "source_name", "publisher", "authors", "editors", "column"})
# 撰 稿 人：, 供  稿：
_SPREAD = re.compile(rf"(?<!{_HAN}){_HAN}(?:[ \u3000]+{_HAN}){{1,4}}[ \u3000]*[:：|]")
# The same alone in its line, over its value: 记  者.
_SPREAD_ALONE = re.compile(rf"^[ \u3000]*{_HAN}(?:[ \u3000]+{_HAN}){{1,3}}[ \u3000]*$", re.MULTILINE)


# A name spread over its line: 甲 县 协 作 办 公 室, 简　报.
_APART = re.compile(
    rf"(?<!{_HAN})(?<!{_HAN}[ \u3000]){_HAN}(?:[ \u3000]{{1,2}}{_HAN}){{4,}}(?!{_HAN})(?![ \u3000]{_HAN})"
    r"|^[ \u3000]*[简快专通公][ \u3000]+[报讯]$",
    re.MULTILINE,
)
_ARROWS = (">", "»", "›", "→")
# A path whose arrows stand in lines of their own.
_STEPS = re.compile(r"[ \t]*\n[ \t]*(?:>>?|»|›|→)[ \t]*\n[ \t]*")


@lru_cache(maxsize=4)
def plain(text: str) -> str:
    r"""A text of the same length, in which what stands at an offset is what stands there in the restored text, but for marks and blanks.

    >>> plain("来源丨甲县日报"), plain("撰 稿 人：李四"), plain("发布时间\n2023-03-05")
    ('来源|甲县日报', '撰稿人：  李四', '发布时间\t2023-03-05')
    """
    text = text.translate(_marks())
    if any(arrow in text for arrow in _ARROWS):
        text = _STEPS.sub(_in_one, text)
    if " " in text or "\u3000" in text:
        text = _SPREAD_ALONE.sub(_label, _SPREAD.sub(_closed, _APART.sub(_shut, text)))
    return _alone().sub(_joined, text)


@cache
def _marks() -> dict[int, str]:
    return {ord(mark): "|" for mark in words().separators} | {ord(wide): narrow for wide, narrow in zip(_WIDE, _NARROW, strict=True)}


def _in_one(hit: re.Match[str]) -> str:
    return hit[0].replace("\n", " ")


def _shut(hit: re.Match[str]) -> str:
    return re.sub(r"\s", "", hit[0]).ljust(len(hit[0]))


def _closed(hit: re.Match[str]) -> str:
    """A spread label closed up, the blanks behind its colon; other words as they stand."""
    label = re.sub(r"\s", "", hit[0][:-1])
    return f"{label}{hit[0][-1]}".ljust(len(hit[0])) if label in fields() else hit[0]


def _label(hit: re.Match[str]) -> str:
    """A spread label that is a whole line, closed up; other words as they stand."""
    label = re.sub(r"\s", "", hit[0])
    return label.ljust(len(hit[0])) if fields().get(label) in _ALONE else hit[0]


@cache
def _alone() -> re.Pattern[str]:
    """A label that is a whole line, before a short line that is none."""
    labels = longest_first(tuple(label for label, field in fields().items() if len(label) > 1 and field in _ALONE))
    others = longest_first(tuple(label for label in fields() if len(label) > 1))
    return re.compile(
        rf"^[ \u3000]*(?:{labels})[ \u3000]*[:：]?[ \t\u3000]*(\n\s*)(?!\s*(?:{others})(?:[:：|\s/]|$))(?=[^\n。！？]{{1,30}}$)",
        re.MULTILINE,
    )


def _joined(hit: re.Match[str]) -> str:
    return hit[0][: hit.start(1) - hit.start()] + "\t" * len(hit[1])
