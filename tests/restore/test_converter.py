"""Simplified characters one for one, and what OpenCC leaves undone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.load import table
from shanhai.knowledge.words import words
from shanhai.restore import converter
from shanhai.restore.converter import simplified, simplify


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("陜西", "陕西"),
        ("隨著名單", "随着名单"),
        ("日本著名學者", "日本著名学者"),
        ("彰顯著情誼，成效顯著", "彰显着情谊，成效显著"),
        ("兩地結合著推進，二人合著一書", "两地结合着推进，二人合著一书"),
        ("徵調與徵求", "征调与征求"),
        ("乾潭鎮的乾部說乾坤", "乾潭镇的干部说乾坤"),
        ("憑藉優勢，在藉口鎮找藉口", "凭借优势，在藉口镇找借口"),
        ("餘杭的餘地", "余杭的余地"),
    ],
)
def test_simplify(text: str, expected: str) -> None:
    assert simplify(text) == expected


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=60))
def test_length_is_kept(text: str) -> None:
    assert len(simplify(text)) == len(text)


def test_a_line_whose_length_would_change_is_converted_by_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lengthening:
        def convert(self, text: str) -> str:
            return text.replace("縣", "县县")

    simplified()
    monkeypatch.setattr(converter, "_opencc", Lengthening)
    assert simplify("縣長\n書記\n") == "县长\n書記\n"


def test_simplified_forms_are_settled() -> None:
    assert set(simplified()) & set(simplified().values()) <= set(words("乾"))


def test_the_tables_of_the_converter() -> None:
    rows = table("variants")
    assert all(len(row["written"]) == len(row["simplified"]) for row in rows)
    assert [row["written"] for row in rows] == sorted({row["written"] for row in rows})
    assert all(word.count("著") == 1 for word in words("著名"))
    assert all(word.count("着") == 1 for word in words("随着"))
    assert all(simplify(word) == word for word in words("乾安"))


def test_a_lone_surrogate_stays_where_it_is() -> None:
    """Found by scripts/fuzz.py: OpenCC takes UTF-8 and raised UnicodeEncodeError."""
    assert simplify("隨著\ud800縣") == "随着\ud800县"
