"""An empty ledger for every test that asks: `file` in a file of its own, `place` and `ledger` in each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shanhai.ledger import Ledger

from .postgres import database


@pytest.fixture
def file(tmp_path: Path) -> str:
    return str(tmp_path / "a.ledger")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.slow)])
def place(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        yield request.getfixturevalue("file")
    else:
        with database(request.getfixturevalue("postgres")) as address:
            yield address


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened
