"""A ledger of the pages in tests/cases/views/ledger.yaml."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shanhai.ledger import Ledger, PageReading
from shanhai.model import Account, Capture, Edit, Page, RestoredText
from tests.ledger.postgres import database

CASES = Path(__file__).parents[1] / "cases" / "views" / "ledger.yaml"


def cases() -> dict[str, PageReading]:
    """The pages by their names."""
    return {case["name"]: _reading(case) for case in msgspec.yaml.decode(CASES.read_bytes())}


def _reading(case: dict[str, Any]) -> PageReading:
    raw = case["text"].encode()
    page = hashlib.sha256(raw).hexdigest()
    edits = msgspec.convert(case.get("damage", []), tuple[Edit, ...])
    restored = case["text"]
    for edit in reversed(edits):
        assert restored[edit.start : edit.end] == edit.original
        restored = restored[: edit.start] + edit.replacement + restored[edit.end :]
    account = case["account"]
    source = f"pages/{case['name']}.txt"
    head = {"id": page, "source": source} | {name: str(value) if name == "published" else value for name, value in account["page"].items()}
    facts = [fact | {"id": f"{case['name']}-{position}", "page": page} for position, fact in enumerate(account.get("facts", []))]
    return PageReading(
        page=Page(id=page, format="text", encoding="utf-8", text=case["text"]),
        capture=Capture(page=page, source=source),
        raw=raw,
        restored=RestoredText(page=page, text=restored, edits=edits),
        account=msgspec.convert(account | {"page": head, "facts": facts}, Account),
        rules="made-up",
    )


@pytest.fixture(scope="module")
def readings() -> dict[str, PageReading]:
    return cases()


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place_of_ledger(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if request.param == "sqlite":
        yield str(tmp_path_factory.mktemp("views") / "a.ledger")
    else:
        with database(request.getfixturevalue("postgres")) as address:
            yield address


@pytest.fixture(scope="module")
def ledger(place_of_ledger: str, readings: dict[str, PageReading]) -> Iterator[Ledger]:
    with Ledger.open(place_of_ledger) as opened:
        for reading in readings.values():
            opened.add(reading)
        opened.reconcile()
        yield opened


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "empty.ledger")) as opened:
        yield opened
