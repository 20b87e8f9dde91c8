"""Where the words stand that only damaged pages have: those of spam, of betting sites, of programs that rewrite."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import daachorse

from shanhai.knowledge.words import words

from .converter import SURROGATE

LISTS = ("垃圾词", "替换品牌", "伪原创")


class Found(NamedTuple):
    """A word of a list at [start, end)."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=1)  # two repairs ask this of one text
def listed(text: str) -> Sequence[Found]:
    """The words of all lists, in order.

    >>> listed("尊龙凯时来访")
    (Found(start=0, end=4, name='替换品牌'),)
    """
    searched = SURROGATE.sub("\ufffd", text) if SURROGATE.search(text) else text
    automaton, names = _automaton()
    found = sorted(Found(start, end, names[index]) for start, end, index in automaton.find_overlapping(searched))
    return tuple(found)


@cache
def _automaton() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[str, ...]]:
    every = {word: name for name in LISTS for word in words(name)}
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(every)), tuple(every.values())
