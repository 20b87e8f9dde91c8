"""What was agreed, built, counted, promised and done, in words for the terminal: one line a fact."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal

from shanhai.model import (
    Action,
    Agreement,
    Fact,
    Measure,
    MeasureStatus,
    PlaceRef,
    Platform,
    Pledge,
    PledgeKind,
    Policy,
    Project,
    Qualifier,
    Trait,
    TraitKind,
    When,
)

_KINDS = {
    PledgeKind.COMMITMENT: "承诺",
    PledgeKind.INSTRUCTION: "要求",
    PledgeKind.HOPE: "希望",
    PledgeKind.PLAN: "计划",
    PledgeKind.APPEAL: "呼吁",
}
_STATUS = {MeasureStatus.PLANNED: "计划", MeasureStatus.EXPECTED: "预计", MeasureStatus.QUOTA: "定额"}
_TRAITS = {TraitKind.NEED: "所需", TraitKind.STRENGTH: "所长"}


def matters(facts: Sequence[Fact]) -> Iterator[tuple[str, list[tuple[str, list[Fact]]]]]:
    """The sections of an account that are about matters: the title of each, and each fact in words with the fact.

    >>> from shanhai.model import Platform
    >>> [said for _, told in matters([Platform(id="1", page="2", name="甲乙产业园", event="揭牌")]) for said, _ in told]
    ['甲乙产业园  揭牌']
    """
    for title, type_, say in _SECTIONS:
        yield title, [(say(fact), [fact]) for fact in facts if isinstance(fact, type_)]


def _agreement(fact: Agreement) -> str:
    count = f"{fact.project_count}个项目" if fact.project_count else None
    return told(
        fact.name or fact.kind or "协议", "、".join(fact.parties), count, fact.amount and fact.amount.text, fact.purpose, when(fact.date)
    )


def _project(fact: Project) -> str:
    return told(fact.name, fact.stage_text or fact.stage, fact.amount and fact.amount.text, place(fact.place), when(fact.date))


def _platform(fact: Platform) -> str:
    return told(fact.name, fact.event, place(fact.place), when(fact.date))


def _measure(fact: Measure) -> str:
    unit = fact.unit or ""
    if fact.before is not None and fact.after is not None:
        value = f"{number(fact.before)} → {number(fact.after)}{unit}"
    elif fact.change is not None:
        value = f"{number(fact.change)}{unit}"
    else:
        value = fact.amount.text if fact.amount else qualified(fact)
    part = f"其中（{fact.part_of}）" if fact.part_of else None
    return told(fact.subject, value, _STATUS.get(fact.status), part, fact.category, when(fact.period))


def _pledge(fact: Pledge) -> str:
    acting = "、".join(fact.actors)
    return told(fact.text, _KINDS[fact.kind], fact.speaker, f"行事 {acting}" if acting else None, when(fact.deadline))


def _action(fact: Action) -> str:
    return told(f"{fact.actor or ''}{fact.text}", when(fact.date))


def _trait(fact: Trait) -> str:
    return told(fact.text, _TRAITS[fact.kind], place(fact.place))


def _policy(fact: Policy) -> str:
    return told(fact.name, fact.kind)


def qualified(fact: Measure) -> str:
    """A number with its unit and qualifier in their usual order (460余人次, 200亩以上, 近900人).

    >>> qualified(Measure(id="1", page="2", subject="接诊", value=Decimal(460), unit="人次", qualifier=Qualifier.ODD))
    '460余人次'
    """
    value, unit = number(fact.value), fact.unit or ""
    if fact.qualifier is Qualifier.ODD:
        return f"{value}余{unit}"
    return f"{value}{unit}以上" if fact.qualifier is Qualifier.AT_LEAST else f"{fact.qualifier or ''}{value}{unit}"


def number(value: Decimal | None) -> str:
    """A number as people write it.

    >>> number(Decimal("2.70")), number(Decimal("1107")), number(None)
    ('2.7', '1107', '')
    """
    return "" if value is None else f"{value.normalize():f}"


def told(*parts: object) -> str:
    """What is known, two spaces between; what is not is left out."""
    return "  ".join(str(part) for part in parts if part)


def place(ref: PlaceRef | None) -> str | None:
    """A place by its name."""
    return ref.name if ref else None


def when(date: When | None) -> str | None:
    """A time in the page's words."""
    return date.text if date else None


_Say = Callable[[Fact], str]
_SECTIONS: Iterable[tuple[str, type[Fact], _Say]] = (
    ("协议", Agreement, _agreement),
    ("项目", Project, _project),
    ("平台", Platform, _platform),
    ("指标", Measure, _measure),
    ("承诺", Pledge, _pledge),
    ("已办", Action, _action),
    ("所长与所需", Trait, _trait),
    ("政策", Policy, _policy),
)  # type: ignore[assignment]
