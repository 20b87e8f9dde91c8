"""Pinyin in parentheses behind the characters that it reads: where it stands, and whether a machine or a writer put it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import attrgetter

from shanhai.model.struct import Value

from .characters import HAN
from .readings import spelling, syllables, syllables_lightly, syllables_toneless, syllables_usual, syllables_usual_toneless, toned

# Longest annotation seen in damaged pages: 5 characters; beyond 8 the words of a sentence begin.
LONGEST = 8
LETTERS = "a-zāáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜüńňǹḿɑɡ\u0300\u0301\u0304\u0306\u0308\u030c'’"
ANNOTATED = re.compile(rf"[(（](?<=[{HAN})）].)([{LETTERS}]{{1,64}})[)）]")
# Where there may be one: each begins with a plain character, for which `re` looks fast.
OPENED = {opening: re.compile(rf"[{opening}][{LETTERS}]") for opening in "(（"}
# Nobody explains how 书 is read: three such annotations are damage (the least damaged page of the five seeds has 119, a page of glosses
# explains rare characters and rare readings). As damage falls on any character, everyday ones are then at least half.
EVIDENCE = 3
# Without tones the words in parentheses may be names and domains, 微博(weibo): more of them are asked for.
TONELESS_EVIDENCE = 6
SHARE = 0.5
CACHED = 20_000  # a page has the same words again and again

EVERYDAY = attrgetter("everyday")

Readings = Callable[[str], tuple[str, ...]]


class Annotation(Value, frozen=True, kw_only=True, gc=False):
    """Pinyin at [start, end), parentheses included, of the `read` characters before it."""

    start: int
    end: int
    read: int
    toned: bool
    everyday: bool


@lru_cache(maxsize=1)  # three repairs ask this of one text
def spliced(text: str) -> tuple[Annotation, ...]:
    """The annotations that a machine spliced into the text; none where there are so few, or only of such characters, as a writer explains.

    >>> [text[a.start:a.end] for text in ["党政(dǎngzhèng)代表团(dàibiǎotuán)赴金华(义乌)学(xué)习"] for a in spliced(text)]
    ['(dǎngzhèng)', '(dàibiǎotuán)', '(xué)']
    >>> spliced("歙(shè)县、亳(bó)州、台(tāi)州、六(lù)安")
    ()
    """
    if not annotated(text):
        return ()
    found = tuple(glosses(text))
    bare = tuple([annotation for annotation in found if not annotation.toned])
    if bare and not _damage(bare, TONELESS_EVIDENCE):
        found = tuple(glosses(text, toneless=False))
        bare = ()
    marked = tuple([annotation for annotation in found if annotation.toned]) if bare else found
    return found if _damage(marked, EVIDENCE) else bare


def annotated(text: str) -> bool:
    """Whether a text may have annotations enough: letters in parentheses, that is."""
    found = 0
    for opening, opened in OPENED.items():
        if opening in text:
            found += sum(1 for _ in islice(opened.finditer(text), EVIDENCE))  # a damaged page has hundreds
    return found >= EVIDENCE


def readings_of(text: str) -> dict[str, str]:
    """The characters that a page annotates one by one, each with its reading.

    >>> readings_of("書(shū)記(jì)說(shuō)")
    {'書': 'shū', '記': 'jì', '說': 'shuō'}
    """
    return {text[one.start - 1]: spelling(text[one.start + 1 : one.end - 1]) for one in spliced(text) if one.read == 1}


def glosses(text: str, *, toneless: bool = True) -> Iterator[Annotation]:
    """Parentheses that hold a reading of the characters before them, whoever put them there; earlier ones do not part what they follow."""
    found: list[Annotation] = []
    seen = 0
    for match in ANNOTATED.finditer(text):
        start, end = match.span()
        pinyin = match[1]
        read = toned_syllables(pinyin)
        if start - read >= seen and read_usually(text[start - read : start], pinyin):  # most of them
            annotation = Annotation(start=start, end=end, read=read, toned=True, everyday=True)
        else:
            other = _annotation(_before(text, start, found), match)
            if not other or not (toneless or other.toned):
                continue
            annotation = other
        found.append(annotation)
        seen = end
        yield annotation


@lru_cache(maxsize=CACHED)
def toned_syllables(pinyin: str) -> int:
    """How many syllables carry a tone mark.

    >>> toned_syllables("dǎngzhèng"), toned_syllables("nba")
    (2, 0)
    """
    return sum(map(toned, pinyin))


@lru_cache(maxsize=CACHED)
def read_usually(word: str, pinyin: str) -> bool:
    """Whether pinyin is, tones and all, what everybody reads the characters of a word as.

    >>> read_usually("党政", "dǎngzhèng"), read_usually("", ""), read_usually("歙", "shè")
    (True, False, False)
    """
    return 0 < len(word) <= LONGEST and _spelled(word, spelling(pinyin), syllables_usual) == len(word)


def _before(text: str, start: int, found: Sequence[Annotation]) -> str:
    """The last characters before a place, annotations left out."""
    if not found or found[-1].end <= start - LONGEST:
        return text[max(0, start - LONGEST) : start]
    before = ""
    for annotation in reversed(found):
        before = text[max(annotation.end, start - LONGEST + len(before)) : start] + before
        start = annotation.start
        if len(before) >= LONGEST:
            return before
    return text[max(0, start - LONGEST + len(before)) : start] + before


def _damage(found: Sequence[Annotation], evidence: int) -> bool:
    everyday: int = sum(map(EVERYDAY, found))
    return everyday >= evidence and everyday >= SHARE * len(found)


def _annotation(before: str, match: re.Match[str]) -> Annotation | None:
    pinyin = spelling(match[1])
    everyday, with_tones = _spelled(before, pinyin, syllables_usual), True
    read = everyday or _spelled(before, pinyin, syllables) or (toned(pinyin) and _spelled(before, pinyin, syllables_lightly))
    if not read:
        everyday, with_tones = _spelled(before, pinyin, syllables_usual_toneless), False
        read = everyday or (not toned(pinyin) and _spelled(before, pinyin, syllables_toneless))
    if not read:
        return None
    return Annotation(start=match.start(), end=match.end(), read=read, toned=with_tones, everyday=bool(everyday))


def _spelled(before: str, pinyin: str, readings: Readings) -> int:
    """How many characters at the end of `before` spell the pinyin, 0 when it is not theirs."""
    left = pinyin
    for read, character in enumerate(reversed(before), 1):  # the longest syllable of each is nearly always the one
        for syllable in readings(character):
            if left.endswith(syllable):
                left = left[: -len(syllable)]
                break
        else:
            break
        if not left:
            return read
    return _spelled_somehow(before, pinyin, readings)


def _spelled_somehow(before: str, pinyin: str, readings: Readings) -> int:
    for syllable in readings(before[-1]) if before else ():
        if not pinyin.endswith(syllable):
            continue
        if len(syllable) == len(pinyin):
            return 1
        if earlier := _spelled_somehow(before[:-1], pinyin[: -len(syllable)], readings):
            return earlier + 1
    return 0
