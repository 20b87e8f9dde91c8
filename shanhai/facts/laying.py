"""What papers lay down (载明, 约定): the clauses of a sentence that say so, and those that say it for years to come."""

from __future__ import annotations

import re

from shanhai.knowledge import words

from .clause import Clause, bare, modal
from .promise import idle, past

_IN_TIME = re.compile(r"[一二三四五六七八九十\d]+年内|每[年季月]|今后|未来")
_PAPER_SIGNED = re.compile(rf"签(?:[订署]|了|下)[^，]*(?:{words.alternation('文书')})书?\Z")  # 签订协议：|每年安排50万元
# 《甲乙协作协议》中载明，|…
_LAYS_DOWN = re.compile(
    rf"(?:{words.alternation('文书')}|{words.alternation('纪要')}|》)(?:书|文本)?(?:[中里上]?(?:{words.alternation('载明')})|[中里]写道)\Z|^其中(?:{words.alternation('载明')})\Z"
)
# 下一阶段的工作主要是|促进产业分工，…
_NEXT_WORK = re.compile(
    rf"(?:{words.alternation('往后')})的?(?:主要|重点)?(?:工作|任务|重点)(?:重点|任务)?(?:主要|重点)?(?:是|为|有)(?![否不])"
)
_AGREED = re.compile(rf"(?:{words.alternation('达成')})了?[^，：]{{0,12}}(?:{words.alternation('共识')})\Z")
_YEARLY = re.compile(
    r"(?:并)?(?:明确|确定|规定)?(?P<said>[^，]{0,8}?(?:每年|每季度|每半年|[一二三四五\d]+年内)(?!来|一度|前)[\u4e00-\u9fff])"
)
_AHEAD = re.compile(
    rf"(?:从|自|在|争取|力争)?(?:[一二两三四五六七八九十几\d]+个?(?:工作日|多月|月|年|天|周|日)(?:之?内|后)|(?:今年)?年底[之以]?前|(?:今年)?年内|下个?月|后年"
    rf"|每[年季月]|{words.alternation('往后')})(?!来|一度|以来)"
)  # fmt: skip
_DATED = re.compile(r"\d{4}年|\d{1,2}月|[今明][年春夏秋冬]|[上下]半年|由|第[一二三四五六七八九十\d]+[次届]|下一?[次届]")
# 就2031年任务作了分解：|甲校牵头培训
_ASSIGNED = re.compile(rf"(?:任务|工作|重点)[^，：]{{0,10}}(?:{words.alternation('分工')})\Z")
_SAYS = re.compile(rf"(?:并)?(?:明确|规定|{words.alternation('约定')})")
_BY_YEAR = re.compile(r"(?:力争|预计|计划)?到“?(?P<year>\d{4})年(?:底|末|年底|年末)?")  # 到2025年，|建成共建园区5个


def opens_paper(clause: Clause, following: Clause) -> bool:
    """Whether a colon behind a clause opens what shall be done: 签订协议：|每年安排50万元, 今年重点做好：|深化协作, 达成共识：|共建甲园."""
    if past(following.text):
        return False
    if following.after not in ("：", ":"):
        agreed = clause.text.endswith(words.words("约定")) and not idle(following.text)  # 两县妇联约定，|甲局每年派2人
        return agreed or bool(_AGREED.search(clause.text) and to_come(following.text))  # 就甲达成共识，明年起|共建乙园
    if _AGREED.search(clause.text) and (bare(following.text) or modal(following.text) is not None):
        return True
    if _ASSIGNED.search(clause.text):
        return True
    if past(clause.text):
        return False
    signed = _PAPER_SIGNED.search(clause.text) and _IN_TIME.match(following.text)
    return bool(signed) or (clause.text.endswith(words.words("做好")) and bare(following.text))


def to_come(text: str) -> bool:
    """Whether a clause begins with a time that lies ahead.

    >>> to_come("明年起互派教师"), to_come("去年互派教师")
    (True, False)
    """
    return _AHEAD.match(text) is not None


def dated(text: str) -> bool:
    """Whether what was agreed begins with its time, by whom, or which time it is (2031年由甲公司出资, 第二次会议10月召开).

    >>> dated("今秋再派2名教师"), dated("首批10个项目")
    (True, False)
    """
    return to_come(text) or _DATED.match(text) is not None


def lays_down(clause: Clause) -> bool:
    """Whether a clause names the paper that says what follows (《甲乙协作协议》中载明), or calls it the work to come."""
    return bool(_LAYS_DOWN.search(clause.text) or _NEXT_WORK.match(clause.text))


def by_year(clause: Clause) -> int | None:
    """The year by which a clause says that what follows shall be reached: at the head of a sentence, or of what a colon opens."""
    said = _BY_YEAR.fullmatch(clause.text) if clause.first or clause.after in ("：", "；") else None
    return int(said["year"]) if said else None


def by_years(sentence: str) -> tuple[int, ...]:
    """The years by which clauses of a sentence say that something shall be reached.

    >>> by_years("到2031年底，建成甲园；到2033年，建成乙园")
    (2031, 2033)
    """
    found = (_BY_YEAR.fullmatch(part) for part in re.split("[，：；]", sentence))
    return tuple(int(said["year"]) for said in found if said)


def yearly(clause: Clause) -> int | None:
    """Where a clause begins to say what shall be done every year, or within some years (并明确|每年收购竹笋3000吨)."""
    if past(clause.text):
        return None
    told = _SAYS.match(clause.text)
    if told is not None and bare(clause.text[told.end() :]):
        return told.end()  # 并明确|共建甲园
    said = _YEARLY.match(clause.text)
    return said.start("said") if said else None
