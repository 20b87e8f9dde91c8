"""A project as the page tells of it, and when two tellings are of one project."""

from __future__ import annotations

import re

from shanhai.knowledge import words
from shanhai.knowledge.stages import stages
from shanhai.mentions.worklists import NUMBERED
from shanhai.model import Amount, Mention, Stage

from .telling import Telling
from .work import alike

HEADS = ("项目",)
# 已开工的首批项目有：
_HEAD = re.compile(r"(?P<said>[^。；：\n]{2,20})的[^，。；：\n]{0,8}项目(?:有|为|是|包括)?：")
_SINCE = re.compile(r"已|累计|截至|[^，。]了|目前|至今|去年")
_CLOSED_AS = re.compile(r"(?:、[^，。；：、\n]{2,30}){0,9}等(?:在内的)?(?:\d+|[两三四五六七八九十]+)(?:个|项)[^，。；\d]{0,8}(?:项目|工程)")
_LONG = 8  # characters of a name that may be a longer one's short form

_BUILT_BY = re.compile(rf"(?:{words.alternation('承建')})(?:{words.alternation('兴建')})?的\Z")
_BUILDER = 8  # characters before a project that say by whom it is built
_ITEM, _ITEM_ENDS = re.compile(rf"(?:^|\n)\s*{NUMBERED}\Z"), tuple("。：；\n（")
_PROGRESS = re.compile(rf"(?:现|{words.alternation('进度前')})*(?:{words.alternation('进场')})")
_TOLD_OF = 6  # characters of its own with which a name says which work it is, though not whose
OPENS_CLAUSE = ("。", "；", "，", "：", "\n", "")


class Undertaking(Telling, frozen=True, kw_only=True):
    """A project as the page tells of it."""

    stage: Stage | None = None
    stage_text: str | None = None
    amount: Amount | None = None


def counted_among(text: str, end: int) -> bool:
    """|甲图书馆布展工程|、乙定居工程等7个援建项目: whether a name stands in a list that is closed as so many projects.

    >>> counted_among("桐庐定居工程、设备购置等7个援建项目", 6), counted_among("桐庐定居工程、设备购置", 6)
    (True, False)
    """
    return bool(_CLOSED_AS.match(text, end))


def qualifies(text: str, end: int) -> bool:
    """甲项目|管理培训班, 乙项目|基地: whether a name only says of which kind or about what the noun behind it is.

    >>> qualifies("东部项目管理培训班", 4), qualifies("山茶项目开工", 4)
    (True, False)
    """
    return text.startswith(words.words("项目后"), end)


def _built_by(text: str, mention: Mention) -> bool:
    """甲公司投资建设的|乙项目: whether a name stands behind words that say by whom it is built."""
    return bool(_BUILT_BY.search(text, max(0, mention.start - _BUILDER), mention.start))


def _told_of(text: str, mention: Mention) -> bool:
    """；|甲锂电池回收利用项目|已完成主体: whether a name begins a clause that goes on to tell how far it is."""
    return text[mention.start - 1 : mention.start] in OPENS_CLAUSE and bool(_PROGRESS.match(text, mention.end))


def _itemised(text: str, mention: Mention) -> bool:
    """（二）|甲镇乙村茶园提升项目|。: whether a name is a line of a list."""
    return text[mention.end : mention.end + 1] in _ITEM_ENDS and bool(_ITEM.search(text, max(0, mention.start - 8), mention.start))


def stands_as_own(text: str, mention: Mention, own: str) -> bool:
    """Whether where a name stands makes it a work of its own: behind its builders, as a line of a list, or before how far it is."""
    return _built_by(text, mention) or _itemised(text, mention) or (len(own) >= _TOLD_OF and _told_of(text, mention))


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
