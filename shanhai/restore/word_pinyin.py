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
    return tuple(
        RawEdit(start=annotation.start, end=annotation.end, replacement="", repair=Repair.WORD_PINYIN)
        for annotation in spliced(text)
        if annotation.read > 1
    )
