"""The words of a promise: a verb clause without what joins it to others, and clauses that promise nothing."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.model import PledgeKind
from shanhai.model.struct import Value

from .clause import bare
from .voice import Voice

SHORTEST = 4  # characters of a promise (轻车简从)
_LONG = 12  # characters of a phrase of place that says enough to stand for itself (围绕甲产业、乙教育等领域)
NUMBERED = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十]+[）)]?[、．.]?|\d{1,2}[、．.])")
_NTH = f"第[一二三四五六](?!{words.alternation('第一后')})"
_JOINED = re.compile(rf"^(?:并且?{words.unfollowed('非并', '并')}|{words.alternation('另外')}|{_NTH}|[一二三四五六]要)+[，、]?")
ENUMERATED = re.compile(rf"^(?:\d{{1,2}}[、．.](?!\d)|[一二三四五六七八]是要?|[一二三四五六七八]要|首先|其次|再次|{_NTH})")
_PAST = re.compile(rf"了(?![解如])|{words.apart('过', '非过')}|已|先后(?=[到赴来走前深参考])|^(?:当场|当天|当日)")
# 巩固|已有成果, 用好|已建平台: what is there already is worked on, and nothing is looked back on.
_STANDING = re.compile(rf"(?:{words.alternation('巩固')})(?:好|了)?已经?有?")
_DIGITS = re.compile(r"^\d{1,2}[、．.](?!\d)\s*")  # 协议明确：1.|建立联席会制度
_SCENE = re.compile(
    rf"在[\u4e00-\u9fff“”（）]{{2,16}}(?:{words.alternation('所在尾')})|(?:今年|明年|去年)?[一二三四上下首]个?(?:季度|半年)"
)
_HEADING = re.compile(r"[（(][一二三四五六七八九十]{1,2}[）)][\u4e00-\u9fff]{2,10}")  # （一）互访对接。
_NAMED = re.compile(r"“[^“”，]{1,8}”")  # 把“过路客”变成回头客: a name in quotation marks tells of nothing past
_COPULA = re.compile(words.apart("是", "非是"))
# Figures beside a plan, which promise nothing of their own (总投资4亿元, 续建项目78个).
_FIGURE = re.compile(
    rf"^(?:其中|包括)?(?:项目)?(?:[一二三首]期|计划|预计|协议)?(?:{words.alternation('占地')}"
    r"|[\u4e00-\u9fff]{0,4}资金|(?:续建|新建|包括)[\u4e00-\u9fff]{0,8}项目)"
    rf"[约近超达共为额]{{0,2}}\d[^，]*$|^(?:{words.alternation('为期')})[^，]{{1,10}}$"
)
_DATE = re.compile(
    r"^(?:\d{4}年|(?:今后|未来|此后|近)(?:的)?[一二两三四五六七八九十几\d]+年内?|今年|明年|[上下]半年|\d{1,2}月|年底|月底|前|底|初|至|到|[\d日])+$"
)  # by when, and no more
_PLACE_PHRASE = re.compile(
    rf"^(?:在|从|就|针对|关于|围绕)(?!.*(?:方面|过程中|基础上|工作中).)[^，]{{2,30}}(?:{words.alternation('方面')})$"
)
_UNDER = re.compile(rf"在[^，]{{2,30}}(?:{words.alternation('之下')})$")  # 将|在协作帮扶下，持续…
_BY_EFFORT = re.compile(r"(?:通过|经过)[^，]{2,8}努力")  # 通过三年努力，|建成甲园
_ABOUT = re.compile(r"[\u4e00-\u9fff]{2,8}(?:方面|上|领域)")  # 消费帮扶上，|深化对接


class Promise(Value, frozen=True, kw_only=True):
    """A pledge as the page words it."""

    start: int
    end: int
    text: str
    kind: PledgeKind
    voice: Voice | None
    actors: tuple[str, ...] = ()
    sure: bool = True


def worded(text: str, *, alone: bool, listed: bool) -> str | None:
    """What a clause promises, in its own words; None where it promises nothing.

    `alone`: the whole clause, without a modal in it; `listed`: in a numbered paragraph of a notice, whose first clause is a heading.

    >>> worded("并推动项目落地", alone=True, listed=False), worded("在产业合作方面", alone=True, listed=False)
    ('推动项目落地', None)
    """
    told = _whole(text)
    told = _DIGITS.sub("", told) if not listed else told
    if not alone or ENUMERATED.match(told) or _JOINED.match(told):
        told = _JOINED.sub("", told)
    told = told.removesuffix("等")
    if listed and NUMBERED.match(told):
        return None
    if (alone and _FIGURE.match(told)) or _DATE.match(told):
        return None
    empty = len(told) < SHORTEST or told in words.words("空话") or told.startswith("请")
    aside = (
        _UNDER.match(told)
        if not alone
        else (_PLACE_PHRASE.match(told) and len(told) < _LONG) or (_ABOUT.fullmatch(told) and not bare(told))
    )
    if empty or aside or (alone and told.endswith("者") and not bare(told)) or _COPULA.search(told) or idle(told):
        return None
    return told


OURSELVES = re.compile("^(?:我们|我|咱们)(?:也|都|还|就)?")  # who makes a vow is no part of it


@cache
def _vow() -> re.Pattern[str]:
    who = f"(?:{words.alternation('许愿者')})?"
    when = "(?:回去(?:之?后)?|[^，]{2,8}后)?"
    verbs = f"{words.alternation('谓首')}|{words.alternation('自觉')}"
    return re.compile(rf"{when}{who}(?:也|都|还|就)?(?=(?P<vow>{words.alternation('立誓')}))(?:[^，]{{6,}}|(?P=vow)(?:{verbs}))")


def vowed(text: str) -> bool:
    """Whether a clause begins as a vow does: 决不让…吃亏, 回去后立即….

    >>> vowed("回去后立即召开会议研究"), vowed("回去后已立即召开会议")
    (True, False)
    """
    return _vow().match(text) is not None and not past(text) and not idle(text)


def past(text: str) -> bool:
    """Whether a clause tells of what is past.

    >>> past("建成了甲园"), past("巩固已有成果"), past("考察组先后到甲园")
    (True, False, True)
    """
    return _PAST.search(_STANDING.sub("", _NAMED.sub("", text))) is not None


def sets_scene(text: str) -> bool:
    """Whether a clause only says where or when what follows was or will be; no promise goes on from the sentence before.

    >>> sets_scene("在洪湖生态园"), sets_scene("在产业方面"), sets_scene("在甲园开设专柜"), sets_scene("今年一季度")
    (True, False, False, True)
    """
    return _SCENE.fullmatch(text) is not None


def heading(text: str) -> bool:
    """Whether the first sentence of a numbered paragraph is its heading and says nothing of its own.

    >>> heading("（一）互访对接"), heading("（二）每年互派教师3名")
    (True, False)
    """
    return _HEADING.fullmatch(text) is not None


def talked_of(text: str, modal: int) -> bool:
    """Whether a clause tells what was talked about, by what stands before its modal and at its end.

    >>> talked_of("双方就将开展的结对作进一步探讨", 3), talked_of("将就人才培养开展磋商", 0)
    (True, False)
    """
    return text.endswith(words.words("交换意见")) and words.any_of("围绕").search(text, 0, modal) is not None


def idle(text: str) -> bool:
    """Whether a clause praises, explains or thanks, and promises nothing.

    >>> idle("深受感动"), idle("用好已有平台")
    (True, False)
    """
    return _BY_EFFORT.fullmatch(text) is not None or words.any_of("非承诺").search(_STANDING.sub("", text)) is not None


@cache
def _stage_by() -> re.Pattern[str]:
    return re.compile(rf"(?:\d|{words.alternation('期限用字')})*(?:{words.alternation('进度实')})(?:使用|运营|并投用)?")


def stage_by(text: str) -> bool:
    """Whether a clause says only by when a work reaches a stage; it governs nothing behind it.

    >>> stage_by("10月底全部竣工"), stage_by("加快竣工验收")
    (True, False)
    """
    return _stage_by().fullmatch(text) is not None


def comes_of(before: str) -> bool:
    """Whether what stands before a modal says that a work is done by then: what follows is its effect.

    >>> comes_of("项目建成后"), comes_of("座谈会后")
    (True, False)
    """
    return before.endswith("后") and words.any_of("进度").search(before) is not None


def _whole(text: str) -> str:
    """A text without blanks and single quotation marks at its edges.

    >>> _whole("唱好“双城记”"), _whole("加强协作”")
    ('唱好“双城记”', '加强协作')
    """
    text = text.strip(" \u3000")
    for opening, closing in ("“”", "‘’"):
        if text.count(opening) != text.count(closing):
            text = text.removeprefix(opening).removesuffix(closing).removeprefix(closing).removesuffix(opening)
    return text
