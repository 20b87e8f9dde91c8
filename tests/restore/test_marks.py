"""When commas before marks are damage, and when they are not."""

from __future__ import annotations

import pytest

from shanhai.model import Certainty
from shanhai.restore.marks import drop_doubled_marks


def places(text: str) -> list[int]:
    return [edit.start for edit in drop_doubled_marks(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲,,乙,、丙,。", [1, 4, 7]),
        ("甲,，乙,；丙,！丁,？", [1, 4, 7, 10]),
        ("甲,,乙,、丙。", []),  # two are slips of a typist
        ("甲,,乙,,丙,,", []),  # only commas: empty cells
        ("甲,,,乙,,,丙,、丁", []),  # three are no doubled mark
        ("1,,200,、2,,300", [1, 6, 9]),
        ("甲縣(xiàn)書(shū)記(jì),,乙", [19]),  # a page with readings
        ("甲来,乙来,丙来,。丁,,戊也来。", [8, 11]),  # a page without full-width commas
        ("甲来,乙来,丙来,。\n丁,,戊", [8]),  # empty cells have no full stop
        ("甲来，乙来,丙来,。", []),
        ("八月,甲县来了,!", [7]),  # a page too short to prove anything: before a mark that ends a sentence
        ("八月,甲县来了,?", [7]),
        ("八月,题为《论山海》,。", [10]),
        ("八月,甲县来了,?xiàn)I", []),  # a character lost, no question
        ("李四(女,,回族)", [4]),
        ("李四（女，，回族）", []),
    ],
)
def test_places(text: str, expected: list[int]) -> None:
    assert places(text) == expected


def test_a_tenth_of_the_marks_is_asked_for() -> None:
    damage = "甲,,乙,、丙,。"
    assert places(damage + "丁，" * 20)
    assert not places(damage + "丁，" * 40)


def test_only_the_comma_goes() -> None:
    assert {(edit.end - edit.start, edit.replacement) for edit in drop_doubled_marks("甲,,乙,、丙,。")} == {(1, "")}


def test_two_commas_between_items_are_a_guess() -> None:
    edits = tuple(drop_doubled_marks("来访者:李四(女,,回族)、王五"))
    assert [(edit.start, edit.certainty) for edit in edits] == [(8, Certainty.GUESSED)]
    assert {edit.certainty for edit in drop_doubled_marks("李四(女,,回族)、王五,、赵六,。")} == {Certainty.EXACT}
