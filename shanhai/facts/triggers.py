"""Which patterns are worth trying on a sentence: one Aho–Corasick pass over its words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import daachorse

from .regular import Pattern, telling


class Triggers:
    """The words that patterns cannot do without; a slot is a set of words of which a sentence must have one, and has a bit of its own.

    >>> from shanhai.facts.grammar import grammar
    >>> pattern = Pattern("{place}(前往|来到){place}", grammar())
    >>> triggers = Triggers([pattern])
    >>> triggers.ready(pattern, triggers.slots("甲县代表团来到乙市")), triggers.ready(pattern, triggers.slots("甲县代表团到乙市"))
    (True, False)
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        self._bits: dict[frozenset[str], int] = {}
        words: dict[str, int] = {}
        for slot in (slot for pattern in patterns for slot in pattern.triggers):
            bit = self._bits.setdefault(slot, 1 << len(self._bits))
            for word in slot:
                words[word] = words.get(word, 0) | bit
        self._words = tuple(words.values())
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(words)) if words else None

    def slots(self, text: str) -> int:
        """The slots that a text fills, as bits."""
        filled = 0
        for _, _, index in self._automaton.find_overlapping(text) if self._automaton else ():
            filled |= self._words[index]
        return filled

    def wanted(self, pattern: Pattern) -> int:
        """The slots that a text must fill for the pattern, as bits."""
        return sum(self._bits[slot] for slot in pattern.triggers)

    def rarest(self, pattern: Pattern) -> int:
        """The slot of a pattern that fewest texts fill, by the length and the number of its words, as a bit."""
        return self._bits[max(pattern.triggers, key=telling)]

    def ready(self, pattern: Pattern, slots: int) -> bool:
        """Whether a text with these slots has a word for every trigger of the pattern."""
        wanted = self.wanted(pattern)
        return wanted & slots == wanted


def bits(number: int) -> Iterator[int]:
    """The bits that are set in a number.

    >>> list(bits(0b1010))
    [2, 8]
    """
    while number:
        low = number & -number
        yield low
        number ^= low
