"""What makes two statements one entry at once: facts whose own content names the entry (a pairing, a post, a measure) need no weighing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shanhai.model import Action, Fact, Measure, Pairing, PlaceRef, Platform, Pledge, Policy, Project, Tenure, Trait

from .nearness import chain
from .statement import Statement
from .wording import bare


def identity(said: Statement, source: str) -> str | None:
    """The key of the entry that a statement belongs to; null for types whose statements are weighed against each other.

    What a page leaves open (a post of no organisation, a sum of nowhere) is not joined with other sources: its key holds `source`.

    >>> from shanhai.model import PlaceRef
    >>> one = Pairing(id="1", page="p", a=PlaceRef(name="鹿城区", code="330302"), b=PlaceRef(name="甲公司"))
    >>> identity(Statement(fact=one), "p")
    'pairing|330302|甲公司'
    """
    maker = _MAKERS.get(type(said.fact))
    if maker is None:
        return None
    named = maker(said.fact, said)
    parts = (said.type, *(part if part is not None else f"@{source}" for part in named))
    return "|".join(parts)


def side(value: PlaceRef | str) -> str:
    """A place or a body as keys name it."""
    return chain(value)[0] if isinstance(value, PlaceRef) else bare(value)


def _pairing(fact: Pairing, said: Statement) -> tuple[str | None, ...]:
    return tuple(sorted((side(fact.a), side(fact.b))))


def _tenure(fact: Tenure, said: Statement) -> tuple[str | None, ...]:
    seat = bare(fact.organization) if fact.organization else side(fact.place) if fact.place else None
    return fact.person or None, seat, bare(fact.post or "")


def _project(fact: Project | Platform, said: Statement) -> tuple[str | None, ...]:
    name = bare(fact.name)
    return side(fact.place) if fact.place else None, name.removesuffix(_KIND) or name


_KIND = "项目"
"""What is called a project with or without the word is one."""


def _measure(fact: Measure, said: Statement) -> tuple[str | None, ...]:
    period = fact.period.start if fact.period else None
    return bare(fact.subject), side(fact.place) if fact.place else None, period, fact.unit or ""


def _pledge(fact: Pledge, said: Statement) -> tuple[str | None, ...]:
    return fact.speaker, (said.published or "")[:7] or None, bare(fact.text)


def _action(fact: Action, said: Statement) -> tuple[str | None, ...]:
    return fact.actor, (said.published or "")[:7] or None, bare(fact.text)


def _trait(fact: Trait, said: Statement) -> tuple[str | None, ...]:
    return side(fact.place) if fact.place else None, fact.kind.value, bare(fact.text)


def _policy(fact: Policy, said: Statement) -> tuple[str | None, ...]:
    return (bare(fact.name),)


_MAKERS: dict[type[Fact], Callable[[Any, Statement], tuple[str | None, ...]]] = {
    Pairing: _pairing,
    Project: _project,
    Platform: _project,
    Tenure: _tenure,
    Measure: _measure,
    Pledge: _pledge,
    Action: _action,
    Trait: _trait,
    Policy: _policy,
}
