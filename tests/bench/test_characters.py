from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bench.characters import Errors, errors, fold

texts = st.text(alphabet='甲乙，,。“" 　|１1', max_size=15)


@given(texts)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(texts, texts)
def test_strict_errors_are_no_fewer(clean: str, restored: str) -> None:
    assert errors(clean, restored, strict=True).edits >= errors(clean, restored).edits


def test_widths_spaces_and_pipes_are_folded() -> None:
    assert errors("甲县，（乙市）“丙”", '甲县 ,(乙市)|"丙"') == Errors(edits=0, length=10)


def test_percent_of_nothing() -> None:
    assert Errors().percent == 0.0
    assert Errors(edits=1, length=200).percent == 0.5
