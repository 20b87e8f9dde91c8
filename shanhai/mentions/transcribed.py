"""Names of other languages, written in characters that stand for their syllables, or with dots between their parts."""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from itertools import pairwise

from shanhai.knowledge import words

from .lexicon import is_manner, is_ordinary, ordinary
from .named import HAN, LONGEST_HAN, MARK, WRITTEN, Name, closed_by_word, closure, going, has_never, never, word_begins

_LEVEL = re.compile(r"自治[区州县旗]|[省市县区州旗盟镇乡村]")
_DOTTED = re.compile(rf"[{HAN}]{{1,8}}(?:[·•・][{HAN}]{{1,8}})+")
_LONGEST, _JOINING, _AND_OTHERS = 7, "和", "等"


@cache
def syllables() -> frozenset[str]:
    """The characters by which names of other languages are written."""
    return frozenset(words.words("民族名用字"))


def _syllable(text: str, start: int) -> int:
    """How many characters of a name of another language begin here: one syllable, or a part that has others in it (乌云|高娃)."""
    longer = (len(part) for part in _parts().get(text[start : start + 1], ()) if text.startswith(part, start))
    return next(longer, int(text[start : start + 1] in syllables()))


@cache
def _parts() -> dict[str, tuple[str, ...]]:
    """The parts of names of other languages by their first character, longest first."""
    result: dict[str, list[str]] = {}
    for part in words.words("民族名成分"):
        result.setdefault(part[0], []).append(part)
    return {first: tuple(found) for first, found in result.items()}


def spellings(text: str, start: int) -> list[Name]:
    """Names without a Han surname: all syllables are those by which other languages are written."""
    end = start
    while end - start < _LONGEST and (step := _syllable(text, end)) and not _goes_on(text, start, end):
        end += step
    stops = (stop for stop in range(end, start + 1, -1) if text[stop - 1] not in never())
    gone = MARK - 1 if _goes_on(text, start, end) else 0
    return [Name(end=stop, text=text[start:stop], closure=max(closure(text, stop), gone if stop == end else 0)) for stop in stops]


def is_spelled(text: str, name: Name, borders: Container[int]) -> bool:
    """Whether what has the form of a name of another language is no word and takes nothing of the next: 马海伍呷|来到."""
    if is_ordinary(name.text) or is_manner(name.text) or going(name):
        return False
    return name.closure == MARK or name.end in borders or not word_begins(text, name.end - 1, borders)


def transcribed(text: str, start: int, borders: Container[int] = ()) -> str:
    """The longest name of another language at a position, of three syllables or more, where a sentence goes on behind it.

    >>> transcribed("次仁央宗曾带着学生来访", 0), transcribed("书记来访", 0)
    ('次仁央宗', '')
    """
    spelled = (n for n in spellings(text, start) if len(n.text) >= LONGEST_HAN and not _LEVEL.search(n.text))
    closed = (closed_by_word(text, n, borders) for n in spelled)
    return max((n.text for n in closed if n.closure and not ordinary(n.text)), key=len, default="")


def closed_off(text: str, start: int, borders: Container[int]) -> Name | None:
    """A name of four characters or more right behind a post, by the mark or the word that closes it: 副县长|木合塔尔江、.

    Two of three characters are those by which names of other languages are written, and words of running text fill no more than half.
    """
    ends = range(start + 2, min(start + _LONGEST, len(text)) + 1)
    end = next((e for e in ends if closure(text, e) > 1 or text.startswith(_AND_OTHERS, e)), 0)
    name = text[start:end]
    if len(name) <= LONGEST_HAN or not WRITTEN.fullmatch(name) or has_never(name) or _LEVEL.search(name):
        return None
    if _JOINING in name or not frozenset(words.words("非名尾字")).isdisjoint(name):
        return None  # 县委书记泽让罗|带人专程…
    cuts = [start, *(i for i in range(start + 1, end) if i in borders), end]
    if cuts[-1] - cuts[-2] > 1 and is_ordinary(text[cuts[-2] : end]):
        return None  # 叶茸|一家
    ordinary_ones = sum(b - a for a, b in pairwise(cuts) if b - a > 1 and is_ordinary(text[a:b]))
    spelled = sum(char in syllables() for char in name)
    if 2 * ordinary_ones > len(name) or 3 * spelled < 2 * len(name):
        return None
    return Name(end=end, text=name, closure=max(2, closure(text, end)))


def _goes_on(text: str, start: int, end: int) -> bool:
    """Whether a sentence goes on behind a name of another language: 才让多杰|家的羊."""
    return end - start > 1 and text.startswith(words.words("族名后"), end)


def dotted(text: str, start: int) -> Name | None:
    """甲·乙丙: the last part ends where something closes it, else after its longest run of transcribing syllables."""
    whole = _DOTTED.match(text, start)
    if whole is None:
        return None
    first = start + max(whole[0].rfind(dot) for dot in "·•・") + 2
    for end in range(first, whole.end() + 1):
        ends = closure(text, end)
        if _goes_on(text, start, end):
            return Name(end=end, text=text[start:end], closure=MARK - 1)
        if ends and (ends >= 2 or text[end] not in syllables()) and text[end - 1 : end + 1] not in _syllable_pairs():
            return Name(end=end, text=text[start:end], closure=MARK)
    return Name(end=whole.end(), text=whole[0], closure=MARK)


@cache
def _syllable_pairs() -> frozenset[str]:
    return frozenset(a + b for a in syllables() for b in syllables())
