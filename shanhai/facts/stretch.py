"""Clauses and sentences around an offset of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

_CLAUSE, _SENTENCE = "，。；！？：、\n（）()", "。！？\n"
_LONGEST = 200  # characters looked at to either side; the longest sentence of our labelled pages has 203


@lru_cache(maxsize=16)  # those of one page
def _at(text: str, marks: str) -> Sequence[int]:
    return [hit.start() for hit in re.finditer(f"[{re.escape(marks)}]", text)]


def start_of(text: str, offset: int, marks: str = _SENTENCE) -> int:
    """Where the stretch begins in which an offset lies: behind the last of some marks before it, or where the text does.

    >>> start_of("甲县来人。乙县送客", 7), start_of("甲县来人", 2)
    (5, 0)
    """
    before = bisect_left(at := _at(text, marks), offset)
    return at[before - 1] + 1 if before else 0


def end_of(text: str, offset: int, marks: str = _SENTENCE) -> int:
    """Where the stretch ends in which an offset lies: at the next of some marks, or where the text does.

    >>> end_of("甲县来人。乙县送客", 2), end_of("甲县来人", 2)
    (4, 4)
    """
    before = bisect_left(at := _at(text, marks), offset)
    return at[before] if before < len(at) else len(text)


def _around(text: str, start: int, end: int, marks: str) -> tuple[int, int]:
    return max(start_of(text, start, marks), start - _LONGEST), min(end_of(text, end, marks), end + _LONGEST)


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The clause around a span, between marks of any kind.

    >>> clause("甲县捐赠资金25万元、公务车1辆。", 6, 10)
    (0, 10)
    """
    return _around(text, start, end, _CLAUSE)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a span.

    >>> sentence("甲县来人。乙县送客，丙县不知。", 6, 7)
    (5, 14)
    """
    return _around(text, start, end, _SENTENCE)
