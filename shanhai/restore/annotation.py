"""Pinyin in parentheses behind the characters that it reads: where it stands, and whether a machine or a writer put it there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, compress, count, islice
from operator import not_

from shanhai.model.struct import Value

from .characters import HAN
from .readings import spelling, syllables, syllables_lightly, syllables_toneless, syllables_usual, syllables_usual_toneless, toned

# Longest annotation seen in damaged pages: 5 characters; beyond 8 the words of a sentence begin.
LONGEST = 8
LETTERS = "a-zāáǎàăēéěèĕīíǐìĭōóǒòŏūúǔùŭǖǘǚǜüńňǹḿɑɡ\u0300\u0301\u0304\u0306\u0308\u030c'’"
ANNOTATED = re.compile(rf"([(（](?<=[{HAN})）].)[{LETTERS}]{{1,64}}[)）])")
# Where there may be one: each begins with a plain character, for which `re` looks fast.
OPENED = {opening: re.compile(rf"[{opening}][{LETTERS}]") for opening in "(（"}
# Nobody explains how 书 is read: three such annotations are damage (the least damaged page of the five seeds has 119, a page of glosses
# explains rare characters and rare readings). As damage falls on any character, everyday ones are then at least half.
EVIDENCE = 3
# Without tones the words in parentheses may be names and domains, 微博(weibo): more of them are asked for.
TONELESS_EVIDENCE = 6
SHARE = 0.5
CACHED = 20_000  # a page has the same words again and again

Readings = Callable[[str], tuple[str, ...]]


class Annotation(Value, frozen=True, kw_only=True, gc=False):
    """Pinyin at [start, end), parentheses included, of the `read` characters before it."""

    start: int
    end: int
    read: int
    toned: bool
    everyday: bool


class Annotations(Value, frozen=True, kw_only=True):
    """Annotations as columns, in order, with the parentheses themselves: one after another they are `Annotation`s."""

    starts: Sequence[int] = ()
    ends: Sequence[int] = ()
    texts: Sequence[str] = ()
    read: Sequence[int] = ()
    toned: Sequence[bool] = ()
    everyday: Sequence[bool] = ()

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[Annotation]:
        for start, end, read, with_tones, everyday in zip(self.starts, self.ends, self.read, self.toned, self.everyday, strict=True):
            yield Annotation(start=start, end=end, read=read, toned=with_tones, everyday=everyday)

    def where(self, chosen: Sequence[object]) -> Annotations:
        """Those for which something is chosen."""
        if all(chosen):
            return self
        return Annotations(
            starts=tuple(compress(self.starts, chosen)),
            ends=tuple(compress(self.ends, chosen)),
            texts=tuple(compress(self.texts, chosen)),
            read=tuple(compress(self.read, chosen)),
            toned=tuple(compress(self.toned, chosen)),
            everyday=tuple(compress(self.everyday, chosen)),
        )

    def of_characters(self) -> Annotations:
        """Those of one character."""
        return self if sum(self.read) == len(self) else self.where([read == 1 for read in self.read])

    def of_words(self) -> Annotations:
        """Those of several characters."""
        return NONE if sum(self.read) == len(self) else self.where([read > 1 for read in self.read])


NONE = Annotations()
UNREAD = (0, False, False)  # parentheses that hold no reading of what stands before them


@lru_cache(maxsize=1)  # three repairs ask this of one text
def spliced(text: str) -> Annotations:
    """The annotations that a machine spliced into the text; none where there are so few, or only of such characters, as a writer explains.

    >>> [text[a.start:a.end] for text in ["党政(dǎngzhèng)代表团(dàibiǎotuán)赴金华(义乌)学(xué)习"] for a in spliced(text)]
    ['(dǎngzhèng)', '(dàibiǎotuán)', '(xué)']
    >>> len(spliced("歙(shè)县、亳(bó)州、台(tāi)州、六(lù)安"))
    0
    """
    if not annotated(text):
        return NONE
    found = glosses(text)
    bare = NONE if all(found.toned) else found.where([not tones for tones in found.toned])
    if bare and not _damage(bare, TONELESS_EVIDENCE):
        found, bare = glosses(text, toneless=False), NONE
    marked = found.where(found.toned) if bare else found
    return found if _damage(marked, EVIDENCE) else bare


def annotated(text: str) -> bool:
    """Whether a text may have annotations enough: letters in parentheses, that is."""
    found = 0
    for opening, opened in OPENED.items():
        if opening in text and opened.search(text):
            found += sum(1 for _ in islice(opened.finditer(text), EVIDENCE))  # a damaged page has hundreds
    return found >= EVIDENCE


def readings_of(text: str) -> dict[str, str]:
    """The characters that a page annotates one by one, each with its reading.

    >>> readings_of("書(shū)記(jì)說(shuō)")
    {'書': 'shū', '記': 'jì', '說': 'shuō'}
    """
    found = spliced(text).of_characters()
    return {text[start - 1]: spelling(text[start + 1 : end - 1]) for start, end in zip(found.starts, found.ends, strict=True)}


def glosses(text: str, *, toneless: bool = True) -> Annotations:
    """Parentheses that hold a reading of the characters before them, whoever put them there; earlier ones do not part what they follow."""
    pieces = ANNOTATED.split(text)  # what stands before the first, the first, what stands between it and the second, …
    between, readings = pieces[:-1:2], pieces[1::2]
    edges = list(accumulate(map(len, pieces)))
    starts, ends = edges[:-1:2], edges[1::2]
    alone = list(map(reads_usually, readings, [piece[-1:] for piece in between]))  # on most pages all of them
    read, with_tones, everyday = [1] * len(alone), alone.copy(), alone.copy()
    for number in compress(count(), map(not_, alone)):
        reading = readings[number]
        several = toned_syllables(reading)
        if several > 1 and reads_usually(reading, between[number][-several:]):
            read[number], with_tones[number], everyday[number] = several, True, True
            continue
        earlier = ((starts[place], ends[place]) for place in range(number - 1, -1, -1) if read[place])
        found = _reading(_before(text, starts[number], earlier), reading[1:-1])
        read[number], with_tones[number], everyday[number] = found if toneless or found[1] else UNREAD
    return Annotations(starts=starts, ends=ends, texts=readings, read=read, toned=with_tones, everyday=everyday).where(read)


@lru_cache(maxsize=CACHED)
def toned_syllables(pinyin: str) -> int:
    """How many syllables carry a tone mark.

    >>> toned_syllables("dǎngzhèng"), toned_syllables("nba")
    (2, 0)
    """
    return sum(map(toned, pinyin))


@lru_cache(maxsize=CACHED)
def reads_usually(reading: str, word: str) -> bool:
    """Whether what stands in parentheses is, tones and all, what everybody reads the characters of a word as.

    >>> reads_usually("(dǎngzhèng)", "党政"), reads_usually("()", ""), reads_usually("(shè)", "歙")
    (True, False, False)
    """
    return 0 < len(word) <= LONGEST and _spelled(word, spelling(reading[1:-1]), syllables_usual) == len(word)


def _before(text: str, start: int, earlier: Iterable[tuple[int, int]]) -> str:
    """The last characters before a place, annotations left out, which are given from the last to the first."""
    before = ""
    for beginning, end in earlier:
        before = text[max(end, start - LONGEST + len(before)) : start] + before
        if len(before) >= LONGEST:
            return before
        start = beginning
    return text[max(0, start - LONGEST + len(before)) : start] + before


def _damage(found: Annotations, evidence: int) -> bool:
    everyday = sum(found.everyday)
    return everyday >= evidence and everyday >= SHARE * len(found)


def _reading(before: str, pinyin: str) -> tuple[int, bool, bool]:
    """How many of the characters before it pinyin is of, whether by its tones, and whether usually so."""
    pinyin = spelling(pinyin)
    everyday, with_tones = _spelled(before, pinyin, syllables_usual), True
    read = everyday or _spelled(before, pinyin, syllables) or (toned(pinyin) and _spelled(before, pinyin, syllables_lightly))
    if not read:
        everyday, with_tones = _spelled(before, pinyin, syllables_usual_toneless), False
        read = everyday or (not toned(pinyin) and _spelled(before, pinyin, syllables_toneless))
    return (int(read), with_tones, bool(everyday)) if read else UNREAD


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
