"""Readings of single characters are one repair."""

from __future__ import annotations

from shanhai.model import Repair
from shanhai.restore.pinyin import strip_pinyin

TEXT = "县(xiàn)委书(shū)记(jì)去党政(dǎngzhèng)办(NBA)"


def test_only_single_characters() -> None:
    edits = strip_pinyin(TEXT)
    assert [TEXT[edit.start : edit.end] for edit in edits] == ["(xiàn)", "(shū)", "(jì)"]
    assert {(edit.repair, edit.replacement) for edit in edits} == {(Repair.PINYIN, "")}


def test_none_without_damage() -> None:
    assert strip_pinyin("县委书记(李四)") == ()
