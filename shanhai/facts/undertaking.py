"""A project as the page tells of it, and when two tellings are of one project."""

from __future__ import annotations

import re

from shanhai.knowledge.stages import stages
from shanhai.model import Amount, Mention, Stage

from .telling import Telling
from .work import alike

HEADS = ("项目",)
# 已开工的首批项目有：
_HEAD = re.compile(r"(?P<said>[^。；：\n]{2,20})的[^，。；：\n]{0,8}项目(?:有|为|是|包括)?：")
_SINCE = re.compile(r"已|累计|截至|[^，。]了|目前|至今|去年")
_LONG = 8  # characters of a name that may be a longer one's short form


class Undertaking(Telling, frozen=True, kw_only=True):
    """A project as the page tells of it."""

    stage: Stage | None = None
    stage_text: str | None = None
    amount: Amount | None = None


def head_of(name: str, mention: Mention) -> str:
    """The word for works with which a name ends."""
    return mention.value or next((head for head in HEADS if name.endswith(head)), "")


def shortened(a: str, b: str) -> bool:
    """浙大之光项目 for 浙大之光数字产业园项目: the shorter name is the beginning and the end of the longer."""
    short, long = sorted((a, b), key=len)
    if not (short.endswith(HEADS) and long.endswith(HEADS)):
        return False
    rest = iter(long)
    return long.startswith(short.removesuffix("项目")) or (len(short) >= _LONG and all(character in rest for character in short))


def one_work(a: Undertaking, b: Undertaking) -> bool:
    """Whether two tellings are of one project."""
    return alike(a.name, b.name) or shortened(a.name, b.name)


def lies_ahead(text: str, stage_end: int, sentence_end: int) -> bool:
    """Whether a stage is told as what will have been reached, and not as what was.

    >>> lies_ahead("甲厂建成投产后，预计年产值3亿元", 6, 16), lies_ahead("甲厂投产后，已安置300人", 4, 14), lies_ahead("甲厂投产", 4, 4)
    (True, False, False)
    """
    other = text.find("；", stage_end, sentence_end)
    end = sentence_end if other < 0 else other
    return text.startswith(("后", "之后", "以后"), stage_end) and not _SINCE.search(text, stage_end, end)


def listed_under(text: str, begin: int, end: int) -> Stage | None:
    """The stage that the head of a list says of all its items.

    >>> listed_under("已开工的首批项目有：甲援建乙的丙路；丁援建戊的己校", 0, 26), listed_under("项目有：甲路", 0, 6)
    (<Stage.BEGUN: '开工'>, None)
    """
    head = _HEAD.match(text, begin, end)
    said = (word for word in sorted(stages(), key=len, reverse=True) if head and head["said"].endswith(word))
    return next((stages()[word] for word in said), None)
