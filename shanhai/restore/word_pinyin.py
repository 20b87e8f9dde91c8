"""Pinyin spliced in behind words: 党政(dǎngzhèng)代表团."""

from __future__ import annotations

from shanhai.model import Repair

from .annotation import spliced
from .edit import RawEdit


def strip_word_pinyin(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the reading behind each annotated run of two to eight characters.

    >>> [(edit.start, edit.end) for edit in strip_word_pinyin("甲县党政(dǎngzhèng)代表团(dàibiǎotuán)学习(xuéxí)")]
    [(4, 15), (18, 31), (33, 40)]
    """
    repair = Repair.WORD_PINYIN
    return tuple([RawEdit(start=one.start, end=one.end, replacement="", repair=repair) for one in spliced(text) if one.read > 1])
