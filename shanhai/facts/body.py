"""Bodies that a page names without their doing anything in its story: whose paper is carried out, what is yet to be founded or built."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.model import Mention

from .context import Context

_WORK = "项目"
_BREAKS = "。；！？\n"
_LONGEST_BEFORE = 60
_FIRM_OR_HOUSE = INSTITUTIONS | {"company"}
_STANDING = INSTITUTIONS | {"other", None}
_PAPER = re.compile(r"(?:、[^，。；：《》\n]{2,14}|[和与及][^，。；：《》\n]{2,14}){0,4}(?:联合)?《")
_WORK_BEHIND = re.compile("(?:[及和与暨][^，。；、\n]{0,10})?项目")


@cache
def _going_by() -> re.Pattern[str]:
    """What says that a paper is carried out: 为贯彻|甲局《…》, 根据|乙局《…》."""
    return re.compile(f"(?:{words.alternation('根据')}|{words.alternation('贯彻')})")


@cache
def _to_come() -> re.Pattern[str]:
    """What stands before a body that is not there yet: 谋划筹建|, 将成立|."""
    founded = "|".join(words.alternation(kind) for kind in ("设立", "营建"))
    return re.compile(
        f"(?:{words.alternation('计划')}|{words.alternation('拟')}|还将)(?:{founded})(?:了?一[个家所座])?$|(?:筹建|筹备成立|谋划建设)$"
    )


def ordering(context: Context, mention: Mention) -> bool:
    """Whether only a paper of a body is gone by: 为贯彻|甲局、乙会《通知》."""
    text = context.text
    begin = max(*(text.rfind(mark, 0, mention.start) for mark in _BREAKS), mention.start - _LONGEST_BEFORE) + 1
    if not _PAPER.match(text, mention.end):
        return False
    return any("，" not in text[led.end() : mention.start] for led in _going_by().finditer(text, begin, mention.start))


def to_come(context: Context, mention: Mention) -> bool:
    """Whether a body is yet to be founded or built: 谋划筹建|甲商会, 将建设|乙大厦."""
    return mention.value not in _STANDING and bool(_to_come().search(context.text, max(0, mention.start - 12), mention.start))


def only_work(context: Context, mention: Mention) -> bool:
    """Whether what looks like a body is the work that the page tells of: 甲研发中心|及生产基地项目; a firm or a house is one.

    So is a park that is called after two places and their programme (浙川协作产业园).
    """
    if mention.value in _FIRM_OR_HOUSE or any(p.type == "programme" and p.parts for p in mention.parts):
        return False
    works = (m for m in context.named.projects if m.start <= mention.start and mention.end < m.end)
    return any(m.text.endswith(_WORK) and _WORK_BEHIND.fullmatch(context.text, mention.end, m.end) for m in works)
