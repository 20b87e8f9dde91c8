from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shanhai.evaluate.comparison import alike, based, contained, customary, normal, pairs, programme_names, same_place
from shanhai.evaluate.item import PlaceName

CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "evaluate" / "comparison.yaml").read_text("utf-8")
)


@pytest.mark.parametrize("case", CASES["same_place"], ids=lambda case: f"{case['a']}-{case['b']}")
def test_same_place(case: dict[str, Any]) -> None:
    a, b = PlaceName(name=case["a"], code=case.get("a_code")), PlaceName(name=case["b"], code=case.get("b_code"))
    assert same_place(a, b) is case["says"]
    assert same_place(b, a) is case["says"]


@pytest.mark.parametrize("case", CASES["contained"], ids=lambda case: f"{case['a']}-{case['b']}")
def test_contained(case: dict[str, Any]) -> None:
    assert contained(case["a"], case["b"]) is case["says"]


@pytest.mark.parametrize("case", CASES["alike"], ids=lambda case: f"{case['a']}-{case['b']}")
def test_alike(case: dict[str, Any]) -> None:
    assert alike(case["a"], case["b"]) is case["says"]


@pytest.mark.parametrize("case", CASES["based"], ids=lambda case: f"{case['value']}{case['unit']}")
def test_based(case: dict[str, Any]) -> None:
    expected = tuple(case["says"]) if case["says"] else None
    assert based(case["value"], case["unit"]) == expected


@pytest.mark.parametrize("case", CASES["programmes"], ids=lambda case: str(case["stated"]))
def test_programmes(case: dict[str, Any]) -> None:
    assert programme_names(*case["stated"]) == frozenset(case["says"])


@given(st.text(alphabet="甲乙丙县１2Ａb（）“”—·　 ，,.", max_size=30))
def test_normal_twice_is_normal_once(text: str) -> None:
    assert normal(normal(text)) == normal(text)


@given(st.text(alphabet="甲乙丙丁县市区—（） ", max_size=12), st.text(alphabet="甲乙丙丁县市区—（） ", max_size=12))
def test_comparisons_have_no_side(a: str, b: str) -> None:
    assert contained(a, b) == contained(b, a)
    assert alike(a, b) == alike(b, a)


@given(st.text(alphabet="甲乙丙县", min_size=2, max_size=9))
def test_pairs_cover_the_text(text: str) -> None:
    assert len(pairs(text)) <= len(text) - 1
    assert all(pair in text for pair in pairs(text))


def test_customary_keeps_what_it_does_not_know() -> None:
    assert customary("甲县某某办") == "甲县某某办"
