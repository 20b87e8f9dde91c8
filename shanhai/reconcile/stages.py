"""How far a project has come: its stage, since when, and whether it waits, from what dated pages say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from shanhai.model import Modality, Project, Stage
from shanhai.model.struct import Value

from .dating import Span, span, span_of
from .patience import patience
from .statement import Statement

ORDER = (Stage.PLANNED, Stage.SIGNED, Stage.SITED, Stage.BEGUN, Stage.COMPLETE, Stage.PRODUCING)


class Reached(Value, frozen=True, kw_only=True):
    """A stage, and the first page that dates it: `since` is an ISO 8601 prefix, null where no page dates it.

    `reported` says that the date is the page's, not the project's: the stage was reached on that day or before.
    """

    stage: Stage
    since: str | None
    reported: bool
    page: str
    fact: str


class Progress(Value, frozen=True, kw_only=True):
    """The furthest stage that a page states, all that were reached, and how long nothing further has been seen.

    `days` are those since the last day on which the stage can have been reached: it has been there at least so long. Null where no
    page dates it. `stall` names the wait (签约未落地) once `days` are more than `usual`; null for stages that nothing need follow.
    """

    stage: Stage | None = None
    reached: tuple[Reached, ...] = ()
    days: int | None = None
    usual: int | None = None
    stall: str | None = None

    @property
    def now(self) -> Reached | None:
        """The stage it is at, with its date and page."""
        return self.reached[-1] if self.reached else None


def progress(statements: Iterable[Statement], today: date) -> Progress:
    """How far the project of these statements has come by that day.

    What a page plans is planned, whatever stage it speaks of; what it denies is not counted, nor is a stage that is dated after `today`.

    >>> at = lambda stage, day: Statement(fact=Project(id=day, page="p", name="甲园", stage=stage), published=day)
    >>> come = progress([at(Stage.SIGNED, "2023-05-06"), at(Stage.BEGUN, "2024-03")], date(2024, 5, 10))
    >>> come.stage.value, come.now.since, come.days, come.stall
    ('开工', '2024-03', 40, None)
    >>> progress([at(Stage.SIGNED, "2023-05-06")], date(2024, 5, 10)).stall
    '签约未落地'
    """
    first = _first(statements, today)
    at = [stage for stage in ORDER if stage in first]
    if not at:
        return Progress()
    last, now = first[at[-1]]
    return _judged(at[-1], tuple(first[stage][1] for stage in at), None if now.since is None else max(0, (today - last).days))


class Stay(Value, frozen=True, kw_only=True):
    """From a day on (null: from ever) a project is known to be at a stage, since `last` at the latest (null: no page dates it)."""

    start: date | None = None
    stage: Stage | None = None
    last: date | None = None


def stays(statements: Iterable[Statement]) -> tuple[Stay, ...]:
    """What `progress` tells of every day: the stage, and the day from which its days count, from the first day to the last.

    >>> def at(stage, day):
    ...     return Statement(fact=Project(id=day, page="p", name="甲园", stage=stage), published=day)
    >>> [(each.stage and each.stage.value, each.last) for each in stays([at(Stage.SIGNED, "2023-05-06"), at(Stage.BEGUN, "2024-03")])]
    [(None, None), ('签约', datetime.date(2023, 5, 6)), ('开工', datetime.date(2024, 3, 31))]
    """
    told = list(statements)
    days = (_reached(stage, each)[0] for each in told if (stage := _stage(each.fact)))
    found: list[Stay] = []
    for start in (None, *sorted({each.first for each in days if each})):
        first = _first(told, start or date.min)
        stage = next((stage for stage in reversed(ORDER) if stage in first), None)
        last = first[stage][0] if stage and first[stage][1].since is not None else None
        if not found or (found[-1].stage, found[-1].last) != (stage, last):
            found.append(Stay(start=start, stage=stage, last=last))
    return tuple(found)


def _first(statements: Iterable[Statement], today: date) -> dict[Stage, tuple[date, Reached]]:
    """What first dates each stage of those that were reached by that day, with the last day on which it can have been."""
    first: dict[Stage, tuple[date, Reached]] = {}
    for each in statements:
        stage = _stage(each.fact)
        if stage is None:
            continue
        days, reached = _reached(stage, each)
        if days and days.first > today:
            continue
        last = days.last if days else date.max
        if stage not in first or (last, reached.page, reached.fact) < (first[stage][0], first[stage][1].page, first[stage][1].fact):
            first[stage] = (last, reached)
    return first


def _judged(stage: Stage, reached: tuple[Reached, ...], days: int | None) -> Progress:
    waiting = patience().stages.get(stage)
    stall = waiting.name if waiting and days is not None and days > waiting.days else None
    return Progress(stage=stage, reached=reached, days=days, usual=waiting.days if waiting else None, stall=stall)


def _stage(fact: object) -> Stage | None:
    if not isinstance(fact, Project) or fact.modality is Modality.DENIED or fact.stage is Stage.OTHER:
        return None
    return Stage.PLANNED if fact.stage and fact.modality is not Modality.HAPPENED else fact.stage


def _reached(stage: Stage, each: Statement) -> tuple[Span | None, Reached]:
    """The days on which it may have been reached: the project's own date, else the page's."""
    fact = each.fact
    assert isinstance(fact, Project)
    own = span(fact.date)
    stated = own if own and own.dated and fact.date else None
    days = stated or span_of(each.published)
    since = fact.date.start if stated and fact.date else each.published[:10] if each.published and days else None
    return days, Reached(stage=stage, since=since, reported=stated is None, page=fact.page, fact=fact.id)
