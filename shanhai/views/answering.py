"""Which later events may answer which promise, found by what they share, so that a promise is not held against all that ever happened."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from shanhai.model import Field
from shanhai.reconcile.follow_up import Outcome, Promise, weights

NEXT = 40
"""Events that are looked at of those that share one thing with a promise at one of its places: the first after it was made.

In the ledgers of tests and examples none shares one thing with as many; among a million made-up facts, a field with hundreds.
"""

Key = tuple[str, str, str]


class Answering:
    """Outcomes by place and by what they may have in common with a promise: field, actor, chain, name, words, quantity."""

    def __init__(self, outcomes: Iterable[Outcome]) -> None:
        self._held: dict[Key, list[Outcome]] = defaultdict(list)
        for outcome in sorted(outcomes, key=lambda each: (each.date, each.entry)):
            for place in outcome.places:
                for kind, word in _shared(outcome):
                    self._held[place, kind, word].append(outcome)

    def beside(self, promise: Promise) -> tuple[Outcome, ...]:
        """What happened at a place of the promise, not before it, and shares something else with it.

        >>> from shanhai.model import Pledge
        >>> mill = Outcome(entry="e", type="project", text="茶叶加工中心建成", date="2024-11", places=frozenset({"330300"}))
        >>> fair = Outcome(entry="f", type="project", text="书展开幕", date="2024-11", places=frozenset({"330300"}))
        >>> said = Promise(fact=Pledge(id="1", page="p", text="建成茶叶加工中心"), said="2024-03-01", places=frozenset({"330300"}))
        >>> [each.entry for each in Answering([mill, fair]).beside(said)]
        ['e']
        """
        found: dict[str, Outcome] = {}
        for place in promise.places:
            for kind, word in self._sought(promise, place):
                held = self._held.get((place, kind, word), ())
                start = bisect_right(held, promise.said or "", key=lambda each: each.date)
                found |= {outcome.entry: outcome for outcome in held[start : start + NEXT]}
        return tuple(found.values())

    def _sought(self, promise: Promise, place: str) -> Iterator[tuple[str, str]]:
        said = promise.fact
        if said.field and said.field is not Field.OTHER:
            yield "field", said.field.value
        yield from (("actor", name) for name in (*said.actors, *([said.speaker] if said.speaker else [])))
        yield from (("chain", chain.value) for chain in said.chains)
        yield from (("named", said.text[at : at + _NAME]) for at in range(len(said.text) - _NAME + 1))
        yield from (("pair", pair) for pair in self._rarest(sorted(_pairs(said.text)), place, weights().alike))
        if said.quantity:
            yield from (("pair", pair) for pair in self._rarest(sorted(_pairs(said.quantity)), place, 1.0))

    def _rarest(self, pairs: Sequence[str], place: str, share: float) -> Sequence[str]:
        """So many of the pairs that a text with this share of them has at least one of these; those that the fewest outcomes have."""
        most = len(pairs) - max(1, round(len(pairs) * share)) + 1
        return sorted(pairs, key=lambda pair: len(self._held.get((place, "pair", pair), ())))[:most]


_NAME = 4
"""Characters of a name that a promise is looked through for: shorter names say nothing (`follow_up`)."""


def _shared(outcome: Outcome) -> Iterator[tuple[str, str]]:
    yield from (("field", field.value) for field in outcome.fields)
    yield from (("actor", name) for name in outcome.actors)
    yield from (("chain", chain.value) for chain in outcome.chains)
    yield from (("pair", pair) for pair in _pairs(outcome.text))
    if outcome.name and len(outcome.name) >= _NAME:
        yield "named", outcome.name[:_NAME]


def _pairs(text: str) -> set[str]:
    return {text[at : at + 2] for at in range(len(text) - 1)}
