"""Pinyin spliced in behind words: 党政(dǎngzhèng)代表团."""

from __future__ import annotations

from shanhai.model import Repair

from .annotation import spliced
from .columns import Batch, deletions


def strip_word_pinyin(text: str) -> Batch:
    """Edits that delete the reading behind each annotated run of two to eight characters.

    >>> [(edit.start, edit.end) for edit in strip_word_pinyin("甲县党政(dǎngzhèng)代表团(dàibiǎotuán)学习(xuéxí)")]
    [(4, 15), (18, 31), (33, 40)]
    """
    found = spliced(text).of_words()
    return deletions(Repair.WORD_PINYIN, found.starts, found.ends, found.texts) if found else ()
