"""How sure a fact is: what was observed of facts like it on labelled pages, and why a person should look at it."""

from __future__ import annotations

from functools import cache
from typing import TypeVar, get_args, get_type_hints

import msgspec

from shanhai.knowledge.confidence import expected
from shanhai.knowledge.posts import titles
from shanhai.model import Basis, Certainty, Fact, Modality, PlaceRef, Pledge, Tenure

# A fact of whose like fewer are expected to be right asks for a person's eye. Of .7, .8, .85, .9, .92 and .95 the least at which every type
# with a floor stays above .97 on the 59 development pages of bench/pages without review: visits 1.000, pairings .977, tenures .973,
# agreements 1.000, measures .995; 88 % of all facts need none. At .8 pairings fall to .940.
LEAST = 0.9
T = TypeVar("T", bound=Fact)


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


def appraised(fact: T) -> T:
    """A fact with its confidence, and with the wish for review where it is low."""
    confidence = expected(type(fact).__name__.lower(), sureness(fact), rule_of(fact))
    return msgspec.structs.replace(fact, confidence=confidence, needs_review=fact.needs_review or confidence < LEAST)
