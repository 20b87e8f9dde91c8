"""A name that is read in a text, and how well what follows closes it."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache

from shanhai.knowledge import words
from shanhai.model.struct import Value

from .lexicon import is_ordinary, is_running

HAN = "\u4e00-\u9fff\u3400-\u4dbf\U00020000-\U0002fa1f"
WRITTEN = re.compile(rf"[{HAN}]+")
MARK = 3
"""How surely a mark closes a name."""
LONGEST_WORD, LONGEST_HAN = 4, 3
"""Characters of a word of running text, and of a name with a surname of one."""
_CLOSED = re.compile(r"[\s，。、；：！？,;:!?（）()《》“”\"…—|】【\[\]]|$")
# 李四|高兴地说
_ADVERB = re.compile(rf"[{HAN}]{{2,4}}地(?:{words.alternation('地后')})")


class Name(Value, frozen=True, kw_only=True):
    """A name read at a position: where it ends, how it is written without spaces, and how well what follows closes it."""

    end: int
    text: str
    closure: int


@cache
def _after_words() -> dict[str, tuple[str, ...]]:
    """Words that may follow a name, by their first character, longest first."""
    result: dict[str, list[str]] = {}
    for word in sorted(words.words("名后"), key=len, reverse=True):
        result.setdefault(word[0], []).append(word)
    return {k: tuple(v) for k, v in result.items()}


@cache
def never() -> frozenset[str]:
    """The characters that no name has."""
    return frozenset(words.words("非名用字"))


def has_never(told: str) -> bool:
    """Whether characters are among those that no name has."""
    return not never().isdisjoint(told)


def closure(text: str, end: int) -> int:
    """How surely a name ends here: 3 before a mark, 2 before a word of two characters, 1 before one of one, 0 otherwise."""
    if _CLOSED.match(text, end):
        return 3
    if _ADVERB.match(text, end):
        return 2
    for word in _after_words().get(text[end], ()):
        if text.startswith(word, end):
            return min(len(word), 2)
    return 0


def going(name: Name) -> bool:
    """Whether a name is a word and a verb of going: 街道领导|多次|来到."""
    return len(name.text) == LONGEST_HAN and name.text[-1] in words.words("赴") and is_ordinary(name.text[:-1])


def word_begins(text: str, start: int, borders: Container[int]) -> bool:
    """Whether a word of running text, of two characters or more, begins at one of the borders of words: 王强|来到, 玄顺姬|看到."""
    if start not in borders:
        return False
    end = next((end for end in range(start + 1, start + LONGEST_WORD + 1) if end in borders), start)
    return end - start > 1 and is_running(text[start:end])


def closed_by_word(text: str, name: Name, borders: Container[int]) -> Name:
    """The name, closed by the word of running text behind it where nothing else closes it."""
    return (
        name
        if name.closure or is_ordinary(name.text) or not word_begins(text, name.end, borders)
        else Name(end=name.end, text=name.text, closure=1)
    )
