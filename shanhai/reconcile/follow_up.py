"""What became of a promise: its state on a day, and the later events that may answer it, each with its score and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

import msgspec

from shanhai.model import Chain, Field, KnowledgeError, Pledge, PledgeKind
from shanhai.model.struct import Value

from .dating import Span, span, span_of
from .patience import patience

PLACE = "reconcile/follow_up.yaml"
# A hope and an appeal ask others: nobody can be silent about them.
UNBOUND = frozenset({PledgeKind.HOPE, PledgeKind.APPEAL})
# What another meeting shows is that the two still talk, not that the promise is kept.
NEVER_KEEPS = frozenset({"visit", "meeting"})


class State(StrEnum):
    """Where a promise stands; each but the first two with evidence and date."""

    NOT_DUE = "not-due"
    OPEN = "open"
    MOVING = "moving"
    KEPT = "kept"
    SILENT = "silent"
    WITHDRAWN = "withdrawn"


class Weights(Value, frozen=True, kw_only=True):
    """What each reason counts, and from which score on it means something."""

    weights: dict[str, float]
    alike: float
    kept: float
    moving: float
    listed: float
    shown: int


class Promise(Value, frozen=True, kw_only=True):
    """A pledge, when it was made (ISO 8601 prefix), between which places (keys of prefectures), and when a page took it back."""

    fact: Pledge
    said: str | None = None
    places: frozenset[str] = frozenset()
    withdrawn: str | None = None


class Outcome(Value, frozen=True, kw_only=True):
    """Something dated that came about: an action, project, agreement, platform, meeting or visit; `text` is what it is in words."""

    entry: str
    type: str
    text: str
    date: str
    places: frozenset[str] = frozenset()
    name: str | None = None
    fields: frozenset[Field] = frozenset()
    actors: frozenset[str] = frozenset()
    chains: frozenset[Chain] = frozenset()


class Candidate(Value, frozen=True, kw_only=True):
    """A later event that may answer a promise, how strongly, and why."""

    entry: str
    type: str
    date: str
    score: float
    reasons: tuple[str, ...]


class FollowUp(Value, frozen=True, kw_only=True):
    """The state of a promise: `since` is the date it rests on (of the outcome, the deadline, the promise or its withdrawal).

    `months` counts how long a silent one has been silent.
    """

    state: State
    since: str | None = None
    months: int | None = None
    candidates: tuple[Candidate, ...] = ()


@cache
def weights() -> Weights:
    """The weights of the package. KnowledgeError where the file is broken.

    >>> weights().kept > weights().moving
    True
    """
    try:
        return msgspec.yaml.decode(Path(__file__).with_name("follow_up.yaml").read_bytes(), type=Weights)
    except (OSError, msgspec.MsgspecError) as error:
        raise KnowledgeError(PLACE, f"it cannot be read ({error})", "install shanhai again") from error


def follow_up(promise: Promise, outcomes: Iterable[Outcome], today: date) -> FollowUp:
    """The state of a promise on that day, judged by the outcomes that are dated between the promise and that day.

    >>> pledge = Pledge(id="1", page="p", text="建成茶叶加工中心")
    >>> said = Promise(fact=pledge, said="2024-03-01", places=frozenset({"330300"}))
    >>> follow_up(said, [], date(2024, 5, 1)).state.value
    'open'
    >>> mill = Outcome(entry="e", type="project", text="茶叶加工中心建成", date="2024-11", name="茶叶加工中心")
    >>> built = msgspec.structs.replace(mill, places=frozenset({"330300"}))
    >>> found = follow_up(said, [built], date(2025, 5, 1))
    >>> found.state.value, found.since, found.candidates[0].reasons
    ('kept', '2024-11', ('one_place', 'words_alike', 'named'))
    """
    if promise.withdrawn:
        return FollowUp(state=State.WITHDRAWN, since=promise.withdrawn)
    found = candidates(promise, outcomes, today)
    keeping = [each for each in found if _keeps(each)]
    if keeping:
        return FollowUp(state=State.KEPT, since=keeping[0].date, candidates=found)
    if found and found[0].score >= weights().moving:
        return FollowUp(state=State.MOVING, since=max(each.date for each in found if each.score >= weights().moving), candidates=found)
    return _waiting(promise, found, today)


def candidates(promise: Promise, outcomes: Iterable[Outcome], today: date) -> tuple[Candidate, ...]:
    """The later events that share something of its content and a place with the promise (visits and meetings: both), best first."""
    said = span_of(promise.said)
    if said is None:
        return ()
    weighed = [_weighed(promise, outcome) for outcome in outcomes if _between(said, outcome.date, today)]
    found = [each for each in weighed if each is not None]
    return tuple(sorted(found, key=lambda each: (-each.score, each.date, each.entry))[: weights().shown])


def _between(said: Span, day: str, today: date) -> bool:
    came = span_of(day)
    return came is not None and came.dated and said.last < came.first <= today


def _weighed(promise: Promise, outcome: Outcome) -> Candidate | None:
    reasons = dict(_reasons(promise, outcome))
    needed = {"both_places"} if outcome.type in NEVER_KEEPS else {"both_places", "one_place"}
    counted = weights().weights
    score = sum(counted[reason] * share for reason, share in reasons.items())
    if not reasons.keys() & needed or len(reasons) < 2 or score < weights().listed:
        return None
    return Candidate(entry=outcome.entry, type=outcome.type, date=outcome.date, score=round(score, 2), reasons=tuple(reasons))


def _reasons(promise: Promise, outcome: Outcome) -> Iterator[tuple[str, float]]:
    """Each reason with its share, from 0 to 1."""
    said = promise.fact
    shared = promise.places & outcome.places
    if shared:
        yield "both_places" if len(shared) > 1 else "one_place", 1.0
    if said.field and said.field is not Field.OTHER and said.field in outcome.fields:
        yield "same_field", 1.0
    if outcome.type not in NEVER_KEEPS:
        alike = _repeated(said.text, outcome.text)
        if alike >= weights().alike:
            yield "words_alike", alike
        if outcome.name and len(outcome.name) > 3 and outcome.name in said.text:
            yield "named", 1.0
        if said.quantity and said.quantity in outcome.text:
            yield "same_quantity", 1.0
    if outcome.actors & {*said.actors, *([said.speaker] if said.speaker else [])}:
        yield "same_actor", 1.0
    if outcome.chains & set(said.chains):
        yield "same_chain", 1.0


def _repeated(promised: str, done: str) -> float:
    """The share of the promise's pairs of characters that stand in the other text."""
    wanted = {promised[at : at + 2] for at in range(len(promised) - 1) if promised[at : at + 2].isalnum()}
    return sum(pair in done for pair in wanted) / len(wanted) if wanted else 0.0


def _keeps(each: Candidate) -> bool:
    return each.type not in NEVER_KEEPS and each.score >= weights().kept and bool({"words_alike", "named"} & set(each.reasons))


def _waiting(promise: Promise, found: tuple[Candidate, ...], today: date) -> FollowUp:
    """Not due, silent, or without a term: hopes, appeals and what cannot be checked are never silent."""
    due, said = span(promise.fact.deadline), span_of(promise.said)
    deadline = due if due and due.dated else None
    if deadline and deadline.last >= today:
        return FollowUp(state=State.NOT_DUE, since=_iso(promise), candidates=found)
    if promise.fact.kind in UNBOUND or not (deadline or promise.fact.quantity):
        return FollowUp(state=State.OPEN, since=promise.said, candidates=found)
    last = deadline.last if deadline else said.last if said and said.dated else None
    months = _months(last, today) if last else 0
    if months >= (1 if deadline else patience().silence_months):
        return FollowUp(state=State.SILENT, since=_iso(promise) if deadline else promise.said, months=months, candidates=found)
    return FollowUp(state=State.OPEN, since=promise.said, candidates=found)


def _iso(promise: Promise) -> str | None:
    deadline = promise.fact.deadline
    return (deadline.end or deadline.start) if deadline else None


def _months(since: date, today: date) -> int:
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
