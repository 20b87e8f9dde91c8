"""A thousand judgements taken back leave no trace; a rebuild keeps those that still find their words, and lists the others."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from msgspec import structs

from shanhai.ledger import Ledger, PageReading, judging
from shanhai.ledger.check import Trouble, check
from shanhai.ledger.rebuild import rebuild
from shanhai.model import Visit
from shanhai.reconcile.judgement import Verdict

from .contents import exported
from .judged import judged
from .synthetic import page_reading

OTHER = "other"


def filled(ledger: Ledger, count: int) -> Ledger:
    for number in range(count):
        ledger.add(page_reading(number))
    ledger.reconcile()
    return ledger


@pytest.mark.parametrize(
    ("pages", "judgements", "sittings"), [(30, 80, 5), pytest.param(60, 1000, 25, marks=pytest.mark.slow)], ids=["some", "a thousand"]
)
def test_judgements_undone_leave_no_trace(ledger: Ledger, tmp_path: Path, pages: int, judgements: int, sittings: int) -> None:
    filled(ledger, pages)
    before = exported(ledger, tmp_path / "before")
    judged(ledger, judgements, 7, sittings)
    assert exported(ledger, tmp_path / "between") != before
    order = list(range(sittings))
    random.Random(1).shuffle(order)
    assert sum(ledger.undo(sitting=str(each)) for each in order) == judgements
    assert exported(ledger, tmp_path / "after") == before
    assert [str(found) for found in check(ledger) if isinstance(found, Trouble)] == []


def test_a_rebuild_keeps_what_finds_its_words_and_lists_the_rest(ledger: Ledger, tmp_path: Path) -> None:
    count = 20
    filled(ledger, count)
    made = judged(ledger, 100, 11, 4)
    fewer = [without_visits(number) if number % 2 else page_reading(number, rules=OTHER) for number in range(count)]
    readings = {reading.page.id: reading for reading in fewer}
    list(rebuild(ledger, lambda kept: readings[kept.page], OTHER))
    silent = {reading.page.id for reading in fewer[1::2]}
    lost = {
        each.id
        for each in made
        if each.verdict is not Verdict.ADD
        and any(anchor and anchor.type == "visit" and anchor.page in silent for anchor in (each.anchor, each.other))
    }
    assert 5 < len(lost) < 60
    with ledger.looking() as connection:
        assert {each.id for each in judging.history(connection)} == {each.id for each in made}
        assert {each.id for each in judging.loose(connection)} == lost
    with Ledger.open(str(tmp_path / "afresh.ledger")) as afresh:
        for reading in fewer:
            afresh.add(reading)
        with afresh.writing() as connection:
            judging.bring(connection, made)
        afresh.reconcile()
        assert exported(afresh, tmp_path / "afresh") == exported(ledger, tmp_path / "full")


def without_visits(number: int) -> PageReading:
    """What rules that see no visits make of a page."""
    reading = page_reading(number, rules=OTHER)
    facts = tuple(fact for fact in reading.account.facts if not isinstance(fact, Visit))
    return structs.replace(reading, account=structs.replace(reading.account, facts=facts))
