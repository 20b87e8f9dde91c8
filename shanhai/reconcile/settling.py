"""What an entry says where its statements differ: every value stays, the preferred one says why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any

import msgspec

from shanhai.model import Amount, AnyFact, Certainty, Fact, PlaceRef, Programme, When
from shanhai.model.struct import Value

from .dating import Dating, dating, span
from .identity import side
from .nearness import Nearness, chain, nearness
from .statement import Statement
from .wording import bare

FRAME = frozenset({"id", "page", "evidence", "confidence", "needs_review", "modality", "background"})
"""Fields of every fact that say how it was read, not what it says."""


class Reason(StrEnum):
    """Why a value is preferred."""

    ONLY = "only"
    JUDGED = "judged"
    SOURCES = "sources"
    CERTAINTY = "certainty"
    PRECISION = "precision"
    RECENCY = "recency"
    ORDER = "order"


class Told(Value, frozen=True, kw_only=True):
    """A statement of an entry, the source that it counts for (copies share one), and the fields that a person set."""

    statement: Statement
    source: str
    judged: tuple[str, ...] = ()


class Standing(Value, frozen=True, kw_only=True):
    """One value of a field, as JSON has it, the statements that give it, and how many sources those are."""

    value: Any
    statements: tuple[str, ...]
    sources: int
    reason: Reason | None = None  # of the preferred value only


class Entry(Value, frozen=True, kw_only=True):
    """What many pages say of one thing: the preferred values as a fact, and per field every value where there are several.

    `id` is that of the smallest statement, so that the same pages give the same ids; `pages` and `sources` count who says so.
    """

    id: str
    fact: AnyFact
    statements: tuple[str, ...]
    pages: int
    sources: int
    conflicts: dict[str, tuple[Standing, ...]]
    reasons: dict[str, Reason]


def settle(told: Sequence[Told]) -> Entry:
    """The entry of statements of one type that are about one thing.

    >>> from shanhai.model import Pairing
    >>> said = lambda page, since: Told(source=page, statement=Statement(fact=Pairing(id="1", page=page, a="甲", b="乙", since=since)))
    >>> entry = settle([said("p", "2021"), said("q", "2022"), said("r", "2022")])
    >>> entry.fact.since, [(each.value, each.sources) for each in entry.conflicts["since"]]
    ('2022', [('2022', 2), ('2021', 1)])
    """
    if len(told) == 1:
        return _alone(told[0])
    ordered = sorted(told, key=lambda each: each.statement.key)
    first = ordered[0].statement.fact
    fields: dict[str, Any] = {}
    conflicts: dict[str, tuple[Standing, ...]] = {}
    reasons: dict[str, Reason] = {}
    for name in first.__struct_fields__:
        if name in FRAME:
            continue
        if isinstance(getattr(first, name), tuple):
            fields[name] = _union(name, ordered)
            continue
        choices = _choices(name, ordered)
        if choices:
            fields[name], reasons[name] = choices[0].value, choices[0].reason(choices)
        if len(choices) > 1:
            conflicts[name] = tuple(choice.standing(choices if choice is choices[0] else None) for choice in choices)
    fact = msgspec.structs.replace(first, **fields, **_frame(ordered))
    return Entry(
        id=ordered[0].statement.key,
        fact=fact,
        statements=tuple(each.statement.key for each in ordered),
        pages=len({each.statement.fact.page for each in ordered}),
        sources=len({each.source for each in ordered}),
        conflicts=conflicts,
        reasons={name: reason for name, reason in reasons.items() if reason is not Reason.ONLY},
    )


def _alone(told: Told) -> Entry:
    """The entry of one statement."""
    fact = told.statement.fact
    return Entry(
        id=told.statement.key,
        fact=msgspec.structs.replace(fact, evidence={}),
        statements=(told.statement.key,),
        pages=1,
        sources=1,
        conflicts={},
        reasons={name: Reason.JUDGED for name in told.judged if not isinstance(getattr(fact, name), tuple)},
    )


def _frame(ordered: Sequence[Told]) -> dict[str, Any]:
    facts = [each.statement.fact for each in ordered]
    happened = sorted({fact.modality for fact in facts}, key=lambda modality: _REALITY.index(modality.value))
    frame: dict[str, Any] = {
        "modality": happened[0],
        "confidence": max(fact.confidence for fact in facts),
        "needs_review": all(fact.needs_review for fact in facts),
        "evidence": {},
    }
    if hasattr(facts[0], "background"):
        frame["background"] = all(getattr(fact, "background", False) for fact in facts)
    return frame


_REALITY = ("happened", "planned", "wished", "denied")


def _union(name: str, ordered: Sequence[Told]) -> tuple[Any, ...]:
    """The values of a list, each once; those that a person set stand alone."""
    judged = [each for each in ordered if name in each.judged]
    found: dict[str, Any] = {}
    for each in judged or ordered:
        for value in getattr(each.statement.fact, name):
            found.setdefault(_same(value), value)
    return tuple(found.values())


class _Choice:
    """A value of a field with those who give it."""

    def __init__(self, name: str, value: Any) -> None:
        self.name = name
        self.value = value
        self.told: list[Told] = []

    @cached_property
    def judged(self) -> bool:
        """Whether a person set it."""
        return any(self.name in each.judged for each in self.told)

    @cached_property
    def rank(self) -> tuple[Any, ...]:
        """Better values rank lower: judged, of more sources, surer, finer, later, and then by content."""
        return (
            not self.judged,
            -len({each.source for each in self.told}),
            min(_doubt(each.statement.fact, self.name) for each in self.told),
            -_fineness(self.value),
            *_latest(each.statement.published for each in self.told),
            min(each.statement.key for each in self.told),
        )

    def reason(self, choices: Sequence[_Choice]) -> Reason:
        """What set it before the others."""
        if self.judged:
            return Reason.JUDGED
        if len(choices) == 1:
            return Reason.ONLY
        here, next_ = self.rank, choices[1].rank
        return next(reason for reason, mine, theirs in zip(_REASONS, here, next_, strict=True) if mine != theirs)

    def standing(self, choices: Sequence[_Choice] | None) -> Standing:
        return Standing(
            value=msgspec.to_builtins(self.value),
            statements=tuple(sorted(each.statement.key for each in self.told)),
            sources=len({each.source for each in self.told}),
            reason=self.reason(choices) if choices else None,
        )


_REASONS = (Reason.JUDGED, Reason.SOURCES, Reason.CERTAINTY, Reason.PRECISION, Reason.RECENCY, Reason.ORDER)


def _choices(name: str, ordered: Sequence[Told]) -> list[_Choice]:
    """The different values of a field, the preferred one first; a coarser telling (温州市 of 鹿城区, 5月 of 5月14日) counts for it."""
    stated: dict[Any, list[Told]] = defaultdict(list)
    for each in ordered:
        value = getattr(each.statement.fact, name)
        if value is not None and value != "":
            stated[value].append(each)
    found: list[_Choice] = []
    for value in sorted(stated, key=lambda value: -_fineness(value)):
        choice = next((choice for choice in found if agree(choice.value, value)), None)
        if choice is None:
            choice = _Choice(name, value)
            found.append(choice)
        choice.told += stated[value]
    return sorted(found, key=lambda choice: choice.rank) if len(found) > 1 else found


def agree(one: Any, other: Any) -> bool:
    """Whether two values of a field say the same, or the one says it more coarsely.

    >>> agree(PlaceRef(name="温州市", code="330300"), PlaceRef(name="鹿城区", code="330302")), agree("甲园", "乙园")
    (True, False)
    """
    if isinstance(one, PlaceRef) and isinstance(other, PlaceRef):
        return nearness(one, other) in (Nearness.SAME, Nearness.WITHIN)
    if isinstance(one, When) and isinstance(other, When):
        return dating(one, other) in (Dating.SAME_DAY, Dating.OVERLAP, Dating.COARSE, Dating.OPEN_YEAR) or one.text == other.text
    return _same(one) == _same(other)


def _same(value: Any) -> str:
    if isinstance(value, PlaceRef):
        return side(value)
    if isinstance(value, Amount):
        return str(value.yuan)
    if isinstance(value, Programme):
        return value.family.value if value.family else bare(value.stated)
    if isinstance(value, When):
        return f"{value.start}/{value.end}" if value.start else value.text
    return bare(str(value)) or str(value)


def _fineness(value: Any) -> int:
    """How much a value says: the depth of a place; of a time whether its days are known, its year, and that it is one day."""
    if isinstance(value, PlaceRef):
        return len(chain(value))
    if isinstance(value, When):
        found = span(value)
        return 0 if found is None else 1 + 4 * found.fine + 2 * found.dated + (found.first == found.last)
    return 0


def _doubt(fact: Fact, name: str) -> int:
    """0 where the evidence of a field is exact, 1 searched, 2 guessed; 3 without evidence of its own."""
    spans = fact.evidence.get(name) or ()
    return max((_CERTAINTIES.index(each.certainty) for each in spans), default=len(_CERTAINTIES))


_CERTAINTIES = (Certainty.EXACT, Certainty.SEARCHED, Certainty.GUESSED)


def _latest(days: Iterator[str | None]) -> tuple[int]:
    known = [day for day in days if day]
    digits = max((day.replace("-", "").ljust(8, "0") for day in known), default="0")
    return (-int(digits) if digits.isdecimal() else 0,)
