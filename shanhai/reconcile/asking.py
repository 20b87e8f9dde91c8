"""What a person may be asked about an entry, and what the answer is worth.

The gain of a question is the expected number of values that its answer sets right: `chance` that the ledger is wrong there, times
`stake`, the values that are wrong then. A fact that is wrong states all its values wrongly; of values that differ one is at stake; two
entries of one event count it twice, and B³ counts each of their statements by the share that it is parted from: 2ab/(a+b) of a and b.
The chances are data (`asking.yaml`), and of a fact its own confidence. The idea is that of uncertainty sampling weighed by expected
change (Settles 2012, ch. 2 and 4); bench/review.py measures what the order is worth.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cache
from pathlib import Path

from shanhai.knowledge.load import decoded
from shanhai.model import Certainty, Fact
from shanhai.model.struct import Value

from .clustering import Bond
from .settling import FRAME, Entry, Reason, Told
from .weighing import weights


class Kind(StrEnum):
    """What is asked: is a fact right, which of several values, is a guessed character right, are two entries one, is one two.

    Of bearers of a name: are two people one, are two organisations one.
    """

    FACT = "fact"
    CONFLICT = "conflict"
    GUESS = "guess"
    JOIN = "join"
    PART = "part"
    PERSON = "person"
    ORGANIZATION = "organization"


OF_NAMES = frozenset({Kind.PERSON, Kind.ORGANIZATION})
"""Kinds that are about bearers of names: `one` and `two` are PAGE/NAME, `entry` and `other` are KIND/KEY."""


class Question(Value, frozen=True, kw_only=True):
    """One question. `one` and `two` are statements (PAGE/FACT), `field` is asked about, `options` are statements that give each value.

    `score` and `features` say how alike two statements are.
    """

    kind: Kind
    type: str
    entry: str
    one: str
    two: str = ""
    other: str = ""
    field: str = ""
    options: tuple[str, ...] = ()
    score: float = 0.0
    features: tuple[str, ...] = ()
    chance: float = 0.0
    stake: float = 0.0

    @property
    def gain(self) -> float:
        """The values that an answer can be expected to set right.

        >>> Question(kind=Kind.FACT, type="visit", entry="e", one="p/1", chance=0.25, stake=8).gain
        2.0
        """
        return round(self.chance * self.stake, 4)

    @property
    def key(self) -> str:
        """Made of what is asked, whatever the ledger: who comes back to it finds it."""
        told = "|".join((self.kind.value, *sorted((self.one, self.two)), self.field, *sorted(self.options)))
        return hashlib.sha256(told.encode()).hexdigest()[:16]


class Curve(Value, frozen=True, kw_only=True):
    """A logistic curve over the points by which a score passes its threshold: one half `at`, and how `steep` there."""

    at: float
    steep: float

    def __call__(self, points: float) -> float:
        """The chance that two statements belong together."""
        return 1 / (1 + math.exp(-self.steep * (points - self.at)))


class Chances(Value, frozen=True, kw_only=True):
    """`asking.yaml`: how often the ledger is wrong, how far from a threshold it is asked, what a duplicate and a slight field count."""

    margin: float
    join: Curve
    part: Curve
    guess: float
    doubt: float
    tie: float
    duplicate: float
    moved: float
    unplaced: float
    folded: float
    slight: dict[str, float]


@cache
def chances() -> Chances:
    """The chances. KnowledgeError where the file is broken.

    >>> chances().margin > 0
    True
    """
    return decoded(Path(__file__).with_name("asking.yaml"), Chances)


def asked_of(name: str, told: Sequence[Told], settled: Entry, bonds: Iterable[Bond] = ()) -> Iterator[Question]:
    """What may be asked about one entry: its doubtful fact, values that differ, guessed characters, and where it may be two.

    >>> from shanhai.model import Policy
    >>> from shanhai.reconcile.settling import settle
    >>> from shanhai.reconcile.statement import Statement
    >>> said = Told(source="p", statement=Statement(fact=Policy(id="1", page="p", name="甲规划", confidence=0.6, needs_review=True)))
    >>> [(each.kind.value, each.gain) for each in asked_of("policy-1", [said], settle([said]))]
    [('fact', 0.4)]
    """
    if settled.fact.needs_review:
        yield _doubt(name, told, settled)
    yield from _conflicts(name, told, settled)
    yield from _guesses(name, told, settled)
    yield from _seams(name, told, settled, bonds)


def of_two(one: Told, two: Told, entries: tuple[str, str], sizes: tuple[int, int], score: float, features: tuple[str, ...]) -> Question:
    """Whether two entries are one, by the two of their statements that are most alike; `score` is under the threshold of their type."""
    kind = one.statement.type
    points = score - weights()[kind].threshold
    return Question(
        kind=Kind.JOIN,
        type=kind,
        entry=entries[0],
        other=entries[1],
        one=one.statement.key,
        two=two.statement.key,
        score=score,
        features=features,
        chance=round(chances().join(points), 4),
        stake=parted(*sizes) * values_of(one.statement.fact) * chances().duplicate,
    )


def values_of(fact: Fact) -> int:
    """How many values a fact states.

    >>> from shanhai.model import Policy
    >>> values_of(Policy(id="1", page="p", name="甲规划"))
    1
    """
    return sum(getattr(fact, field) not in (None, "", (), False) for field in fact.__struct_fields__ if field not in FRAME)


def parted(one: int, other: int) -> float:
    """What B³ loses where so many of one are parted from so many.

    >>> parted(1, 1), parted(1, 99)
    (1.0, 1.98)
    """
    return 2 * one * other / (one + other)


def _doubt(name: str, told: Sequence[Told], settled: Entry) -> Question:
    surest = min(told, key=lambda each: (-each.statement.fact.confidence, each.statement.key))
    fact = surest.statement.fact
    return Question(
        kind=Kind.FACT,
        type=surest.statement.type,
        entry=name,
        one=surest.statement.key,
        chance=round(max(1 - fact.confidence, chances().doubt), 4),
        stake=values_of(settled.fact),
    )


def _conflicts(name: str, told: Sequence[Told], settled: Entry) -> Iterator[Question]:
    for field, standings in settled.conflicts.items():
        first = standings[0]
        if first.reason is Reason.JUDGED:
            continue
        total = sum(each.sources for each in standings)
        doubt = chances().tie * (1 - (first.sources - standings[1].sources) / total)
        yield Question(
            kind=Kind.CONFLICT,
            type=told[0].statement.type,
            entry=name,
            one=first.statements[0],
            field=field,
            options=tuple(each.statements[0] for each in standings[:MOST_OPTIONS]),
            chance=round(doubt, 4),
            stake=chances().slight.get(field, 1.0),
        )


MOST_OPTIONS = 9
"""Values that are offered: as many as there are digits on a keyboard."""


def _guesses(name: str, told: Sequence[Told], settled: Entry) -> Iterator[Question]:
    """The fields that only guessed characters speak for."""
    for field in settled.fact.__struct_fields__:
        giving = [each for each in told if field not in FRAME and each.statement.fact.evidence.get(field)]
        guessed = [each for each in giving if any(said.certainty is Certainty.GUESSED for said in each.statement.fact.evidence[field])]
        if giving and len(guessed) == len(giving) and not any(field in each.judged for each in told):
            first = min(guessed, key=lambda each: each.statement.key)
            yield Question(
                kind=Kind.GUESS,
                type=first.statement.type,
                entry=name,
                one=first.statement.key,
                field=field,
                chance=chances().guess,
                stake=1.0,
            )


def _seams(name: str, told: Sequence[Told], settled: Entry, bonds: Iterable[Bond]) -> Iterator[Question]:
    """Where an entry hangs together by one bond just over the threshold: the weak edges of its strongest spanning tree."""
    held = {each.statement.key: each for each in told}
    kind = told[0].statement.type
    if len(held) < 2 or kind not in weights():
        return
    threshold, most = weights()[kind].threshold, chances().margin
    tree = list(_tree(held, bonds))
    for weak in tree:
        if weak.firm or not threshold <= weak.score <= threshold + most:
            continue
        rest = Counter(_side(weak, tree, held).values())
        yield Question(
            kind=Kind.PART,
            type=kind,
            entry=name,
            one=min(weak.one, weak.other),
            two=max(weak.one, weak.other),
            score=weak.score,
            chance=round(1 - chances().part(weak.score - threshold), 4),
            stake=parted(rest[True], rest[False]) * values_of(settled.fact),
        )


def _tree(held: Iterable[str], bonds: Iterable[Bond]) -> Iterator[Bond]:
    """The strongest spanning tree (Kruskal)."""
    above = {key: key for key in held}

    def root(key: str) -> str:
        while above[key] != key:
            above[key] = key = above[above[key]]
        return key

    for bond in sorted(bonds, key=lambda each: (not each.firm, -each.score, *sorted((each.one, each.other)))):
        if bond.one in above and bond.other in above and root(bond.one) != root(bond.other):
            above[root(bond.one)] = root(bond.other)
            yield bond


def _side(cut: Bond, tree: Sequence[Bond], held: Iterable[str]) -> dict[str, bool]:
    """On which side of one edge of a tree each key lies."""
    beside: dict[str, list[str]] = {key: [] for key in held}
    for bond in tree:
        if bond is not cut:
            beside[bond.one].append(bond.other)
            beside[bond.other].append(bond.one)
    reached, waiting = {cut.one}, [cut.one]
    while waiting:
        for key in beside[waiting.pop()]:
            if key not in reached:
                reached.add(key)
                waiting.append(key)
    return {key: key in reached for key in beside}
