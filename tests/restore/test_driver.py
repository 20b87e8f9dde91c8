"""The whole of restoring: what holds for every text, and that it stays fast."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings

from shanhai.model import FLAGS, Page
from shanhai.restore import Alignment, rebuild, restore, restore_text

from .strategies import pages

PARAGRAPH = (
    "甲縣(xiàn)縣(xiàn)委書(shū)記(jì)李四帶(dài)隊(duì)到乙市考察,,對(duì)接協(xié)作,、座談(tán),。"
    "隨著訂單增加(三年來第一次),大家有信心。\n"
)


def test_a_page_gives_its_id() -> None:
    page = Page(id="abc", format="text", encoding="utf-8", text=PARAGRAPH)
    assert restore(page).page == "abc"
    assert restore(page).text == "甲县县委书记李四带队到乙市考察，对接协作、座谈。随着订单增加（三年来第一次），大家有信心。\n"


@given(pages())
@settings(max_examples=400, deadline=None)
def test_the_published_text_is_rebuilt(text: str) -> None:
    assert rebuild(restore_text(text)) == text


@given(pages())
@settings(max_examples=400, deadline=None)
def test_restoring_twice_is_restoring_once(text: str) -> None:
    once = restore_text(text).text
    again = restore_text(once)
    assert again.text == once
    assert all(edit.repair in FLAGS for edit in again.edits)


@given(pages())
@settings(max_examples=200, deadline=None)
def test_every_restored_character_has_its_place(text: str) -> None:
    restored = restore_text(text)
    alignment = Alignment(restored)
    spans = [alignment.to_published(index, index + 1)[:2] for index in range(len(restored.text))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(before[1] <= after[0] or before == after for before, after in pairwise(spans))


@pytest.mark.parametrize(
    "line",
    [
        "(",
        "a(",
        "书(",
        "书(shu",
        "书(a",
        ",",
        ",,",
        "?",
        "?y",
        "书(shū)",
        ")",
        "&",
        "&a",
        "（",
        "著",
        "隨著",
        "乾潭",
        "\n",
        "书,",
        "?yàn)I",
    ],
)
def test_long_lines_take_linear_time(line: str) -> None:
    """Ten times the text takes about ten times as long, 100 times were it quadratic; in the time of this process, whatever else runs."""
    tenth = max(_seconds(line, 20_000), _seconds(line, 20_000), 0.003)
    assert min(_seconds(line, 200_000), _seconds(line, 200_000)) < 40 * tenth


def test_a_page_is_quick() -> None:
    """5 KB take 2 ms on the machine of the first measurement; ten times that fails here."""
    assert min(_seconds(PARAGRAPH, 2500) for _ in range(5)) < 0.02


def _seconds(line: str, characters: int) -> float:
    text = line * (characters // len(line))
    before = time.process_time()
    restore_text(text)
    return time.process_time() - before
