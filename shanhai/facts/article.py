"""Where the article begins and ends: prose, and what stands between prose; short lines before and after it belong to the site."""

from __future__ import annotations

import re
from collections.abc import Sequence

from shanhai.knowledge import words
from shanhai.model import BlockKind

from .lines import Line
from .title import ANNOUNCES, LEAST_ROW, is_title_like

# A line is prose when it holds the end of a sentence and is so long, or when it is much longer than any entry of a menu
# (of the short lines of bench/layouts that are no part of the article, one in a hundred has 60 characters without the end of a sentence).
LEAST_PROSE, LONG_PROSE = 12, 60

_MARKED = re.compile(r"[，。；：:,]")

# Characters by which lines that were broken at one width differ.
UNEVEN = 3

# Headings before the first prose: of a part, and of a piece in it. More lines that nothing explains are a menu.
MOST_HEADINGS = 2

_RUNNING = (BlockKind.BODY, BlockKind.BACKGROUND)
_END = re.compile(rf"[。；]|[！？…].{{6}}|{ANNOUNCES.pattern}")
# A line that begins with these goes on with the sentence of the line above; a list that is no part of a sentence.
_GOES_ON = re.compile(r"[。，、；：！？”’」』…]")
# 张三、李四参加会见。: too short for prose, and a whole sentence all the same.
_CLOSING = re.compile(r"[\u4e00-\u9fff、，]{4,}。$")
_ATTACHED = re.compile(r"附[:：]|附(?:表|录)\s*\d{0,2}[:：]")
_STOPS = tuple("。！？”」")
_OPENS = re.compile(r"[：:]$")
# 在甲县期间，代表团到乙园、丙: how the last paragraph of a copy begins that breaks off before its first full stop, and no headline.
_BREAKS_OFF = re.compile(rf"(?:在(?![线读])|{words.alternation('期间')})[^，。]*，[^|｜]*[^|｜。！？；…]$")
_SIGNED = re.compile(r"^[（(]?[\u4e00-\u9fff（）()、 ]{4,40}$")
_DATED = re.compile(
    r"^[（(]?(?:(?:19|20)\d{2}|[一二][〇○零一二三四五六七八九]{3})\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月\s*[\d一二三四五六七八九十]{1,3}\s*日[）)]?$"
)

# Lines of such a list for one whose joint can be read: in two of the twelve of bench/further/K4-07 a character is lost.
_FEW_DAMAGED = 1.5

Labelled = tuple[Line, BlockKind]


def is_prose(text: str) -> bool:
    """Whether a line is part of a running text.

    >>> is_prose("10月8日，代表团赴秀山县考察。"), is_prose("桐庐县党政代表团赴秀山县考察"), is_prose("登录 注册")
    (True, False, False)
    """
    if len(text) >= LONG_PROSE:
        return not is_row(text)
    return len(text) >= LEAST_PROSE and bool(_END.search(text)) and not is_title_like(text)


def is_row(text: str) -> bool:
    """Whether a long line is a row of headlines or of entries: parts between blanks without any mark of a sentence.

    >>> is_row("在线读报 甲县召开常务会议 乙区来访对接协作 丙县来访调研"), is_row("9月3日，代表团 赴秀山县 考察")
    (True, False)
    """
    return len(text.split()) >= LEAST_ROW and not _MARKED.search(text)


def first_prose(found: Sequence[Labelled]) -> int | None:
    """The index of the first line of running text; null for a page without any."""
    return next((i for i, (line, kind) in enumerate(found) if kind in _RUNNING and is_prose(line.text)), None)


def extent(found: Sequence[Labelled]) -> tuple[int, int] | None:
    """The indices of the first line of the article and of the line after its last; null for a page without prose.

    A salutation that ends in a colon, or one or two headings, begin an article with the prose after them; what is announced by a colon at
    its end (a list), and the office and day under a notice, end it.
    """
    prose = [i for i, (line, kind) in enumerate(found) if kind in _RUNNING and is_prose(line.text)]
    return (_before(found, prose[0]), _after(found, prose[-1])) if prose else None


def _before(found: Sequence[Labelled], first: int) -> int:
    """The index of the salutation or the headings that lead to the first prose."""
    begin = first
    while begin and found[begin - 1][1] is BlockKind.BODY:
        begin -= 1
    if first - begin <= MOST_HEADINGS or _is_broken([line.text for line, _ in found[begin:first]]):
        return begin
    return first - 1 if _OPENS.search(found[first - 1][0].text) else first


def _is_broken(texts: Sequence[str]) -> bool:
    """Whether lines are one paragraph broken at a width: all but the last are as long as one another, and the last ends a sentence."""
    widths = [len(text) for text in texts[:-1]]
    return min(widths) >= max(LEAST_PROSE, max(widths) - UNEVEN) and len(texts[-1]) <= max(widths) and texts[-1].endswith(_STOPS)


def _after(found: Sequence[Labelled], last: int) -> int:
    """The index after the list or the signature that follows the last prose."""
    end = last + 1
    while end < len(found) and found[end][1] is BlockKind.BODY and _belongs(found[end][0].text):
        end += 1
    if end == len(found) - 1 and found[end][1] is BlockKind.BODY and _BREAKS_OFF.match(found[end][0].text):
        return end + 1
    listed = [line.text for line, kind in found[end : end + 2] if kind is BlockKind.BODY]
    if len(listed) == 2 and _ATTACHED.match(listed[0]) and "、" in listed[1]:
        return end + 2
    announced = found[last : last + 2]
    if any(kind is BlockKind.BODY and _OPENS.search(line.text) for line, kind in announced):
        while end < len(found) and found[end][1] in (BlockKind.BODY, BlockKind.TABLE):
            end += 1
        return end
    if rows := _of_one_joint([line.text for line, kind in found[end:] if kind is BlockKind.BODY]):
        return end + rows
    signature = [line.text for line, kind in found[end : end + 3] if kind in (BlockKind.BODY, BlockKind.BYLINE)]
    for length in (1, 2, 3):
        if len(signature) >= length and _DATED.match(signature[length - 1]) and all(map(_SIGNED.match, signature[: length - 1])):
            return end + length
    return end


def _of_one_joint(texts: Sequence[str]) -> int:
    """How many lines right behind the article, a heading included, pair two sides by one and the same word (甲市对口支援乙镇)."""
    told = [next((w for w in words.words("帮扶动词") if w in text), "") for text in texts]
    joints = ["" if text.startswith(word) or text.endswith(word) else word for text, word in zip(texts, told, strict=True)]
    first = next((joint for joint in joints[:2] if joint), "")
    listed = [i for i, joint in enumerate(joints) if joint == first and len(texts[i]) <= LONG_PROSE]
    while first and listed and listed[-1] + 1 > len(listed) * _FEW_DAMAGED:
        listed.pop()
    return listed[-1] + 1 if first and len(listed) >= LEAST_ROW else 0


def _belongs(text: str) -> bool:
    """Whether a line behind the last prose goes on with it, closes it, or says whom to ask."""
    asked = text.lstrip("（( ").startswith(words.words("联系人"))
    return asked or bool(_GOES_ON.match(text) or _CLOSING.match(text))


def bounded(found: Sequence[Labelled]) -> list[Labelled]:
    """The labelled lines; those outside the article that nothing else explains belong to the site."""
    span = extent(found)
    if span is None:
        return list(found)
    first, end = span
    result = []
    for i, (line, kind) in enumerate(found):
        if kind is BlockKind.BODY and not first <= i < end:
            kind = BlockKind.NAVIGATION
        elif kind is BlockKind.BYLINE and first < i < end and _DATED.match(line.text):
            kind = BlockKind.BODY  # the day under a notice
        result.append((line, kind))
    return result
