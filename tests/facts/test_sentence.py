from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.facts.sentence import LONGEST, sentences
from shanhai.model import Mention

from .marked import marked


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("甲来。乙去！丙呢？", ["甲来。", "乙去！", "丙呢？"]),
        ("甲说：“来吧。”乙去", ["甲说：“来吧。”", "乙去"]),
        ("甲来；乙去", ["甲来；", "乙去"]),
        ("甲来……乙去", ["甲来……", "乙去"]),
        ("甲来。\n\n　　乙去", ["甲来。", "乙去"]),
        ("3.5亿元，www.example.cn", ["3.5亿元，www.example.cn"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_where_sentences_end(text: str, parts: list[str]) -> None:
    assert [s.text for s in sentences(text)] == parts


def test_sentences_of_one_paragraph_touch() -> None:
    first, second, third = sentences("甲来。 乙去。\n丙到。")
    assert first.end == second.start
    assert second.end < third.start


def test_no_mention_is_cut() -> None:
    text, mentions = marked("参加[meeting 山海同行！合作大会]。散会")
    first, second = sentences(text, mentions)
    assert [m.text for m in first.mentions] == ["山海同行！合作大会"]
    assert not second.mentions


def test_a_stretch_of_a_text_keeps_its_offsets() -> None:
    text, mentions = marked("[place 甲县]。[place 乙市]来。[place 丙县]")
    (only,) = sentences(text, mentions, start=3, end=7)
    assert (only.text, only.start) == ("乙市来。", 3)
    assert [m.text for m in only.mentions] == ["乙市"]


def test_a_long_sentence_is_cut_after_a_comma() -> None:
    parts = sentences("一二三四五六七八九，" * 150)
    assert [len(s.text) for s in parts] == [1000, 500]
    assert all(s.text.endswith("，") for s in parts)


def test_a_long_sentence_is_not_cut_inside_a_mention() -> None:
    long = Mention(type="document", start=995, end=1010, text="文" * 15)
    first, second = sentences("文" * 1200, [long])
    assert (first.end, second.start) == (995, 995)
    assert second.mentions == (long,)


@given(st.text(alphabet="甲，。！”\n ……一", max_size=60), st.integers(0, 30))
def test_every_visible_character_is_in_one_sentence(text: str, repeat: int) -> None:
    whole = text * repeat
    parts = sentences(whole)
    assert all(whole[s.start : s.end] == s.text and len(s.text) <= LONGEST for s in parts)
    assert "".join("".join(s.text for s in parts).split()) == "".join(whole.split())
