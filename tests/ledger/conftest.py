"""An empty ledger in a file of its own for every test that asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from shanhai.ledger import Ledger


@pytest.fixture
def place(tmp_path: Path) -> str:
    return str(tmp_path / "a.ledger")


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened
