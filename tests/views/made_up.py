"""A ledger of the pages in tests/cases/views/network.yaml."""

from __future__ import annotations

from pathlib import Path

import msgspec

from shanhai.ledger import Ledger

from .conftest import CASES, _reading

NETWORK = CASES.with_name("network.yaml")


def lay_network(path: Path) -> Path:
    """The ledger at this path, with those pages in it."""
    with Ledger.open(str(path)) as ledger:
        for case in msgspec.yaml.decode(NETWORK.read_bytes()):
            ledger.add(_reading(case))
        ledger.reconcile()
    return path
