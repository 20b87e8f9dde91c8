"""How likely a character is after two others: counts of public text, and of the page itself."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache, lru_cache
from itertools import pairwise
from math import log
from pathlib import Path
from typing import NamedTuple

import msgspec
import zstandard

from shanhai.model.errors import KnowledgeError

PLACE = "restore/ngrams.zst"
DIGIT = "0"  # stands for every digit: no count may prefer one number to another
# Marks as they are counted: half-width ones are those of a folded page.
COUNTED = str.maketrans(
    {
        **dict(zip(",;:!?()", "，；：！？（）", strict=True)),
        **dict.fromkeys("123456789", DIGIT),
        **{chr(0xFF10 + n): DIGIT for n in range(10)},
    }
)
# Share of a page's own counts where the page has the two characters before, and where it has only one of them.
# Set by judgement; 0.2 and 0.05 find 145, 0.5 and 0.15 find 143 of the 266 lines of hypothesis.py, where these find 144.
OWN_TRIGRAMS, OWN_BIGRAMS = 0.3, 0.1
UNSEEN = 0.5  # counts of a character that the corpus lacks
# What is taken off each count of a pair and of a three, for what the corpus has not seen (absolute discounting, after Ney).
DISCOUNTS = (0.0, 0.6, 0.75)


class Shelf(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Sequences of one length, sorted: the last character of each, how often it stands, and where those that go on from it begin."""

    characters: array[int]
    counts: array[int]
    begins: array[int]


class Followers(NamedTuple):
    """The characters behind a sequence: the share of each in what follows, counts discounted, and the share that is left to others."""

    shares: Mapping[int, float]
    rest: float


NOTHING = Followers({}, 1.0)


class Ngrams(msgspec.Struct, frozen=True, kw_only=True, gc=False, eq=False):
    """Counts of single characters, of pairs and of threes."""

    shelves: tuple[Shelf, Shelf, Shelf]
    company: Mapping[int, float]  # behind how many different characters each character stands, and a little more

    def find(self, shelf: int, character: str, begin: int, end: int) -> int:
        """The place of a character on a shelf between two places, -1 where it does not stand there."""
        characters = self.shelves[shelf].characters
        point = ord(character)
        if point > 0xFFFF:
            return -1
        place = bisect_left(characters, point, begin, end)
        return place if place < end and characters[place] == point else -1

    def followers(self, before: str) -> tuple[int, int, int]:
        """Where on the next shelf the characters stand that follow a sequence of one or two, and how often the sequence stands."""
        begin, end, times = 0, len(self.shelves[0].characters), 0
        for shelf, character in enumerate(before):
            place = self.find(shelf, character, begin, end)
            if place < 0:
                return 0, 0, 0
            begins = self.shelves[shelf].begins
            begin, times = begins[place], self.shelves[shelf].counts[place]
            end = begins[place + 1] if place + 1 < len(begins) else len(self.shelves[shelf + 1].characters)
        return begin, end, times


def counted(text: str) -> str:
    """A text as it is counted: marks full width, every digit alike.

    >>> counted("9月26日,(甲县)")
    '0月00日，（甲县）'
    """
    return text.translate(COUNTED)


@cache
def ngrams() -> Ngrams:
    """The counts that ship with the package, read when they are first asked for. KnowledgeError where the file is broken."""
    return read(Path(__file__).with_name("ngrams.zst"))


def frequency(character: str) -> int:
    """How often a character stands in the corpus.

    >>> frequency("的") > frequency("鼐") >= 0
    True
    """
    corpus = ngrams()
    place = corpus.find(0, character, 0, len(corpus.shelves[0].characters))
    return corpus.shelves[0].counts[place] if place >= 0 else 0


def read(path: Path) -> Ngrams:
    """The counts in a file of scripts/train_model.py."""
    try:
        content = zstandard.decompress(path.read_bytes())
        header, _, columns = content.partition(b"\n")
        sizes = msgspec.json.decode(header, type=list[int])
        shelves, here = [], 0
        for size in sizes:
            arrays = []
            for code, width in (("H", 2), ("I", 4), ("I", 4)):
                column = array(code, columns[here : here + width * size])
                if sys.byteorder == "big":
                    column.byteswap()
                arrays.append(column)
                here += width * size
            shelves.append(Shelf(characters=arrays[0], counts=arrays[1], begins=arrays[2]))
        first, second, third = shelves
    except (OSError, ValueError, zstandard.ZstdError, msgspec.DecodeError) as error:
        raise KnowledgeError(
            PLACE, f"it cannot be read ({error})", "install shanhai again, or make it with scripts/train_model.py"
        ) from error
    company = {point: times + UNSEEN for point, times in Counter(second.characters).items()}
    return Ngrams(shelves=(first, second, third), company=company)


def written(shelves: tuple[Shelf, ...]) -> bytes:
    """The bytes of such a file."""
    header = msgspec.json.encode([len(shelf.characters) for shelf in shelves]) + b"\n"
    columns = []
    for shelf in shelves:
        for column in (shelf.characters, shelf.counts, shelf.begins):
            if sys.byteorder == "big":
                column.byteswap()
            columns.append(column.tobytes())
    return zstandard.compress(header + b"".join(columns), 19)


class _Context:
    """What is known of the characters behind two others: counts of threes and pairs, of the corpus and of the page itself."""

    __slots__ = ("bigrams", "known", "own", "trigrams")

    def __init__(self, trigrams: Followers, bigrams: Followers, own: tuple[str, int, int]) -> None:
        self.trigrams = trigrams
        self.bigrams = bigrams
        self.own = own
        self.known: dict[str, float] = {}


class Language:
    """The chances of characters on one page: discounted counts of the corpus, mixed with what the page has itself.

    >>> language = Language("")
    >>> language.log_chance("共", "产", "党") > language.log_chance("共", "产", "挡")
    True
    """

    __slots__ = ("_asked", "_bigrams", "_company", "_contexts", "_corpus", "_own", "_pairs", "_trigrams")

    def __init__(self, page: str, corpus: Ngrams | None = None) -> None:
        """`page` is counted text (see `counted`) in simplified characters."""
        self._corpus = corpus or ngrams()
        self._company, self._pairs = self._corpus.company, len(self._corpus.shelves[1].characters)
        self._own: Mapping[str, int] = dict(Counter(page))
        self._bigrams: Mapping[str, int] = dict(Counter(map("".join, pairwise(page))))
        self._trigrams: Mapping[str, int] = dict(Counter(map("".join, zip(page, page[1:], page[2:], strict=False))))
        self._asked = 0
        self._contexts: dict[str, _Context] = {}

    def log_chance(self, first: str, second: str, character: str) -> float:
        """The natural logarithm of the chance that a character follows two others."""
        self._asked += 1
        before = first + second
        context = self._contexts.get(before)
        if context is None:
            context = self._contexts[before] = self._context(before)
        known = context.known.get(character)
        if known is None:
            known = context.known[character] = log(self._chance(context, character))
        return known

    def likelier(self, first: str, second: str, chance: float) -> Callable[[str], bool]:
        """A quick test of characters: false where the chance of a character behind two others is certainly no more than `chance`.

        >>> test = Language("").likelier("共", "产", 0.01)
        >>> test("党"), test("挡")
        (True, False)
        """
        context = self._behind(first + second)
        seen, company, own = context.bigrams.shares, self._company, self._bigrams
        # What neither the corpus nor the page has behind the second has no more than what is left to others.
        least = chance * self._pairs / (context.bigrams.rest * context.trigrams.rest)

        def test(character: str) -> bool:
            point = ord(character)
            return company.get(point, UNSEEN) > least or point in seen or second + character in own

        return test

    def _behind(self, before: str) -> _Context:
        context = self._contexts.get(before)
        if context is None:
            context = self._contexts[before] = self._context(before)
        return context

    def asked(self) -> int:
        """How many chances have been asked for: the measure of what a search has cost."""
        return self._asked

    def _context(self, before: str) -> _Context:
        corpus = self._corpus
        own = (before, self._bigrams.get(before, 0), self._own.get(before[1:], 0))
        return _Context(followers(corpus, before), followers(corpus, before[1:]), own)

    def _chance(self, context: _Context, character: str) -> float:
        # In any company at all: 月 is frequent, but behind digits (after Kneser and Ney).
        point = ord(character)
        chance = self._company.get(point, UNSEEN) / self._pairs
        shares, rest = context.bigrams
        chance = shares.get(point, 0.0) + rest * chance
        shares, rest = context.trigrams
        chance = shares.get(point, 0.0) + rest * chance
        before, pairs, singles = context.own
        own = 0.0
        if pairs > 1:
            own += OWN_TRIGRAMS * (self._trigrams.get(before + character, 0) / pairs - chance)
        if singles > 1:
            own += OWN_BIGRAMS * (self._bigrams.get(before[1:] + character, 0) / singles - chance)
        return chance + own


@lru_cache(maxsize=20_000)  # some 40 MB; a page asks for a few thousand
def followers(corpus: Ngrams, before: str) -> Followers:
    """What the corpus has behind a sequence of one or two characters."""
    begin, end, times = corpus.followers(before)
    if end == begin:
        return NOTHING
    discount = DISCOUNTS[len(before)]
    shelf = corpus.shelves[len(before)]
    counts = shelf.counts[begin:end]
    kept = sum(counts)
    times = max(times, kept)
    shares = {point: (count - discount) / times for point, count in zip(shelf.characters[begin:end], counts, strict=True)}
    return Followers(shares, (times - kept + discount * (end - begin)) / times)


EDGE = "\n"


def halves(before: str, after: str) -> float:
    """By how much (natural logarithm) two stretches are likelier the halves of a line than two lines, as public text has them.

    >>> halves("两县签订合作框架协", "议和备忘录") > 6 > halves("两县签订合作框架协议", "代表团参观产业园")
    True
    """
    last, begin = counted(before[-2:]).rjust(2, EDGE), counted(after[:2]).ljust(2, EDGE)
    first, second, third, fourth = last[0], last[1], begin[0], begin[1]
    chance = corpus().log_chance
    together = chance(first, second, third) + chance(second, third, fourth)
    return together - chance(first, second, EDGE) - chance(EDGE, EDGE, third) - chance(EDGE, third, fourth)


@cache
def corpus() -> Language:
    """Public text alone: where what a page says elsewhere decided, reading it again would find more."""
    return Language("")
