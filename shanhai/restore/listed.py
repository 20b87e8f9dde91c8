"""Where the words and signs stand that damaged pages have: of spam, of betting sites, of programs that rewrite or localise."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

import daachorse

from shanhai.knowledge.load import table
from shanhai.knowledge.words import words

from .converter import SURROGATE
from .script import shared

LISTS = ("垃圾词", "替换品牌", "伪原创")
TAIWAN = "taiwan"  # the words of that table which the mainland never uses
SIGN = "sign"  # the characters without which some repairs have nothing to do
SIGNS = "&?*＊#壹"


class Found(NamedTuple):
    """A word of a list at [start, end)."""

    start: int
    end: int
    name: str


@lru_cache(maxsize=1)  # three repairs ask this of one text
def listed(text: str) -> Sequence[Found]:
    """The signs, and the words of all lists and the table, in order.

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
    every = dict.fromkeys((*SIGNS, *shared()), SIGN)
    every |= {row["taiwan"]: TAIWAN for row in table("taiwan") if row["only"]}
    every |= {word: name for name in LISTS for word in words(name)}
    return daachorse.CharwiseDoubleArrayAhoCorasick(list(every)), tuple(every.values())
