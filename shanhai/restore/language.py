"""How likely a character is after two others: counts of public text, and of the page itself."""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from math import log
from pathlib import Path

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
# Set by judgement, not yet swept.
OWN_TRIGRAMS, OWN_BIGRAMS = 0.3, 0.1
UNSEEN = 0.5  # counts of a character that the corpus lacks


class Shelf(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Sequences of one length, sorted: the last character of each, how often it stands, and where those that go on from it begin."""

    characters: array[int]
    counts: array[int]
    begins: array[int]


class Ngrams(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """Counts of single characters, of pairs and of threes."""

    shelves: tuple[Shelf, Shelf, Shelf]
    company: Mapping[int, int]  # behind how many different characters each character stands

    def find(self, shelf: int, character: str, begin: int, end: int) -> int:
        """The place of a character on a shelf between two places, -1 where it does not stand there."""
        characters = self.shelves[shelf].characters
        point = ord(character)
        if point > 0xFFFF:
            return -1
        place = bisect_left(characters, point, begin, end)
        return place if place < end and characters[place] == point else -1

    def followers(self, before: str) -> tuple[int, int]:
        """Where on the next shelf the characters stand that follow a sequence of one or two."""
        begin, end = 0, len(self.shelves[0].characters)
        for shelf, character in enumerate(before):
            place = self.find(shelf, character, begin, end)
            if place < 0:
                return 0, 0
            begins = self.shelves[shelf].begins
            begin = begins[place]
            end = begins[place + 1] if place + 1 < len(begins) else len(self.shelves[shelf + 1].characters)
        return begin, end


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
    return Ngrams(shelves=(first, second, third), company=Counter(second.characters))


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


class Language:
    """The chances of characters on one page: Witten-Bell estimates from the corpus, mixed with what the page has itself.

    >>> language = Language("")
    >>> language.log_chance("共", "产", "党") > language.log_chance("共", "产", "挡")
    True
    """

    __slots__ = ("_asked", "_bigrams", "_chances", "_corpus", "_followers", "_own", "_trigrams")

    def __init__(self, page: str, corpus: Ngrams | None = None) -> None:
        """`page` is counted text (see `counted`) in simplified characters."""
        self._corpus = corpus or ngrams()
        self._own = Counter(page)
        self._bigrams = Counter(map("".join, pairwise(page)))
        self._trigrams = Counter(map("".join, zip(page, page[1:], page[2:], strict=False)))
        self._asked = 0
        self._chances: dict[str, float] = {}
        self._followers: dict[str, tuple[int, int, int]] = {}

    def log_chance(self, first: str, second: str, character: str) -> float:
        """The natural logarithm of the chance that a character follows two others."""
        self._asked += 1
        sequence = first + second + character
        known = self._chances.get(sequence)
        if known is None:
            known = self._chances[sequence] = log(self._chance(first, second, character))
        return known

    def asked(self) -> int:
        """How many chances have been asked for: the measure of what a search has cost."""
        return self._asked

    def _chance(self, first: str, second: str, character: str) -> float:
        chance = self._estimate(first, second, character)
        own = 0.0
        before = self._bigrams[first + second]
        if before > 1:
            own += OWN_TRIGRAMS * (self._trigrams[first + second + character] / before - chance)
        before = self._own[second]
        if before > 1:
            own += OWN_BIGRAMS * (self._bigrams[second + character] / before - chance)
        return chance + own

    def _estimate(self, first: str, second: str, character: str) -> float:
        corpus = self._corpus
        # In any company at all: 月 is frequent, but behind digits (after Kneser and Ney).
        chance = (corpus.company.get(ord(character), 0) + UNSEEN) / len(corpus.shelves[1].characters)
        for shelf, before in ((1, second), (2, first + second)):
            begin, end, total = self._behind(before)
            if end > begin:
                found = corpus.find(shelf, character, begin, end)
                times = corpus.shelves[shelf].counts[found] if found >= 0 else 0
                chance = (times + (end - begin) * chance) / (total + end - begin)
        return chance

    def _behind(self, before: str) -> tuple[int, int, int]:
        """Where the characters that follow a sequence stand on the next shelf, and how often all of them do."""
        known = self._followers.get(before)
        if known is None:
            begin, end = self._corpus.followers(before)
            known = self._followers[before] = (begin, end, sum(self._corpus.shelves[len(before)].counts[begin:end]))
        return known
