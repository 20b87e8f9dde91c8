"""What two places list is the same whichever way it came about: page by page in any order, after judgements, or made anew from all."""

from __future__ import annotations

import random

import pytest
from sqlalchemy import delete, select

from bench.archive import archive
from shanhai.ledger import Ledger, PageReading
from shanhai.ledger.between import pair_entries, pair_pages, refill
from shanhai.ledger.forget import forget_page

from .contents import contents, sound
from .judged import judged

PAGES = 60


@pytest.fixture(scope="module")
def readings() -> list[PageReading]:
    return list(archive(PAGES))


def rows(ledger: Ledger) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    with ledger.looking() as connection:
        found = (connection.execute(select(table)).all() for table in (pair_entries, pair_pages))
        entries, pages = ({tuple(row) for row in held} for held in found)
    return entries, pages


def made_anew(ledger: Ledger) -> tuple[set[tuple[object, ...]], set[tuple[object, ...]]]:
    with ledger.writing() as connection:
        for table in (pair_entries, pair_pages):
            connection.execute(delete(table))
        refill(connection)
    return rows(ledger)


def filled(ledger: Ledger, pages: list[PageReading], step: int) -> Ledger:
    for at in range(0, len(pages), step):
        for reading in pages[at : at + step]:
            ledger.add(reading)
        ledger.reconcile()
    return ledger


@pytest.mark.parametrize("step", [1, 7, PAGES])
def test_it_is_what_a_ledger_lists_that_has_all_pages(ledger: Ledger, readings: list[PageReading], step: int) -> None:
    before = rows(filled(ledger, readings, step))
    assert {row[2] for row in before[0]} >= {"there", "back", "pairing", "project", "measure", "pledge"}
    assert made_anew(ledger) == before


def test_the_order_of_pages_does_not_matter(ledger: Ledger, readings: list[PageReading], tmp_path_factory: pytest.TempPathFactory) -> None:
    filled(ledger, readings, 10)
    shuffled = random.Random(3).sample(readings, len(readings))
    with Ledger.open(str(tmp_path_factory.mktemp("other") / "b.ledger")) as other:
        there = contents(filled(other, shuffled, 13))
    here = contents(ledger)
    assert [here[name] == there[name] for name in ("pair_entries", "pair_pages")] == [True, True]


def test_judgements_and_pages_that_go_change_it_as_if_it_were_made_anew(ledger: Ledger, readings: list[PageReading]) -> None:
    before, listed = rows(filled(ledger, readings, 20)), contents(ledger)["pair_entries"]
    judged(ledger, 60, 7, 3)
    between = rows(ledger)
    assert between != before
    assert made_anew(ledger) == between
    for number in range(3):
        ledger.undo(sitting=str(number))
    assert contents(ledger)["pair_entries"] == listed
    for reading in readings[::5]:
        forget_page(ledger, reading.page.id)
    after = rows(ledger)
    assert after[1] < before[1]
    assert made_anew(ledger) == after
    assert sound(ledger)
