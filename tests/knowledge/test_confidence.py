"""Counts of right facts, smoothed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.confidence import Cell, counts, expected, smoothed, summed

KNOWN: dict[Cell, tuple[int, int]] = summed({("visit", "stated", "a"): (90, 100), ("visit", "inferred", "a"): (5, 10)})


def test_wider_cells_hold_the_sums() -> None:
    assert KNOWN["visit", "", ""] == KNOWN["", "", ""] == (95, 110)
    assert KNOWN["visit", "stated", ""] == (90, 100)


def test_an_unseen_rule_is_worth_what_its_cell_is() -> None:
    assert abs(smoothed(KNOWN, "visit", "stated", "b") - 0.9) < 0.02
    assert smoothed(KNOWN, "visit", "inferred", "b") < smoothed(KNOWN, "visit", "stated", "b")


def test_an_unseen_type_is_worth_what_all_are() -> None:
    assert 0.5 < smoothed(KNOWN, "policy", "stated", "policy.named") < 1


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_share_lies_between_nothing_and_all(right: int, wrong: int) -> None:
    known = summed({("visit", "stated", "a"): (right, right + wrong)})
    assert 0 <= smoothed(known, "visit", "stated", "a") <= 1


def test_the_table_holds_numbers_that_can_be() -> None:
    assert all(0 <= right <= judged for right, judged in counts().values())
    assert 0 < expected("visit", "stated", "visit.delegation-goes") <= 1
