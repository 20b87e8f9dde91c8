"""How far a project has come: its stage, since when, and whether it waits, from what dated pages say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

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
    first: _First = {}
    for each in _told(statements):
        if each.begin <= today:
            _count(first, each)
    at = [stage for stage in ORDER if stage in first]
    if not at:
        return Progress()
    now = first[at[-1]]
    days = None if now.reached.since is None else max(0, (today - now.last).days)
    return _judged(at[-1], tuple(first[stage].reached for stage in at), days)


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
    found: list[Stay] = []
    first: _First = {}
    told = {start: list(some) for start, some in groupby(sorted(_told(statements), key=_begin), key=_begin)}
    for start in dict.fromkeys((date.min, *told)):
        for each in told.get(start, ()):
            _count(first, each)
        stage = next((stage for stage in reversed(ORDER) if stage in first), None)
        last = first[stage].last if stage and first[stage].reached.since is not None else None
        if not found or (found[-1].stage, found[-1].last) != (stage, last):
            found.append(Stay(start=None if start == date.min else start, stage=stage, last=last))
    return tuple(found)


def together(one: Sequence[Stay], other: Sequence[Stay]) -> tuple[Stay, ...]:
    """What two sets of statements tell of every day, from what each tells: the furthest stage, dated by whichever dates it earlier.

    >>> signed, begun = Stay(start=date(2023, 5, 6), stage=Stage.SIGNED), Stay(start=date(2024, 3, 1), stage=Stage.BEGUN)
    >>> [(each.start and each.start.year, each.stage and each.stage.value) for each in together([Stay(), begun], [Stay(), signed])]
    [(None, None), (2023, '签约'), (2024, '开工')]
    """
    found: list[Stay] = []
    for start in sorted({each.start or date.min for each in (*one, *other)}):
        best = max((_last_by(some, start) for some in (one, other)), key=_far)
        if not found or (found[-1].stage, found[-1].last) != (best.stage, best.last):
            found.append(Stay(start=None if start == date.min else start, stage=best.stage, last=best.last))
    return tuple(found)


def _last_by(some: Sequence[Stay], day: date) -> Stay:
    return next((each for each in reversed(some) if (each.start or date.min) <= day), Stay())


def _far(stay: Stay) -> tuple[int, int]:
    """The further the larger, and of one stage the one that is dated earlier."""
    return (-1 if stay.stage is None else ORDER.index(stay.stage), -(stay.last or date.max).toordinal())


class _Told(NamedTuple):
    """A stage as a statement tells it: the days on which it may have been reached; from the first to the last of all if it has no date."""

    begin: date
    last: date
    reached: Reached


_First = dict[Stage, _Told]
"""What first dates each stage: of two the one whose last day is the earlier."""
_begin = attrgetter("begin")


def _told(statements: Iterable[Statement]) -> Iterator[_Told]:
    for each in statements:
        stage = _stage(each.fact)
        if stage is not None:
            days, reached = _reached(stage, each)
            yield _Told(days.first if days else date.min, days.last if days else date.max, reached)


def _count(first: _First, each: _Told) -> None:
    held = first.get(each.reached.stage)
    if held is None or (each.last, each.reached.page, each.reached.fact) < (held.last, held.reached.page, held.reached.fact):
        first[each.reached.stage] = each


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
