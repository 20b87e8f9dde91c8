"""How likely two places are guest and host, or a pair, by the words around them: weights of a linear model, learnt from labelled texts."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cache

import daachorse

from shanhai.model.errors import KnowledgeError
from shanhai.model.struct import Value

from .load import table
from .words import classes, words

NEAR, ALONE = "w", "q"
"""Of what a run of characters was found in: around two sides that one sentence names, or in a sentence with one of them."""
_LONGEST_WORD = 8  # characters of a word of a class that is looked for


class LinearModel:
    """Weights of features: runs of characters (`w:…`, `q:…`) and named ones; a sum over the root of the number of those present."""

    def __init__(self, weights: Mapping[str, float], bias: float) -> None:
        self._bias = bias
        self._named = {name: weight for name, weight in weights.items() if name[:2] not in (f"{NEAR}:", f"{ALONE}:")}
        self._runs = {kind: _Runs({n[2:]: w for n, w in weights.items() if n.startswith(f"{kind}:")}) for kind in (NEAR, ALONE)}

    def score(self, kind: str, masked: str, names: Collection[str]) -> float:
        """The logit for one sentence: its masked text, and what else is known of the two.

        >>> round(LinearModel({"w:结对": 2.0, "same": -1.0}, -0.5).score("w", "甲与乙结对", ["same"]), 2)
        0.21
        """
        named = self._named
        found = [*self._runs[kind].in_text(masked), *[named[name] for name in names if name in named]]
        return self._bias + (math.fsum(found) / math.sqrt(len(found)) if found else 0.0)  # fsum: the same in any order


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
        return [self._weights[pattern] for pattern in {pattern for _, _, pattern in self._automaton.find_overlapping(text)}]


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


class WordClass(Value, frozen=True, kw_only=True):
    """A class of words as features: by whether a word stands behind or before the first side and the second, or the only one there."""

    told: tuple[tuple[str, str], tuple[str, str]]
    alone: tuple[tuple[str, str], tuple[str, str]]


class Heard(Value, frozen=True, kw_only=True):
    """A word of a class where it begins in a text."""

    start: int
    of: WordClass


@cache
def _class_words() -> tuple[daachorse.CharwiseDoubleArrayAhoCorasick, tuple[tuple[WordClass, ...], ...]]:
    meant: dict[str, list[WordClass]] = {}
    for name in classes():
        one, other = ((f"c:{side}>:{name}", f"c:{side}<:{name}") for side in ("A", "B"))
        behind, before = ((f"c:{side}>:{name}", f"c:{side}<:{name}") for side in (">", "<"))
        kind = WordClass(told=(behind, before), alone=(one, other))
        for word in words(name):
            if len(word) <= _LONGEST_WORD:
                meant.setdefault(word, []).append(kind)
    patterns = sorted(meant)
    return daachorse.CharwiseDoubleArrayAhoCorasick(patterns), tuple(tuple(meant[p]) for p in patterns)


def class_words(text: str, start: int = 0) -> tuple[Heard, ...]:
    """The words of the classes of `words/` in a text that begins at an offset.

    >>> "c:<<:赴" in {heard.of.told[True][True] for heard in class_words("赴甲县")}
    True
    """
    automaton, meant = _class_words()
    return tuple([Heard(start=start + at, of=kind) for at, _, pattern in automaton.find_overlapping(text) for kind in meant[pattern]])
