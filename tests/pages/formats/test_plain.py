"""Plain text is published as it is."""

from __future__ import annotations

import pytest

from shanhai.pages.formats.plain import publish_text


def test_line_ends_become_line_feeds() -> None:
    assert publish_text("甲\r\n乙\r丙\n丁".encode(), "a.txt").text == "甲\n乙\n丙\n丁"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_white_space_is_kept_and_paragraphs_are_tight(encoding: str) -> None:
    page = publish_text("　　甲县 \n\n \n\t乙市".encode(encoding), "a.txt")
    assert page.text == "　　甲县 \n\n \n\t乙市"
    assert [page.text[part.start : part.end] for part in page.parts] == ["甲县", "乙市"]


def test_a_line_that_repeats_its_words_keeps_its_place() -> None:
    page = publish_text("甲\n 甲 甲 ".encode(), "a.txt")
    assert [(part.start, part.end) for part in page.parts] == [(0, 1), (3, 6)]
