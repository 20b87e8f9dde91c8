"""Projects by stage: how long each has been there, and which wait for the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, select

from shanhai.ledger import Ledger
from shanhai.ledger.listed import listed
from shanhai.ledger.schema import entries, facts, readings, statements
from shanhai.model import Modality, Project
from shanhai.model.struct import Value
from shanhai.reconcile.stages import ORDER, Progress, progress
from shanhai.reconcile.statement import Statement as Told

from .memory import remembered
from .statement import Statement, stated_of

UNSTATED = "unstated"
"""The column of projects of which no page states the stage."""


class Card(Value, frozen=True, kw_only=True):
    """A project, and how far it has come."""

    stated: Statement
    progress: Progress


class Column(Value, frozen=True, kw_only=True):
    """The projects at a stage, those that have been there longest first and those without a date last; `yuan` adds up stated amounts."""

    stage: str
    total: int
    yuan: Decimal
    cards: tuple[Card, ...]


class Board(Value, frozen=True, kw_only=True):
    """All projects by stage on a day; `stalls` counts those that wait, by class (签约未落地), over all columns."""

    today: str
    total: int
    columns: tuple[Column, ...]
    stalls: dict[str, int]


def board(ledger: Ledger, *, today: date, stall: str = "", limit: int = 30) -> Board:
    """Projects by stage on that day, at most `limit` in a column; with `stall` only those that wait so.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     board(ledger, today=date(2025, 1, 1)).total
    0
    """
    come = remembered(ledger, ("progresses", today), lambda: _come(ledger, today))
    with ledger.looking() as connection:
        held = {row.entry: row for row in connection.execute(_HELD) if row.entry in come}
        kept = sorted((each for each in held if not stall or come[each].stall == stall), key=lambda each: _place(each, come))
        by_stage: dict[str, list[str]] = defaultdict(list)
        for each in kept:
            by_stage[stage.value if (stage := come[each].stage) else UNSTATED].append(each)
        shown = stated_of(connection, [each for ids in by_stage.values() for each in ids[:limit]])
    cards = {each.entry: Card(stated=each, progress=come[each.entry]) for each in shown}
    stages = (*(stage.value for stage in ORDER), UNSTATED)
    return Board(
        today=today.isoformat(),
        total=len(kept),
        columns=tuple(_column(stage, by_stage[stage], held, cards) for stage in stages),
        stalls=dict(Counter(each.stall for each in come.values() if each.stall)),
    )


def _come(ledger: Ledger, today: date) -> dict[str, Progress]:
    with ledger.looking() as connection:
        return progresses(connection, today)


_HELD = select(listed.c.entry, listed.c.yuan).where(listed.c.type == "project", listed.c.modality != Modality.DENIED.value)


def _place(entry: str, come: Mapping[str, Progress]) -> tuple[bool, int, str]:
    """Those that have been at their stage longest first, those without a date last."""
    days = come[entry].days
    return days is None, -(days or 0), entry


def _column(stage: str, ids: Sequence[str], held: Mapping[str, Any], cards: Mapping[str, Card]) -> Column:
    yuan = sum((Decimal(str(held[each].yuan)) for each in ids if held[each].yuan is not None), Decimal(0))
    return Column(stage=stage, total=len(ids), yuan=yuan, cards=tuple(cards[each] for each in ids if each in cards))


def progresses(connection: Connection, today: date) -> dict[str, Progress]:
    """How far each project has come by that day, by its entry."""
    told: dict[str, list[Told]] = defaultdict(list)
    said = select(statements.c.entry, facts.c.body, readings.c.published)
    said = said.join(facts, facts.c.number == statements.c.fact).join(readings, readings.c.id == facts.c.reading)
    for row in connection.execute(said.where(facts.c.type == "project", statements.c.entry.is_not(None))):
        told[row.entry].append(Told(fact=row.body, published=row.published))
    # A value that a person corrected stands in the entry alone: its stage is told once more, under the date of the entry.
    for entry in connection.execute(select(entries.c.id, entries.c.body).where(entries.c.type == "project")):
        if entry.body.stage and all(each.fact.stage != entry.body.stage for each in told[entry.id] if isinstance(each.fact, Project)):
            told[entry.id].append(Told(fact=entry.body))
    return {key: progress(each, today) for key, each in told.items()}
