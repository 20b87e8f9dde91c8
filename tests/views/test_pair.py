"""What two places have to do with each other."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from shanhai.ledger import Ledger
from shanhai.model import LedgerError
from shanhai.views import PairView, pair

from .conftest import _reading


def view(ledger: Ledger, one: str, other: str) -> PairView:
    found = pair(ledger, one, other)
    assert found is not None
    return found


def test_visits_there_and_back_and_the_pairing(ledger: Ledger) -> None:
    found = view(ledger, "仪陇县", "龙湾区")
    assert (found.visits_there.total, found.visits_back.total) == (1, 1)
    assert {statement.page.title for statement in found.visits_there.statements} == {"仪陇县客人来龙湾区考察"}
    turned = view(ledger, "330303", "511324")
    assert (turned.visits_there, turned.visits_back) == (found.visits_back, found.visits_there)
    assert turned.pairings == found.pairings
    assert found.pairings.total >= 1


def test_what_lies_in_a_place_counts(ledger: Ledger) -> None:
    provinces = view(ledger, "四川省", "浙江省")
    assert provinces.visits_there.total >= 1
    assert provinces.pairings.total >= 1


def test_there_is_none_of_a_place_that_is_not_there(ledger: Ledger) -> None:
    assert pair(ledger, "洛阳市", "龙湾区") is None


def test_one_place_is_no_pair(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="同一个地方"):
        pair(ledger, "龙湾区", "330303")


def test_what_a_round_up_tells_of_one_side_alone_is_not_of_the_pair(tmp_path: Path) -> None:
    cases = yaml.safe_load((Path(__file__).parents[1] / "cases" / "views" / "round_up.yaml").read_text(encoding="utf-8"))
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        for case in cases:
            ledger.add(_reading(case))
        ledger.reconcile()
        found = view(ledger, "淳安县", "剑阁县")
    told = [*found.projects.statements, *found.measures.statements]
    assert {getattr(each.fact, "name", None) or each.fact.subject for each in told} == {name for case in cases for name in case["of_pair"]}
