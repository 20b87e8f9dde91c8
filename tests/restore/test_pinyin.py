"""Readings of single characters are one repair."""

from __future__ import annotations

import pytest

from shanhai.model import Repair
from shanhai.restore.pinyin import strip_halved, strip_pinyin

TEXT = "县(xiàn)委书(shū)记(jì)去党政(dǎngzhèng)办(NBA)"


def test_only_single_characters() -> None:
    edits = strip_pinyin(TEXT)
    assert [TEXT[edit.start : edit.end] for edit in edits] == ["(xiàn)", "(shū)", "(jì)"]
    assert {(edit.repair, edit.replacement) for edit in edits} == {(Repair.PINYIN, "")}


def test_none_without_damage() -> None:
    assert strip_pinyin("县委书记(李四)") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("區(qū)委書(shū)記(jì)坐東航M(zǔ)U", "(zǔ)"),
        ("區(qū)委書(shū)記(jì)坐東航(háng)M(zǔ)U", "(zǔ)"),
        ("區(qū)委書(shū)記(jì)坐東航M(gǔ)U", ""),  # no reading of the character that the bytes make
        ("坐東航M(zǔ)U", ""),  # no page with readings
        ("區(qū)委書(shū)記(jì)在?yàn)鼐珌東航M(zǔ)U", ""),  # within a shifted run: left to the search
    ],
)
def test_readings_behind_letters(text: str, expected: str) -> None:
    assert "".join(text[edit.start : edit.end] for edit in strip_halved(text)) == expected
