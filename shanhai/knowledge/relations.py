"""How likely two places are guest and host, or a pair, by the words around them: weights of a linear model, learnt from labelled texts."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from operator import itemgetter

import daachorse

from shanhai.model.errors import KnowledgeError

from .load import table
from .words import classes, words

NEAR, ALONE = "w", "q"
"""Of what a run of characters was found in: around two sides that one sentence names, or in a sentence with one of them."""
_PATTERN = itemgetter(2)  # of a hit of an automaton
_OF_WORD = re.compile(r"c:(..):(.+)")
_LONGEST_WORD = 8  # characters of a word of a class that is looked for


class LinearModel:
    """Weights of features: runs of characters (`w:…`, `q:…`) and named ones; a sum over the root of the number of those present."""

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._bias = bias
        self._named = {name: weight for name, weight in weights.items() if name[:2] not in (f"{NEAR}:", f"{ALONE}:")}
        self._runs = {kind: _Runs({n[2:]: w for n, w in weights.items() if n.startswith(f"{kind}:")}) for kind in (NEAR, ALONE)}
        self._words: dict[str, dict[str, float]] = {}
        for name, weight in weights.items():
            if (word := _OF_WORD.fullmatch(name)) is not None:
                self._words.setdefault(word[1], {})[word[2]] = weight

    def weights(self, names: Iterable[str]) -> list[float]:
        """The weights of those named features that have one."""
        named = self._named
        return [named[name] for name in names if name in named]

    def word_weights(self, names: Iterable[str], side: str) -> list[float]:
        """The weights of those classes of words that have one where such a word stands on a side of the two."""
        known = self._words.get(side, {})
        return [known[name] for name in names if name in known]

    def score(self, kind: str, masked: str, weights: Sequence[float]) -> float:
        """The logit for one sentence: its masked text, and the weights of what else is known of the two.

        >>> round(LinearModel({"w:结对": 2.0}, -0.5).score("w", "甲与乙结对", [-1.0]), 2)
        0.21
        """
        found = [*self._runs[kind].in_text(masked), *weights]
        return self._bias + (math.fsum(found) / math.sqrt(len(found)) if found else 0.0)  # fsum: the same in any order


def of_word(name: str, side: str) -> str:
    """A word of a class as a feature, by where it stands: `<>` before the first side and behind the second, `A<` before the first alone."""
    return f"c:{side}:{name}"


def likelihood(scores: Sequence[float]) -> float:
    """How likely several sentences are to say so, 0 to 1: the strongest says most, and each other a little more.

    >>> round(likelihood([0.0]), 2), likelihood([0.0, 0.0]) > likelihood([0.0])
    (0.5, True)
    """
    strongest = max(scores)
    return 1 / (1 + math.exp(-strongest - math.log(math.fsum([math.exp(score - strongest) for score in scores]))))


class _Runs:
    """Weights of runs of characters, found by one pass over a text, each once."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        patterns = sorted(weights)
        self._weights = [weights[pattern] for pattern in patterns]
        self._automaton = daachorse.CharwiseDoubleArrayAhoCorasick(patterns) if patterns else None

    def in_text(self, text: str) -> list[float]:
        """The weights of all runs in a text."""
        if self._automaton is None:
            return []
        return list(map(self._weights.__getitem__, set(map(_PATTERN, self._automaton.find_overlapping(text)))))


@cache
def model(relation: str) -> LinearModel:
    """The model of a relation, `visit` or `pairing`. KnowledgeError where there is none.

    >>> model("pairing") is model("pairing")
    True
    """
    weights = {row["feature"]: float(row["weight"]) for row in table("relations") if row["relation"] == relation}
    if not weights:
        raise KnowledgeError("tables/relations.csv.gz", f"no weights of {relation!r}", "make it with scripts/build_relations.py")
    return LinearModel(weights, weights.pop("bias"))


@cache
def _class_words() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[tuple[str, ...], ...]]:
    meant: dict[str, list[str]] = {}
    for name in classes():
        for word in words(name):
            if len(word) <= _LONGEST_WORD:
                meant.setdefault(word, []).append(name)
    patterns = sorted(meant)
    return daachorse.CharwiseDoubleArrayAhoCorasick(patterns), tuple(tuple(meant[p]) for p in patterns)


def class_words(text: str) -> Mapping[str, int]:
    """The classes of `words/` of which words stand in a text, each with a bit for every offset at which one begins.

    >>> class_words("赴甲县")["赴"]
    1
    """
    automaton, meant = _class_words()
    found: dict[str, int] = defaultdict(int)
    for at, _, pattern in automaton.find_overlapping(text):
        bit = 1 << at
        for name in meant[pattern]:
            found[name] |= bit
    return found
