"""Clauses and sentences around an offset of the text."""

from __future__ import annotations

import re
from functools import cache

_CLAUSE, _SENTENCE = "，。；！？：、\n（）()", "。！？\n"
_LONGEST = 200  # characters looked at to either side; the longest sentence of our labelled pages has 203


@cache
def _expression(stops: str) -> re.Pattern[str]:
    return re.compile(f"[{stops}]")


def _around(text: str, start: int, end: int, stops: str) -> tuple[int, int]:
    earliest = max(0, start - _LONGEST)
    first = start
    while first > earliest and text[first - 1] not in stops:
        first -= 1
    last = _expression(stops).search(text, end, end + _LONGEST)
    return first, last.start() if last else min(len(text), end + _LONGEST)


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
