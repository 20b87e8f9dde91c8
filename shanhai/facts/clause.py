"""Clauses and modals: which clauses say what will or shall be done (要, 将, 希望, 愿, 计划), and where its words begin."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.model import PledgeKind
from shanhai.model.struct import Value

# A stop of the width of a letter ends a sentence behind a character (设立窗口.（记者甲）); a colon between digits is a ratio.
_STOP = r"(?<=[\u4e00-\u9fff”）])\.(?=[（(\s]|$)"
_END = re.compile(rf"[。！？!?\n]|{_STOP}")
_PART = re.compile(rf"[，；：,;。！？!?\n]|(?<!\d):|:(?!\d)|{_STOP}")
# 甲报讯（记者乙）|我市将…: who tells is no part of what is told.
_DATELINE = re.compile(r"[^，。；：\n（）]{0,16}[讯电][ \u3000]*（[^（）\n]*）[ \u3000]*")
# 本着“优势互补，互利共赢”|原则，…: what somebody goes by is said in one breath.
# So is what is called by a name in quotation marks: 认识“治甲，先稳乙”|的战略.
_PRINCIPLES = re.compile(
    rf"(?:{words.alternation('本着')})“[^“”。！？\n]{{2,60}}”|(?<=[\u4e00-\u9fff])“[^“”。！？\n；：]{{2,40}}”(?=的|{words.alternation('所谓')})"
)
# The characters with which a modal may begin beside the words of its classes: nothing is tried anywhere else.
_BEGINS = "愿还也都必仍又将我一定会更既就均要应须需请决"


class Clause(Value, frozen=True, kw_only=True):
    """A piece of a sentence between marks; `first` when it opens its sentence, `after` the mark before it."""

    start: int
    end: int
    text: str
    first: bool = False
    after: str = ""


class Modal(Value, frozen=True, kw_only=True):
    """A modal in a clause: what it makes of the clause, where it begins and where the promised words begin (offsets into the clause)."""

    kind: PledgeKind
    start: int
    end: int
    word: str


def clauses(text: str, start: int, end: int) -> Iterator[Clause]:
    """The clauses of text[start:end], quotation marks and blanks at their edges left out.

    >>> [(c.text, c.first) for c in clauses("甲说，要“共建”。乙走", 0, 11)]
    [('甲说', True), ('要“共建”', False), ('乙走', True)]
    >>> [c.text for c in clauses("将本着“互补，共赢”的原则，加强合作", 0, 18)]
    ['将本着“互补，共赢”的原则', '加强合作']
    """
    begin, first, after = start, True, ""
    whole = [quoted.span() for quoted in _PRINCIPLES.finditer(text, start, end)]
    marks = _PART.finditer(text, start, end)
    while begin < end:
        hit = next((mark for mark in marks if not any(a < mark.start() < b for a, b in whole)), None)
        stop = hit.start() if hit else end
        dateline = _DATELINE.match(text, begin, stop) if first else None
        a, b = dateline.end() if dateline else begin, stop
        while a < b and (text[a].isspace() or (text[a] in "“‘”’" and not _closed(text[a + 1 : b], text[a]))):
            a += 1
        while b > a and (text[b - 1].isspace() or (text[b - 1] in "”’“‘" and not _opened(text[a : b - 1], text[b - 1]))):
            b -= 1
        if a < b:
            yield Clause(start=a, end=b, text=text[a:b], first=first, after=after)
        if hit is None:
            return
        first = (first and a == b) or bool(_END.match(text, stop)) or (text[stop + 1 : stop + 2] == "”" and bool(_END.match(text, stop)))
        after = hit[0]
        begin = hit.end()


def _closed(rest: str, mark: str) -> bool:
    return mark in "“‘" and {"“": "”", "‘": "’"}[mark] in rest


def _opened(rest: str, mark: str) -> bool:
    return mark in "”’" and {"”": "“", "’": "‘"}[mark] in rest


@cache
def _modals() -> tuple[tuple[PledgeKind, str], ...]:
    opening = rf"(?=[“‘《（(]|{_opening()})"
    commitment, instruction = PledgeKind.COMMITMENT, PledgeKind.INSTRUCTION
    return (
        (
            PledgeKind.HOPE,
            rf"(?<![得人满的受殷])(?:{words.alternation('希望')})(?!{words.alternation('希望后')})",
        ),
        (PledgeKind.APPEAL, rf"(?<!的)(?:{words.alternation('呼吁')})"),
        (commitment, f"{words.unled('非愿', '愿')}愿(?:意)?{words.unfollowed('非愿', '愿')}"),
        (
            commitment,
            r"(?:还|也|都|必|仍|又)?(?<!更是)(?<!旨在)将(?:会|要)?(?!迎来[^，]{0,9}(?:周年|诞辰|节)|于\d|由[\d一二三四五六七八九十])"
            + words.unfollowed("非将", "将")
            + opening,
        ),
        (commitment, rf"(?<!更是)将(?=于[^，。；]{{2,20}}(?:{words.alternation('将于')}))"),
        (commitment, rf"(?:我们|(?<![来到临访赴])我|也|都|一定|还|定)会{words.unfollowed('非会', '会')}{opening}"),
        (
            instruction,
            words.unled("非要", "要")
            + rf"(?:还|也|都|更|既|又|就|均)?要{words.unfollowed('非要', '要')}(?!走[\d一二三四五六七八九十几]|花\d)",
        ),
        (instruction, rf"(?:{words.alternation('必须')})|(?<![必无])须(?=[于在按将每尽严及])|应(?=加|进|在|当|以|把|坚|积|充|抓)"),
        (instruction, rf"需要(?={words.alternation('需要者')}|[\u4e00-\u9fff]{{2}}两[省市县地区])"),
        (instruction, rf"(?:{words.alternation('当即')})(?:{words.alternation('勉励')})(?={words.alternation('有关')}|\w{{0,4}}部门)"),
        (commitment, rf"{words.unled('非会', '会')}会(?={words.alternation('一如既往')})"),
        (
            PledgeKind.HOPE,
            rf"{words.unled('非请', '请')}请{words.unfollowed('非请', '请')}(?![^，。]{{0,6}}(?:{words.alternation('客套')}))",
        ),
        (commitment, rf"(?<![的有下其])决心(?={_opening()})"),
        (commitment, f"(?<![有上])一定{words.unfollowed('非一定', '一定')}"),
        (
            PledgeKind.PLAN,
            rf"(?<![《“的施动为对把给按依原])(?<!思)(?<!设)(?:{words.alternation('打算')})(?![》”的书内外中、]|{words.alternation('打算后')}|$)",
        ),
    )


@cache
def _expression() -> re.Pattern[str]:
    begins = f"(?={words.initials('希望', '呼吁', '打算', '必须', '当即')}|[{_BEGINS}])"
    return re.compile(begins + "(?:" + "|".join(f"(?P<m{n}>{pattern})" for n, (_, pattern) in enumerate(_modals())) + ")")


def modal(text: str) -> Modal | None:
    """The first modal of a clause.

    >>> modal("希望双方加强协作").kind.value, modal("将资金管理好"), modal("重要的是人")
    ('hope', None, None)
    """
    hit = _expression().search(text)
    if hit is None:
        return None
    kind = _modals()[int((hit.lastgroup or "m0")[1:])][0]
    return Modal(kind=kind, start=hit.start(), end=hit.end(), word=hit[0])


def _opening() -> str:
    return f"{words.alternation('谓首')}|{words.alternation('自觉')}"


@cache
def _heads() -> re.Pattern[str]:
    return re.compile(rf"[“‘]?(?:{words.alternation('承接')})?[”’]?[，、]?[“‘]?(?:{_opening()})(?![\u4e00-\u9fff]?的)")


def bare(text: str) -> bool:
    """Whether a clause begins with a verb or what goes before one, without a subject.

    >>> bare("进一步深化合作"), bare("各地干部纷纷到场")
    (True, False)
    """
    return bool(_heads().match(text))
