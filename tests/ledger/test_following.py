"""What became of promises and how far projects have come is what comes out of everything at once, however it came about."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from sqlalchemy import Connection, Table, delete, select

from bench.archive import archive, pairs
from shanhai.ledger import Ledger, PageReading, following, growing, journeys, staying
from shanhai.ledger.following import answers, promise_states
from shanhai.ledger.forget import forget_page
from shanhai.ledger.promised import drawn, outcomes, promises
from shanhai.ledger.schema import entries
from shanhai.ledger.sharing import outcome_keys, promise_keys
from shanhai.ledger.staying import project_stages
from shanhai.model import PlaceRef, Visit
from shanhai.reconcile.follow_up import FollowUp, follow_up, standing
from shanhai.reconcile.follow_up import best as best_of
from shanhai.reconcile.stages import progress

from .contents import sound
from .judged import judged
from .test_between import filled

PAGES = 60
TABLES = (journeys.journeys, promise_states, project_stages, answers, promise_keys, outcome_keys, outcomes, promises)
DAYS = [date(2012, 1, 1), date(2024, 2, 29), date(2025, 3, 31), date(2026, 6, 1), date(2031, 1, 1)]


@pytest.fixture(scope="module")
def readings() -> list[PageReading]:
    return list(archive(PAGES))


Rows = dict[tuple[object, ...], tuple[object, ...]]


def rows(ledger: Ledger) -> list[Rows]:
    """What each table holds, by its key."""
    with ledger.looking() as connection:
        return [_by_key(connection, table) for table in TABLES]


def _by_key(connection: Connection, table: Table) -> Rows:
    keys = [column.name for column in table.primary_key]
    return {tuple(getattr(row, key) for key in keys): tuple(row) for row in connection.execute(select(table))}


def made_anew(ledger: Ledger) -> list[Rows]:
    with ledger.writing() as connection:
        for table in TABLES:
            connection.execute(delete(table))
        following.refill(connection)
        staying.refill(connection)
        journeys.refill(connection)
    return rows(ledger)


def all_at_once(ledger: Ledger, today: date) -> Iterator[tuple[FollowUp, FollowUp]]:
    """Every promise held against everything that came about, and what the tables have of it."""
    with ledger.looking() as connection:
        made, came = drawn(connection, connection.execute(select(entries.c.id)).scalars().all())
        there = following._answers(connection, sorted(made))
        states = connection.execute(select(promise_states).where(promise_states.c.until > today.isoformat())).all()
        now = {row.entry: row for row in states if row.start <= today.isoformat()}
    everything = [msgspec.structs.replace(each, entry=entry) for entry, each in came.items()]
    assert now.keys() == made.keys()
    for entry, promise in made.items():
        found = standing(promise, best_of(there[entry], today), today)
        assert (now[entry].state, now[entry].since) == (found.state.value, found.since)
        assert (now[entry].month is None) == (found.months is None)
        if now[entry].month:
            assert today.year * 12 + today.month - now[entry].month - (today.day < now[entry].day) == found.months
        yield follow_up(promise, everything, today), found


def agrees(ledger: Ledger) -> None:
    for today in DAYS:
        for whole, kept in all_at_once(ledger, today):
            assert whole == kept
        with ledger.looking() as connection:
            told = staying.told_of(connection, connection.execute(select(entries.c.id).where(entries.c.type == "project")).scalars())
            stays = connection.execute(select(project_stages).where(project_stages.c.until > today.isoformat())).all()
        now = {row.entry: row for row in stays if row.start <= today.isoformat()}
        assert now.keys() == told.keys()
        for entry, each in told.items():
            come = progress(each, today)
            assert now[entry].stage == (come.stage.value if come.stage else None)
            days = max(0, (today - date.fromisoformat(now[entry].last)).days) if now[entry].last else None
            assert days == come.days


@pytest.mark.parametrize("step", [1, 7, PAGES])
def test_it_is_what_everything_at_once_gives(ledger: Ledger, readings: list[PageReading], step: int) -> None:
    before = rows(filled(ledger, random.Random(step).sample(readings, PAGES), step))
    assert all(before)
    agrees(ledger)
    assert made_anew(ledger) == before


def test_judgements_and_pages_that_go_change_it_as_if_it_were_made_anew(ledger: Ledger, readings: list[PageReading]) -> None:
    before = rows(filled(ledger, readings, 20))
    judged(ledger, 60, 7, 3)
    after = rows(ledger)
    agrees(ledger)
    assert made_anew(ledger) == after != before
    for number in range(3):
        ledger.undo(sitting=str(number))
    for reading in readings[::5]:
        forget_page(ledger, reading.page.id)
    left = rows(ledger)
    agrees(ledger)
    assert made_anew(ledger) == left
    assert sound(ledger)


def test_entries_that_only_grew_are_as_if_made_anew(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    one, *far = pairs()
    monkeypatch.setattr("bench.archive.pairs", lambda: (one,))
    monkeypatch.setattr(growing, "MANY", 4)
    pages = list(archive(200))
    before = rows(filled(ledger, pages, 20))
    with ledger.looking() as connection:
        grown = (entries.c.type == "project") & (entries.c.settled < entries.c.statements)
        assert connection.execute(select(entries.c.id).where(grown)).first()
    assert made_anew(ledger) == before
    chance = random.Random(5)
    again = [_elsewhere(reading, chance.choice(far)) for reading in chance.sample(pages, 40)]
    after = rows(filled(ledger, again, 5))
    assert made_anew(ledger) == after != before


def _elsewhere(reading: PageReading, sides: tuple[PlaceRef, PlaceRef]) -> PageReading:
    """The page read by other rules: its visit was between other places."""
    told = [
        msgspec.structs.replace(fact, visitor_place=sides[0], host_place=sides[1]) if isinstance(fact, Visit) else fact
        for fact in reading.account.facts
    ]
    account = msgspec.structs.replace(reading.account, facts=tuple(told))
    return msgspec.structs.replace(reading, account=account, rules=f"{reading.rules}, again")
