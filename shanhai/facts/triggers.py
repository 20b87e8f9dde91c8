"""Which patterns are worth trying on a sentence: one Aho–Corasick pass over its words."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter

import daachorse

from .regular import Pattern, telling

_WORD = itemgetter(2)  # of a hit of an automaton


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
        every = tuple(patterns)
        words: dict[str, int] = {}
        for slot in (slot for pattern in every for slot in pattern.triggers):
            bit = self._bits.setdefault(slot, 1 << len(self._bits))
            for word in slot:
                words[word] = words.get(word, 0) | bit
        self._words = tuple(words.values())
        # By word the patterns whose rarest slot has it, each with its number and the other slots that it wants.
        rarest: dict[str, list[tuple[int, int]]] = {word: [] for word in words}
        for number, pattern in enumerate(every):
            slot = max(pattern.triggers, key=telling)
            others = self.wanted(pattern) & ~self._bits[slot]
            for word in slot:
                rarest[word].append((number, others))
        self._rarest = tuple(map(tuple, rarest.values()))
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(list(words)) if words else None

    def slots(self, text: str) -> int:
        """The slots that a text fills, as bits."""
        return self._filled(self._heard(text))

    def worded(self, text: str) -> list[int]:
        """The numbers of the patterns, in order, for which a text has a word for every trigger."""
        heard = self._heard(text)
        missing = ~self._filled(heard)
        return sorted({number for word in heard for number, others in self._rarest[word] if not others & missing})

    def _heard(self, text: str) -> set[int]:
        return set(map(_WORD, self._automaton.find_overlapping(text))) if self._automaton else set()

    def _filled(self, heard: Iterable[int]) -> int:
        filled = 0
        for word in heard:
            filled |= self._words[word]
        return filled

    def wanted(self, pattern: Pattern) -> int:
        """The slots that a text must fill for the pattern, as bits."""
        return sum(self._bits[slot] for slot in pattern.triggers)

    def ready(self, pattern: Pattern, slots: int) -> bool:
        """Whether a text with these slots has a word for every trigger of the pattern."""
        wanted = self.wanted(pattern)
        return wanted & slots == wanted
