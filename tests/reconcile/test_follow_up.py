from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from shanhai.model import Pledge
from shanhai.reconcile.follow_up import Outcome, Promise, follow_up

CASES = msgspec.yaml.decode((Path(__file__).parents[1] / "cases" / "reconcile" / "follow_up.yaml").read_bytes())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_promises(case: dict[str, Any]) -> None:
    told = case["promise"]
    fact = msgspec.convert({"type": "pledge", "id": "1", "page": "p", **told["fact"]}, Pledge)
    promise = Promise(fact=fact, said=told.get("said"), places=frozenset(told["places"]), withdrawn=told.get("withdrawn"))
    found = follow_up(promise, msgspec.convert(case.get("outcomes", []), list[Outcome]), date(2026, 6, 1))
    assert found.state.value == case["state"]
    if "since" in case:
        assert found.since == case["since"]
    assert found.months == case.get("months")


def test_every_reason_stands_under_a_state() -> None:
    """Nothing is called kept or moving without a dated candidate and its reasons."""
    for case in CASES:
        if case["state"] in {"kept", "moving"}:
            assert case["since"]
