"""Edits of several rounds become one list of edits in published coordinates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.model import FLAGS, AlignmentError, Certainty, Edit, Repair, RestoredText
from shanhai.restore import RawEdit, compose, rebuild
from shanhai.restore.alignment import check
from shanhai.restore.edit import SPECIFICITY, worst

from .strategies import rounds


def raw(start: int, end: int, replacement: str, repair: Repair = Repair.WIDTH, certainty: Certainty = Certainty.EXACT) -> RawEdit:
    return RawEdit(start=start, end=end, replacement=replacement, repair=repair, certainty=certainty)


def composed(text: str, *rounds_: tuple[RawEdit, ...]) -> RestoredText:
    restored = RestoredText(page="p", text=text)
    for edits in rounds_:
        restored = compose(restored, edits)
    return restored


def spans(restored: RestoredText) -> list[tuple[int, int, str, str]]:
    return [(edit.start, edit.end, edit.original, edit.replacement) for edit in restored.edits]


@pytest.mark.parametrize(
    ("rounds_", "text", "expected"),
    [
        (((), ()), "abcdef", []),
        (((raw(2, 4, ""),), (raw(1, 2, "B"),)), "aBef", [(1, 2, "b", "B"), (2, 4, "cd", "")]),
        (((raw(2, 4, ""),), (raw(2, 3, "E"),)), "abEf", [(2, 4, "cd", ""), (4, 5, "e", "E")]),
        (((raw(2, 4, ""),), (raw(1, 3, "X"),)), "aXf", [(1, 5, "bcde", "X")]),
        (((raw(1, 3, "XYZ"),), (raw(2, 3, ""),)), "aXZdef", [(1, 3, "bc", "XZ")]),
        (((raw(1, 3, "XYZ"),), (raw(3, 5, "Q"),)), "aXYQef", [(1, 4, "bcd", "XYQ")]),
        (((raw(2, 2, "X"),), (raw(2, 3, ""),)), "abcdef", []),
        (((raw(2, 2, "X"),), (raw(3, 3, "Y"),)), "abXYcdef", [(2, 2, "", "XY")]),
        (((raw(2, 4, ""),), (raw(2, 2, "Y"),)), "abYef", [(2, 4, "cd", "Y")]),
        (((raw(1, 2, "X"),), (raw(1, 2, "b"),), (raw(0, 1, ""),)), "bcdef", [(0, 1, "a", "")]),
        (((raw(0, 2, ""), raw(4, 6, "")), (raw(0, 2, "Q"),)), "Q", [(0, 2, "ab", ""), (2, 4, "cd", "Q"), (4, 6, "ef", "")]),
    ],
)
def test_two_rounds(rounds_: tuple[tuple[RawEdit, ...], ...], text: str, expected: list[tuple[int, int, str, str]]) -> None:
    restored = composed("abcdef", *rounds_)
    assert restored.text == text
    assert spans(restored) == expected
    assert rebuild(restored) == "abcdef"


def test_united_edits_keep_the_worse_certainty_and_the_more_specific_repair() -> None:
    restored = composed("abcd", (raw(1, 3, "XY", Repair.SHIFTED, Certainty.SEARCHED),), (raw(1, 2, "Z", Repair.SCRIPT),))
    assert restored.edits == (Edit(start=1, end=3, original="bc", replacement="ZY", repair=Repair.SHIFTED, certainty=Certainty.SEARCHED),)


def test_an_edit_of_one_round_keeps_its_alternatives() -> None:
    edit = RawEdit(start=0, end=1, replacement="x", repair=Repair.SHIFTED, certainty=Certainty.GUESSED, alternatives=("y",))
    assert composed("a", (edit,)).edits[0].alternatives == ("y",)


@pytest.mark.parametrize("edits", [(raw(0, 3, ""), raw(2, 4, "")), (raw(2, 9, ""),), (raw(3, 2, ""),), (raw(1, 1, "x"), raw(1, 1, "y"))])
def test_edits_that_do_not_fit(edits: tuple[RawEdit, ...]) -> None:
    with pytest.raises(AlignmentError, match="p:"):
        composed("abcdef", edits)


@given(st.data(), st.text("abcdef", max_size=12))
def test_any_rounds_can_be_taken_back(draw: st.DataObject, text: str) -> None:
    restored = RestoredText(page="p", text=text)
    for _ in range(3):
        edits = draw.draw(rounds(restored.text))
        expected = restored.text
        for edit in reversed(edits):
            expected = expected[: edit.start] + edit.replacement + expected[edit.end :]
        restored = compose(restored, edits)
        assert restored.text == expected
        check(restored)
        assert rebuild(restored) == text
        assert all(edit.original != edit.replacement or edit.repair in FLAGS for edit in restored.edits)


def test_every_repair_has_its_specificity() -> None:
    assert set(SPECIFICITY) == set(Repair)


def test_worst() -> None:
    assert worst([]) is Certainty.EXACT
    assert worst([Certainty.GUESSED, Certainty.SEARCHED, Certainty.EXACT]) is Certainty.GUESSED
