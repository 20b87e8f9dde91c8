"""Readings of words are one repair; the damage of the page is seen by all readings."""

from __future__ import annotations

from shanhai.model import Repair
from shanhai.restore.word_pinyin import strip_word_pinyin


def test_only_words() -> None:
    text = "县(xiàn)委书(shū)记(jì)去党政(dǎngzhèng)办(NBA)"
    edits = strip_word_pinyin(text)
    assert [text[edit.start : edit.end] for edit in edits] == ["(dǎngzhèng)"]
    assert {(edit.repair, edit.replacement) for edit in edits} == {(Repair.WORD_PINYIN, "")}


def test_none_without_damage() -> None:
    assert strip_word_pinyin("金华(义乌)、微博(weibo)、学习(xuéxí)") == ()
