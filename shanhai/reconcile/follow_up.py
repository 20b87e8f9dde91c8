"""What became of a promise: its state on a day, and the later events that may answer it, each with its score and reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path

from shanhai.knowledge.load import decoded
from shanhai.model import Chain, Field, Pledge, PledgeKind
from shanhai.model.struct import Value

from .dating import span, span_of
from .patience import patience

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
    return decoded(Path(__file__).with_name("follow_up.yaml"), Weights)


def follow_up(promise: Promise, outcomes: Iterable[Outcome], today: date) -> FollowUp:
    """The state of a promise on that day, judged by the outcomes that are dated between the promise and that day.

    >>> pledge = Pledge(id="1", page="p", text="建成茶叶加工中心")
    >>> said = Promise(fact=pledge, said="2024-03-01", places=frozenset({"330300"}))
    >>> follow_up(said, [], date(2024, 5, 1)).state.value
    'open'
    >>> mill = Outcome(entry="e", type="project", text="茶叶加工中心建成", date="2024-11", name="茶叶加工中心")
    >>> from msgspec import structs
    >>> built = structs.replace(mill, places=frozenset({"330300"}))
    >>> found = follow_up(said, [built], date(2025, 5, 1))
    >>> found.state.value, found.since, found.candidates[0].reasons
    ('kept', '2024-11', ('one_place', 'words_alike', 'named'))
    """
    return standing(promise, candidates(promise, outcomes, today), today)


def standing(promise: Promise, found: tuple[Candidate, ...], today: date) -> FollowUp:
    """The state of a promise on that day, its candidates of that day given."""
    if promise.withdrawn:
        return FollowUp(state=State.WITHDRAWN, since=promise.withdrawn)
    keeping = [each for each in found if _keeps(each)]
    if keeping:
        return FollowUp(state=State.KEPT, since=keeping[0].date, candidates=found)
    if found and found[0].score >= weights().moving:
        return FollowUp(state=State.MOVING, since=max(each.date for each in found if each.score >= weights().moving), candidates=found)
    return _waiting(promise, found, today)


def candidates(promise: Promise, outcomes: Iterable[Outcome], today: date) -> tuple[Candidate, ...]:
    """The later events that share something of its content and a place with the promise (visits and meetings: both), best first."""
    return best((found for outcome in outcomes if (found := answer(promise, outcome))), today)


def best(found: Iterable[Candidate], today: date) -> tuple[Candidate, ...]:
    """The best candidates among those that had come by that day, as many as are shown."""
    come = (each for each in found if (days := span_of(each.date)) and days.first <= today)
    return tuple(sorted(come, key=worth)[: weights().shown])


def worth(each: Candidate) -> tuple[float, str, str]:
    """What candidates are sorted by, the best first: their score, and of those that score alike the earliest."""
    return -each.score, each.date, each.entry


def answer(promise: Promise, outcome: Outcome) -> Candidate | None:
    """How far something that came about after the promise may answer it; null where it does not, or came before."""
    said, came = span_of(promise.said), span_of(outcome.date)
    if said is None or came is None or not came.dated or came.first <= said.last:
        return None
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
    due = due_by(promise)
    if due and due >= today:
        return FollowUp(state=State.NOT_DUE, since=_iso(promise), candidates=found)
    last = quiet_from(promise)
    months = months_between(last, today) if last else 0
    if last and months >= patience_with(promise):
        return FollowUp(state=State.SILENT, since=_iso(promise) if due else promise.said, months=months, candidates=found)
    return FollowUp(state=State.OPEN, since=promise.said, candidates=found)


def due_by(promise: Promise) -> date | None:
    """The last day of a deadline whose year is known."""
    due = span(promise.fact.deadline)
    return due.last if due and due.dated else None


def quiet_from(promise: Promise) -> date | None:
    """The day from which it counts how long nothing followed; null where nobody can be silent about it, or the day is not known."""
    due, said = due_by(promise), span_of(promise.said)
    if promise.fact.kind in UNBOUND or not (due or promise.fact.quantity):
        return None
    return due or (said.last if said and said.dated else None)


def patience_with(promise: Promise) -> int:
    """After how many months without anything it is silent."""
    return 1 if due_by(promise) else patience().silence_months


def _iso(promise: Promise) -> str | None:
    deadline = promise.fact.deadline
    return (deadline.end or deadline.start) if deadline else None


def months_between(since: date, today: date) -> int:
    """Whole months from one day to another.

    >>> months_between(date(2024, 1, 31), date(2024, 2, 29)), months_between(date(2024, 1, 31), date(2024, 3, 1))
    (0, 1)
    """
    return (today.year - since.year) * 12 + today.month - since.month - (today.day < since.day)
