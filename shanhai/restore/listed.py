"""Where the words stand that only damaged pages have: those of spam, of betting sites, of programs that rewrite or localise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import daachorse

from shanhai.knowledge.load import table
from shanhai.knowledge.words import words

from .converter import SURROGATE

LISTS = ("垃圾词", "替换品牌", "伪原创")
TAIWAN = "taiwan"  # the words of that table which the mainland never uses


class Found(NamedTuple):
    """A word of a list at [start, end)."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=1)  # three repairs ask this of one text
def listed(text: str) -> Sequence[Found]:
    """The words of all lists and the table, in order.

    >>> listed("尊龙凯时来访")
    (Found(start=0, end=4, name='替换品牌'),)
    """
    automaton, names = _automaton()
    try:
        found = automaton.find_overlapping(text)
    except UnicodeEncodeError:
        found = automaton.find_overlapping(SURROGATE.sub("\ufffd", text))
    return tuple(sorted(Found(start, end, names[index]) for start, end, index in found)) if found else ()


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    every = {row["taiwan"]: TAIWAN for row in table("taiwan") if row["only"]} | {word: name for name in LISTS for word in words(name)}
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(every)), tuple(every.values())
