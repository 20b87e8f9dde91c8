"""Which patterns are worth trying on a sentence: one Aho–Corasick pass over its words."""

from __future__ import annotations

from collections.abc import Iterable

import daachorse

from .regular import Pattern


class Triggers:
    """The words that patterns cannot do without; a slot is a set of words of which a sentence must have one.

    >>> from shanhai.facts.grammar import grammar
    >>> pattern = Pattern("{place}(前往|来到){place}", grammar())
    >>> triggers = Triggers([pattern])
    >>> triggers.ready(pattern, triggers.slots("甲县代表团来到乙市")), triggers.ready(pattern, triggers.slots("甲县代表团到乙市"))
    (True, False)
    """

    def __init__(self, patterns: Iterable[Pattern]) -> None:
        words: dict[str, set[frozenset[str]]] = {}
        for pattern in patterns:
            for slot in pattern.triggers:
                for word in slot:
                    words.setdefault(word, set()).add(slot)
        self._words = sorted(words)
        self._slots = tuple(frozenset(words[word]) for word in self._words)
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(self._words) if words else None

    def slots(self, text: str) -> frozenset[frozenset[str]]:
        """The slots that a text fills."""
        if self._automaton is None:
            return frozenset()
        found = {index for _, _, index in self._automaton.find_overlapping(text)}
        return frozenset().union(*(self._slots[index] for index in found))

    @staticmethod
    def ready(pattern: Pattern, slots: frozenset[frozenset[str]]) -> bool:
        """Whether a text with these slots has a word for every trigger of the pattern."""
        return all(slot in slots for slot in pattern.triggers)
