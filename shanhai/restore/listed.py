"""Where the words stand that only damaged pages have: those of spam, of betting sites, of programs that rewrite or localise."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

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
    found = occurrences(automaton, text)
    return tuple(sorted(Found(start, end, names[index]) for start, end, index in found)) if found else ()


def occurrences(automaton: Automaton, text: str) -> Sequence[tuple[int, int, int]]:
    """Where the words of an automaton stand in a text, each with its number."""
    try:
        return automaton.find_overlapping(text)
    except UnicodeEncodeError:
        return automaton.find_overlapping(SURROGATE.sub("\ufffd", text))


@cache
def names_of_words() -> Mapping[str, str]:
    """The list, or the table, that each word is of."""
    return {row["taiwan"]: TAIWAN for row in table("taiwan") if row["only"]} | {word: name for name in LISTS for word in words(name)}


@cache
def _automaton() -> tuple[Automaton, tuple[str, ...]]:
    return Automaton(list(names_of_words())), tuple(names_of_words().values())
