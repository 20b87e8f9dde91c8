"""Projects by stage: how long each has been there, and which wait for the next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement, Connection, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries, facts, readings, statements
from shanhai.model import Modality, Project
from shanhai.model.struct import Value
from shanhai.reconcile.stages import ORDER, Progress, progress
from shanhai.reconcile.statement import Statement as Told

from .statement import Statement, listing

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


def board(ledger: Ledger, *, today: date, stall: str = "", limit: int = 60) -> Board:
    """Projects by stage on that day, at most `limit` in a column; with `stall` only those that wait so.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     board(ledger, today=date(2025, 1, 1)).total
    0
    """
    with ledger.looking() as connection:
        come = progresses(connection, today)
        wanted = {entry for entry, each in come.items() if not stall or each.stall == stall}
        cards = _cards(connection, come, wanted)
    by_stage: dict[str, list[Card]] = defaultdict(list)
    for card in cards:
        by_stage[card.progress.stage.value if card.progress.stage else UNSTATED].append(card)
    stages = (*(stage.value for stage in ORDER), UNSTATED)
    return Board(
        today=today.isoformat(),
        total=len(cards),
        columns=tuple(_column(stage, by_stage[stage], limit) for stage in stages),
        stalls=dict(Counter(each.stall for each in come.values() if each.stall)),
    )


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


def _cards(connection: Connection, come: dict[str, Progress], wanted: Iterable[str]) -> list[Card]:
    found = listing(connection, facts.c.type == "project", *_among(wanted, come), limit=len(come))
    cards = [Card(stated=each, progress=come[each.entry]) for each in found.statements if each.entry in come]
    kept = set(wanted)
    return [card for card in cards if card.stated.entry in kept and card.stated.fact.modality is not Modality.DENIED]


def _among(wanted: Iterable[str], come: dict[str, Progress]) -> tuple[ColumnElement[bool], ...]:
    """The condition that a fact is of these entries, where they are few enough to name."""
    ids = sorted(wanted)
    return (statements.c.entry.in_(ids),) if len(ids) < min(500, len(come)) else ()


def _column(stage: str, cards: list[Card], limit: int) -> Column:
    ordered = sorted(cards, key=lambda card: (card.progress.days is None, -(card.progress.days or 0), card.stated.entry))
    amounts = (card.stated.fact.amount for card in cards if isinstance(card.stated.fact, Project) and card.stated.fact.amount)
    return Column(stage=stage, total=len(cards), yuan=sum((amount.yuan for amount in amounts), Decimal(0)), cards=tuple(ordered[:limit]))
