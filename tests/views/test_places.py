"""The list of places, and who bears a name."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.views import places, places_named


def test_places_with_the_most_facts_first(ledger: Ledger) -> None:
    found = places(ledger)
    assert [(line.place.name, line.facts) for line in found][:3] == [("龙湾区", 6), ("仪陇县", 5), ("温州市", 4)]
    assert "浙江省" not in {line.place.name for line in found}  # no page names it
    assert {line.place.name: line.pages for line in found}["鼓楼区"] == 1
    assert [line.facts for line in found] == sorted((line.facts for line in found), reverse=True)
    assert places(ledger, limit=2) == found[:2]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("330303", ["330303"]),
        ("鼓楼区", ["320106", "350102"]),
        ("鼓楼", ["320106", "350102"]),
        ("龙湾", ["330303"]),
        ("浙江省", ["330000"]),
        ("浙", ["330000"]),
        ("温州高新技术产业开发区", [None]),
        ("甲县", []),
        ("", []),
    ],
)
def test_who_bears_a_name(ledger: Ledger, name: str, codes: list[str | None]) -> None:
    assert [line.place.code for line in places_named(ledger, name)] == codes


def test_an_empty_ledger_knows_no_place(empty: Ledger) -> None:
    assert places(empty) == places_named(empty, "温州市") == ()
