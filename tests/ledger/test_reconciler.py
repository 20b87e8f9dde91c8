"""Pages joined into entries: in any order the same, one page at a time or many."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from shanhai.ledger import Ledger, growing, schema
from shanhai.ledger.export import export_jsonl

from .synthetic import page_reading

COUNT = 60


def exported(place: str, order: list[int], *, every: int) -> dict[str, bytes]:
    with Ledger.open(place) as ledger:
        for at, number in enumerate(order, start=1):
            ledger.add(page_reading(number))
            if at % every == 0:
                ledger.reconcile()
        return {path.name: path.read_bytes() for path in export_jsonl(ledger, Path(f"{place}.out"))}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return exported(str(tmp_path_factory.mktemp("once") / "a.ledger"), list(range(COUNT)), every=COUNT)


@pytest.mark.parametrize(("seed", "every"), [(1, 1), (2, 7), (3, COUNT)])
def test_any_order_gives_the_same_export(once: dict[str, bytes], tmp_path: Path, seed: int, every: int) -> None:
    order = list(range(COUNT))
    random.Random(seed).shuffle(order)
    assert exported(str(tmp_path / "b.ledger"), order, every=every) == once


def test_pages_read_anew_give_the_same_export(once: dict[str, bytes], tmp_path: Path) -> None:
    place = str(tmp_path / "c.ledger")
    with Ledger.open(place) as ledger:
        for number in range(COUNT):
            ledger.add(page_reading(number, rules="older"))
        ledger.reconcile()
    assert exported(place, list(range(COUNT)), every=5) == once


def test_entries_that_grow_say_the_same_in_the_end(once: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(growing, "MANY", 3)
    assert exported(str(tmp_path / "d.ledger"), list(range(COUNT)), every=4) == once


def test_every_fact_is_in_one_entry(ledger: Ledger) -> None:
    for number in range(20):
        ledger.add(page_reading(number))
    ledger.reconcile()
    with ledger.looking() as connection:
        facts = set(connection.execute(select(schema.facts.c.number)).scalars())
        placed = {row.fact: row.entry for row in connection.execute(select(schema.statements))}
        counts = connection.execute(select(schema.entries.c.id, schema.entries.c.statements)).all()
    assert placed.keys() == facts
    assert all(placed.values())
    assert {entry: list(placed.values()).count(entry) for entry in placed.values()} == dict(map(tuple, counts))
