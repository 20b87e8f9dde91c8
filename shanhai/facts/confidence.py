"""How sure a fact is: what was observed of facts like it on labelled pages, and why a person should look at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from typing import get_args, get_type_hints

import msgspec

from shanhai.knowledge.confidence import expected
from shanhai.knowledge.posts import titles
from shanhai.model import Agreement, AnyFact, Basis, Certainty, Fact, Modality, Pairing, PlaceRef, Pledge, Tenure
from shanhai.model.struct import Value

# A fact of whose like fewer are expected to be right asks for an eye. Of those at or above .88, .9, .91, .92, .94 are right:
# visits, pairings, tenures, agreements and measures of the pages that judge the rules 789/813, 785/809, 730/749, 719/736, 593/604 (.975
# at .91, asked .97); visits, pairings and tenures of bench/held 873/947, 858/931, 676/725, 645/694, 342/374 (.932 at .91; November 2026).
LEAST = 0.91
_LISTED = 3  # pairs of one sentence that make a list
Span = tuple[int, int]


@cache
def _placed(kind: type[Fact]) -> tuple[str, ...]:
    """The fields of a type of fact that may hold a place."""
    hints = get_type_hints(kind)
    return tuple(name for name in kind.__struct_fields__ if PlaceRef in (hints[name], *get_args(hints[name])))


def sureness(fact: Fact) -> str:
    """The worst that stands behind a fact: guessed or searched repairs, a doubt of its rule, an undecided place, a modality, an inference.

    >>> from shanhai.model import Platform
    >>> sureness(Platform(id="1", page="2", name="甲乙产业园")), sureness(Platform(id="1", page="2", name="甲乙产业园", needs_review=True))
    ('stated', 'doubted')
    """
    found = [evidence for quotes in fact.evidence.values() for evidence in quotes]
    repaired = {evidence.certainty for evidence in found}
    if Certainty.GUESSED in repaired:
        return "guessed"
    if fact.needs_review:
        return "doubted"
    if any(isinstance(place := getattr(fact, name), PlaceRef) and place.candidates for name in _placed(type(fact))):
        return "undecided"
    if Certainty.SEARCHED in repaired:
        return "searched"
    if fact.modality is not Modality.HAPPENED and not isinstance(fact, Pledge):
        return str(fact.modality)
    if isinstance(fact, Tenure) and fact.organization is None and fact.place is None:
        return "partial"
    inferred = sum([evidence.basis is Basis.INFERRED for evidence in found])
    return "stated" if not inferred else "inferred" if inferred == 1 else "much inferred"


def rule_of(fact: Fact) -> str:
    """The rule that made a fact; of a pledge with its kind, of a tenure with the category of its post (party, enterprise …)."""
    quotes = fact.evidence.get("") or next(iter(fact.evidence.values()), ())
    rule = quotes[0].rule if quotes else ""
    if isinstance(fact, Tenure):
        known = titles().get(fact.post or "")
        return f"{rule} {known.category if known else 'other'}"
    return f"{rule} {fact.kind}" if isinstance(fact, Pledge) else rule


class Beside(Value, frozen=True, kw_only=True):
    """What the facts of a page say together: whose posts are told, where pairs and batches of signings are told."""

    posts: Mapping[str | None, int]
    pairs: Mapping[Span, int]
    first_batch: Span | None = None

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> Beside:
        """The facts of one page."""
        every = tuple(facts)
        batches = [told[0] for fact in every if isinstance(fact, Agreement) and _batch(fact) and (told := _told(fact))]
        return cls(
            posts=Counter(fact.person for fact in every if isinstance(fact, Tenure)),
            pairs=Counter(told[0] for fact in every if isinstance(fact, Pairing) and (told := _told(fact))),
            first_batch=min(batches, default=None),
        )


ALONE = Beside(posts={}, pairs={})


def standing(fact: Fact, beside: Beside = ALONE) -> str:
    """How sure a fact is, and behind a plus what sets it apart among the facts of its page.

    A pairing told in several places was right more often than one told once, a pair of two divisions more often than one of bodies or of a
    list, a post of somebody whose place is known and who has several more often than others, the first batch signed more
    often than a further one (docs/confidence.md has the numbers).

    >>> from shanhai.model import Platform
    >>> standing(Platform(id="1", page="2", name="甲乙产业园")), standing(Pairing(id="1", page="2", a="甲校", b="乙校"))
    ('stated', 'stated+bodies')
    """
    mark = _mark(fact, beside)
    return f"{sureness(fact)}+{mark}" if mark else sureness(fact)


def _mark(fact: Fact, beside: Beside) -> str:
    told = _told(fact)
    match fact:
        case Pairing():
            if len(told) > 1:
                return "again"
            if told and beside.pairs.get(told[0], 0) >= _LISTED:
                return "listed"
            return "divisions" if all(isinstance(side, PlaceRef) and side.code for side in (fact.a, fact.b)) else "bodies"
        case Tenure():
            if fact.place is None or not fact.place.code:
                return "unplaced"
            return "several" if beside.posts.get(fact.person, 0) > 1 else "single"
        case Agreement():
            if not _batch(fact):
                return "paper"
            return "further" if told and beside.first_batch and beside.first_batch < told[0] else "batch"
    return ""


def _batch(fact: Agreement) -> bool:
    """Whether the page tells how many or for how much."""
    return bool(fact.amount or fact.project_count)


def _told(fact: Fact) -> list[Span]:
    """Where the page tells a fact, in order."""
    return sorted({(quote.start, quote.end) for quote in fact.evidence.get("", ())})


def appraise(facts: Iterable[AnyFact]) -> tuple[AnyFact, ...]:
    """The facts of a page with their confidence, and with the wish for review where it is low."""
    every = tuple(facts)
    beside = Beside.of(every)
    return tuple(appraised(fact, beside) for fact in every)


def appraised(fact: AnyFact, beside: Beside = ALONE) -> AnyFact:
    """A fact among those of its page with its confidence, and with the wish for review where it is low."""
    confidence = expected(type(fact).__name__.lower(), standing(fact, beside), rule_of(fact))
    return msgspec.structs.replace(fact, confidence=confidence, needs_review=fact.needs_review or confidence < LEAST)
