"""Whom a speaker tells, asks or wishes to act, by the last word of what he is called (各相关单位, 来秀企业, 广大挂职干部)."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words

# What may stand between whom one tells and what he shall do.
_HELPING = r"(?:都|也|要|将|应|能够?|可以|继续|今后|等)*(?![、和与同及])"
SMALL = tuple("在以为把对向从按用让使由就多做抓帮")  # of one character, and not in a name of people
_GUESTS = ("来", "与")  # 来秀企业, 与会专家: verbs with which a name of people may begin


@cache
def _body() -> re.Pattern[str]:
    verbs = (*words.words("谓首"), *words.words("自觉"))
    starts = "|".join(map(re.escape, verbs))
    none = "|".join(re.escape(w) for w in verbs if w not in _GUESTS)
    acts = "|".join(re.escape(w) for w in verbs if len(w) > 1 and w not in words.words("所事"))
    ends = "|".join(sorted({*words.words("行事尾"), *words.words("受话")}, key=len, reverse=True))
    called = rf"(?!{none}|每)(?:(?!{acts})[\u4e00-\u9fff、\d（）]){{0,26}}?(?:{ends})(?:朋友)?们?(?!{ends})(?={_HELPING}(?:{starts}))"
    alone = rf"(?!{none})(?:(?!{acts}|[{''.join(SMALL)}])[\u4e00-\u9fff、\d]){{0,8}}?(?:{ends})(?:朋友)?们?$"  # 希望|全体援藏同志，认真学习
    return re.compile(f"{called}|{alone}")


def addressee(text: str, start: int, end: int) -> int | None:
    """Where what is called to act at an offset ends; None where nobody is told there.

    >>> said = "各相关单位选派专人"
    >>> said[:addressee(said, 0, len(said))], addressee("加强部门联系", 0, 6)
    ('各相关单位', None)
    """
    found = _body().match(text, start, end)
    return found.end() if found else None
