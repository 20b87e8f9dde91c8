"""The lines of a restored text; a long line that holds a whole page falls into pieces at its blanks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from shanhai.model.struct import Value

# Longer lines are pages in one line, or paragraphs, which lose nothing when they are taken in pieces that follow one another.
LONG = 120

_LINE = re.compile(r"(?:^[^\S\n]*[•·▪◦][^\S\n]+)?(?P<line>[^\s|｜](?:[^\n]*[^\s|｜])?)", re.MULTILINE)
# White space, but not inside a date, a number or a phrase of Latin letters; a full date begins a piece.
_BLANK = re.compile(r"[^\S\n]+(?=(?:19|20)\d{2}[年\-/.])|(?<![讯电A-Za-z])[^\S\n]+(?![0-9A-Za-z\s])")


# Nor inside a bracket, a quotation or a dateline: 甲网讯（通讯员 李四）, 「共建通道 助力协同」, 甲网讯 记者 李四 报道：.
_BRACKET = re.compile(
    r"[（(][^（）()\n]{1,60}[）)]|「[^「」\n]{1,60}」|“[^“”\n]{1,60}”|《[^《》\n]{1,60}》|^\S{2,14}(?:讯|电|消息)\s[^。\n]{0,60}?报道[:：，,]"
)
# A headline and its info line in one: 甲县来访 时间：2021-01-25 来源：乙报.
_INFO = re.compile(
    r"(?P<title>(?:(?!记者|[。；|>]|(?:栏目|频道|位置|网|报|台|中心|政府|局|办|社)\s)[^\n:：]){10,60}?(?<=[\u4e00-\u9fff”」！？)）]))"
    r"[^\S\n]+(?:(?:发布|发稿|发表|更新)?(?:时间|日期)|(?:信息|文章|稿件)?来源|作者)[ \u3000]?[:：](?=.*\d{4})"
)

_BLANKS = " \t\u3000\u00a0?？"  # a lost blank may be a question mark
# A stamp and the story in one: 甲网 2020-09-29 09:47 近日，….
_STAMPED = re.compile(
    r"(?P<title>[^。，；\n]{0,40}?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*\d{1,2}:\d{2}(?::\d{2})?)[\s?？]+(?=[\u4e00-\u9fff][^\n]{12,}。)"
)


# A paragraph that has lost its commas, or has them for blanks: it ends as one, and nothing else that a page's one line holds is in it.
_ENDS, _ALONE = ("。", "！", "？"), re.compile(r"，|[|｜>]|\d:\d\d|[。！？][^。！？]*\b(?:19|20)\d{2}-\d")


class Line(Value, frozen=True, kw_only=True):
    """A line of the restored text without the white space around it."""

    start: int
    end: int
    text: str


def lines(text: str) -> tuple[Line, ...]:
    r"""The lines that hold something, with their offsets.

    >>> [line.text for line in lines("甲县\n\n　乙县 | ")]
    ['甲县', '乙县']
    """
    return tuple(piece for found in _LINE.finditer(text) for piece in _pieces(found.start("line"), found["line"]))


def _pieces(start: int, text: str) -> Iterator[Line]:
    if len(text) <= LONG or (text.endswith(_ENDS) and not _ALONE.search(text)):
        headed = _INFO.match(text) or _STAMPED.match(text)
        for begin, end in ((0, headed.end("title")), (headed.end("title"), len(text))) if headed else ((0, len(text)),):
            inner = text[begin:end].lstrip(_BLANKS) if begin else text[:end]
            yield Line(start=start + end - len(inner), end=start + end, text=inner)
        return
    begin = 0
    ends = [hit.span() for hit in _BRACKET.finditer(text)]
    for blank in _BLANK.finditer(text):
        before = bisect_left(ends, (blank.start(), 0)) - 1  # the last bracket that begins before the blank
        if blank.start() > begin and not (before >= 0 and blank.start() < ends[before][1]):
            yield Line(start=start + begin, end=start + blank.start(), text=text[begin : blank.start()])
            begin = blank.end()
    if begin < len(text):
        yield Line(start=start + begin, end=start + len(text), text=text[begin:])
