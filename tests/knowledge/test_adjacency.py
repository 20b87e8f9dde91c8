"""Who borders on whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.adjacency import adjacent, neighbours
from shanhai.knowledge.load import table
from shanhai.knowledge.places import place

CODES = sorted({row["a"] for row in table("adjacency")})


@pytest.mark.parametrize(
    "a,b", [("330300", "331100"), ("330800", "330700"), ("350000", "330000"), ("330305", "330303"), ("310000", "330900")]
)
def test_neighbours(a: str, b: str) -> None:
    assert adjacent(a, b) and adjacent(b, a)


@pytest.mark.parametrize("a,b", [("330300", "330100"), ("350000", "640000"), ("330300", "330300")])
def test_strangers(a: str, b: str) -> None:
    assert not adjacent(a, b)


@given(st.sampled_from(CODES))
def test_borders_have_two_sides(code: str) -> None:
    assert code not in neighbours(code)
    assert all(adjacent(other, code) and place(other) for other in neighbours(code))
