"""Projects by stage: how long each has been there, and which wait for the next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, false, func, or_, select, true

from shanhai.ledger import Ledger
from shanhai.ledger.listed import listed
from shanhai.ledger.spans import holds_on
from shanhai.ledger.staying import project_stages, told_of
from shanhai.model import Modality, Stage
from shanhai.model.struct import Value
from shanhai.reconcile.patience import patience
from shanhai.reconcile.stages import ORDER, Progress, progress

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
    with ledger.looking() as connection:
        counts = _counts(connection, today, stall)
        first = {stage: _first(connection, today, stage, stall, limit) for stage in counts}
        cards = {card.stated.entry: card for card in cards_of(connection, [each for ids in first.values() for each in ids], today)}
        stalls = stalls_on(connection, today)
    columns = tuple(_column(stage, counts.get(stage, {}), [cards[each] for each in first.get(stage, ())]) for stage in _COLUMNS)
    return Board(today=today.isoformat(), total=sum(column.total for column in columns), columns=columns, stalls=stalls)


def stalls_on(connection: Connection, today: date) -> dict[str, int]:
    """How many projects wait on that day, by class."""
    return {waiting.name: n for stage, waiting in patience().stages.items() if (n := _stalled(connection, today, stage.value))}


def stalled(connection: Connection, today: date, limit: int) -> tuple[Card, ...]:
    """The projects that have waited longest on that day."""
    waits = or_(false(), *(_waits(today, stage.value) for stage in patience().stages))
    ids = connection.execute(_held(today).with_only_columns(_s.entry).where(waits).order_by(*_order(today)).limit(limit)).scalars().all()
    return tuple(cards_of(connection, ids, today))


def cards_of(connection: Connection, ids: Sequence[str], today: date) -> Iterator[Card]:
    """These projects, in this order, with how far each has come."""
    told = told_of(connection, ids)
    stated = {each.entry: each for each in stated_of(connection, ids)}
    for each in ids:
        yield Card(stated=stated[each], progress=progress(told[each], today))


_COLUMNS = (*(stage.value for stage in ORDER), UNSTATED)
_s = project_stages.c
_stage = func.coalesce(_s.stage, UNSTATED)


def _held(today: date) -> Select[Any]:
    """The projects that a list has, at the stage that they are at."""
    told = (listed.c.type == "project", listed.c.modality != Modality.DENIED.value)
    return select(_s.entry).join(listed, listed.c.entry == _s.entry).where(holds_on(project_stages, today), *told)


def _waits(today: date, stage: str) -> ColumnElement[bool]:
    """It has been at a stage for longer than is usual."""
    usual = patience().stages[Stage(stage)].days
    return and_(_s.stage == stage, _s.last < (today - timedelta(days=usual)).isoformat())


def _at(today: date, stage: str, stall: str) -> list[ColumnElement[bool]]:
    """It is in the column; with `stall`, and waits so."""
    if not stall:
        return [_stage == stage]
    waiting = next((each for each, found in patience().stages.items() if found.name == stall), None)
    return [_waits(today, stage)] if waiting is not None and waiting.value == stage else [false()]


def _counts(connection: Connection, today: date, stall: str) -> dict[str, dict[float | None, int]]:
    """How many projects each column has, by their amounts."""
    found: dict[str, dict[float | None, int]] = defaultdict(dict)
    chosen = or_(false(), *(and_(*_at(today, stage, stall)) for stage in _COLUMNS)) if stall else true()
    counted = _held(today).with_only_columns(_stage.label("at"), listed.c.yuan, func.count().label("n")).where(chosen)
    for row in connection.execute(counted.group_by(_stage, listed.c.yuan)):
        found[row.at][row.yuan] = row.n
    return found


def _first(connection: Connection, today: date, stage: str, stall: str, limit: int) -> Sequence[str]:
    """Those that have been at their stage longest, those without a date last."""
    return connection.execute(_held(today).where(*_at(today, stage, stall)).order_by(*_order(today)).limit(limit)).scalars().all()


def _order(today: date) -> tuple[ColumnElement[Any], ...]:
    # What can have got there only after the day has been there for no day, as what got there on it.
    return case((_s.last.is_(None), 1), else_=0), case((_s.last > today.isoformat(), today.isoformat()), else_=_s.last), _s.entry


def _stalled(connection: Connection, today: date, stage: str) -> int:
    counted = select(func.count()).select_from(project_stages).where(holds_on(project_stages, today), _waits(today, stage))
    return int(connection.execute(counted).scalar_one())


def _column(stage: str, amounts: Mapping[float | None, int], cards: Sequence[Card]) -> Column:
    yuan = sum((Decimal(str(amount)) * n for amount, n in amounts.items() if amount is not None), Decimal(0))
    return Column(stage=stage, total=sum(amounts.values()), yuan=yuan, cards=tuple(cards))
