"""A sentence without what may be left out of it: adverbs, asides, quotation marks, how many came, who accompanied."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words

from .sentence import Sentence

_COMPANY = r"(?<=一行)(?:\d+|[一二三四五六七八九十百两]+)[余多]?人"  # 李四一行|12人|来到
_ASIDE = r"（[^（）。！？；]{1,30}）"
_MARK = r"[“”‘’「」『』]"
_IN_COMPANY = r"在[^，。；！？：]{2,40}?(?:陪同|陪伴)下，?"
_BEGINS = r"\d一二三四五六七八九十百两（“”‘’「」『』在"
_AFTER, _EDGE = "，", frozenset("，、。；：")


@cache
def _left_out() -> re.Pattern[str]:
    begins = rf"(?={words.initials('可略')}|[{_BEGINS}])"  # nothing is tried anywhere else
    return re.compile(rf"{begins}(?:(?P<adverb>(?:{words.alternation('可略')})地?)|{_COMPANY}|{_ASIDE}|{_MARK}|{_IN_COMPANY})")


def left_out(sentence: Sentence) -> frozenset[int]:
    """The offsets into the sentence that may be left out; dates stay, as rules tell by them which visit is meant.

    >>> said = Sentence(text="甲市代表团一行12人风尘仆仆来到“山城”乙县", start=0)
    >>> gone = left_out(said)
    >>> "".join(c for i, c in enumerate(said.text) if i not in gone)
    '甲市代表团一行来到山城乙县'
    """
    text, shift = sentence.text, sentence.start
    held = [(m.start - shift, m.end - shift) for m in sentence.mentions]
    gone: set[int] = set()
    for hit in _left_out().finditer(text):
        start, end = hit.span()
        if any(a < start < b or a < end < b for a, b in held) or (hit["adverb"] and any(a <= start < b for a, b in held)):
            continue
        gone.update(range(start, _closed(text, start, end)))
    return frozenset(gone)


def _closed(text: str, start: int, end: int) -> int:
    """The end of what is left out, with the comma behind it where another stands before it, or nothing does."""
    begun = start == 0 or text[start - 1] in _EDGE
    return end + 1 if begun and text.startswith(_AFTER, end) else end
