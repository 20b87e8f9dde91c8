"""Lists of what is to be done: what opens one (达成以下共识：, 下一步工作), its items, and which clauses of an item promise."""

from __future__ import annotations

import re

from shanhai.knowledge import words

from .clause import Clause, bare
from .promise import ENUMERATED, past

_ITEM = re.compile(r"\s*(?:【[^】]*】)?(?:[（(][一二三四五六七八九十\d]{1,3}[）)]|[一二三四五六七八九十]{1,2}[、．.]|\d{1,2}[、．.])?")
_HEADED = re.compile(r"\s*【(?P<heading>[^】\n]{2,16})】")
_CLOSING = "】）)：: "
# What a later clause of an item begins with when it promises: a time, by whom, or what it is about.
_GOES_ON = re.compile(r"每[年月季]|今后|[明今后]年|年内|年底|\d+[年月]|[一二三四五六]年内|由|于|对|明确|报送")
_AT_LEAST = re.compile("不[少低短迟晚]于|至少|不得|不超过")  # 时间不少于半年
# 《规划》提出了5方面19条措施。|一是…
_LAID_OUT = re.compile(
    rf"(?:{words.alternation('出台')})了?(?:(?:\d+|[一二三四五六七八九十几多]+)(?:个|方面|条|项|点|大)){{1,2}}[^，。]{{0,8}}(?:{words.alternation('举措')})$"
)
_SIGNED = re.compile(rf"签[订署][^，；]*(?:{words.alternation('文书')})|^其中")


class Lists:
    """The lists of one page, paragraph by paragraph; `open` while one goes on."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.open = False

    def opened(self, clause: Clause, following: Clause | None, verb: str | None, end: int) -> bool:
        """Whether a clause opens a list: 达成以下共识：一是…, a heading above numbered lines; `verb` is that of a speaker who says so."""
        if following is not None and ENUMERATED.match(following.text) and _LAID_OUT.search(clause.text):
            self.open = True
            return True
        if not clause.text.rstrip(_CLOSING).endswith(words.words("开列")) or past(clause.text):
            return False
        behind = (following is not None and following.after in ("：", ":")) or clause.end >= end - 1
        if (verb is None or verb in words.words("开列")) and behind and self._is_item(following.start if following else end + 1):
            self.open = True
            return True
        return False

    def headed(self, start: int) -> bool:
        """Whether a paragraph opens one by its heading (【下一步工作】一是…)."""
        heading = _HEADED.match(self._text, start)
        if heading and heading["heading"].endswith(words.words("开列")):
            self.open = True
            return True
        return False

    def goes_on(self, start: int) -> bool:
        """Whether the paragraph at an offset is an item of the list that was opened before it."""
        self.open = self.open and self._is_item(start)
        return self.open

    def _is_item(self, start: int) -> bool:
        number = _ITEM.match(self._text, start)
        return bool(number and number[0].strip()) or bool(ENUMERATED.match(self._text[start : start + 8].strip()))


def promised(text: str, *, first: bool) -> str | None:
    """What a clause of an item promises, without its number; None where it tells what was signed or adds a figure.

    >>> promised("（一）强化产业协作", first=True), promised("合同额300万元", first=False), promised("每年互访一次", first=False)
    ('强化产业协作', None, '每年互访一次')
    """
    number = _ITEM.match(text)
    told = text[number.end() :] if number else text
    goes_on = ENUMERATED.match(told) or _GOES_ON.match(told) or _AT_LEAST.search(told)
    if _SIGNED.search(told) or not (first or bare(told) or goes_on):
        return None
    return told
