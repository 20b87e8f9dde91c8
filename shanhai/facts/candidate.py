"""Which names beside a stage or a sum are projects that have it: no meeting, no place where a work stands, no platform that opens."""

from __future__ import annotations

import re

from shanhai.knowledge import words
from shanhai.mentions.quantity import Count
from shanhai.model import Mention

from .context import Context
from .rulebook import Match
from .undertaking import HEADS
from .work import several

_GROUND = ("亩", "公顷")
_WORTH = "project.worth"
_TO_MEET = re.compile(
    rf"”?(?:{words.alternation('招商')})*(?:{words.alternation('恳谈')})*(?:暨[\u4e00-\u9fff]{{2,10}}?)?(?:会(?![计所])|大会|仪式|活动|现场会)"
)


def of_works(number: Count | None) -> bool:
    """Whether a number counts works (3个项目)."""
    return number is not None and number.unit in words.words("项目单位")


def counts_them(mention: Mention) -> bool:
    """Whether a quantity behind a name counts works (示范村160个), and does not measure one (示范基地500亩)."""
    read = several(mention)
    return read is not None and read.base not in _GROUND


class Candidates:
    """Judges the names of one page."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def holds(self, match: Match, mention: Mention) -> bool:
        """Whether what a match tells may be told of a name."""
        other = self._of_others(match) or self._a_part(match, mention) or self._in_a_park(match, mention)
        return not (
            other
            or self._signs(match, mention)
            or self.to_meet(mention)
            or self._opens_a_platform(match, mention)
            or self._is_object(mention)
            or self._where(match, mention)
        )

    def _signs(self, match: Match, mention: Mention) -> bool:
        """甲医院与|乙医院|签约: whether a house signs, and nobody signs for it."""
        signed = any("签" in m.text for m in match.roles.get("stage_text", ()))
        return signed and mention.text.endswith(words.words("机构尾"))

    def to_meet(self, mention: Mention) -> bool:
        """甲·乙合作项目|签约大会: whether a name is the beginning of a meeting's."""
        return bool(_TO_MEET.match(self._context.text, mention.end))

    def _of_others(self, match: Match) -> bool:
        """甲产业园已签约|8个项目: whether a stage is that of works that are counted behind it."""
        word = next(iter(match.roles.get("stage_text", ())), None)
        if word is not None and self._context.text.startswith("项目", word.end) and "签" in word.text:
            return True  # 甲产业园已签约|项目6个
        counted = (m for m in self._context.matters_in(match.end, match.end + 1) if word is not None and m.start == word.end)
        return any(of_works(several(m)) for m in counted)

    def _in_a_park(self, match: Match, park: Mention) -> bool:
        """甲共建园区|8个项目签约: whether more works are counted right behind a park than it is one."""
        behind = (m for m in self._context.matters_in(park.end, park.end + 1) if m.start == park.end and park.end < match.end)
        alone = len(match.roles.get("name", ())) == 1 and park.text.endswith(words.words("平台名"))
        return alone and any(number.value > 1 for m in behind if (number := several(m)) and of_works(number))

    def _a_part(self, match: Match, mention: Mention) -> bool:
        """先建厂房和|服务中心，总投资2亿元: whether a sum behind the last of several is that of all."""
        return match.rule == _WORTH and self._context.text[mention.start - 1 : mention.start] in tuple("和及与、")

    def _is_object(self, mention: Mention) -> bool:
        """把|甲医院建成三级医院, 位于|甲工业园，去年开工: what is made something else, and where a work stands, is not built."""
        return self._context.text.endswith((*words.words("坐落"), "把", "将"), 0, mention.start)

    def _where(self, match: Match, mention: Mention) -> bool:
        """甲展销中心在|乙广场|开业: whether a name only says where something opens."""
        told = any(m.start == mention.end for m in match.roles.get("stage_text", ()))
        return told and self._context.text[mention.start - 1 : mention.start] == "在"

    def _opens_a_platform(self, match: Match, mention: Mention) -> bool:
        """甲展销馆|开馆: whether a platform opens, of which nothing is built."""
        told = [m.text for m in match.roles.get("stage_text", ())]
        opened = any(text in words.words("开门") for text in told)
        used = told and mention.text.endswith(words.words("站馆尾")) and all(text in words.words("启用") for text in told)
        return bool(opened or used) and mention.type == "platform" and not mention.text.endswith(HEADS)
