"""PDF, written here by hand with a font that is not embedded, as Chinese systems print it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.model import PageError
from shanhai.pages import read_bytes

from ..made import locked, pdf

SHEETS = (
    [
        "甲县党政代表团赴乙市考察",
        "2024年9月5日",
        "9月3日，甲县县委副书记、县长李四率党政代表团",
        "赴乙市考察学习，实地察看了乙市高新区、产业园",
        "等地，并召开座谈会。",
        "座谈会上，乙市市委书记张三代表市委、市政府对",
        "- 1 -",
    ],
    ["代表团一行的到来表示欢迎，并简要介绍了经济社", "会发展情况。", "第 2 页 共 2 页"],
)
TEXT = (
    "甲县党政代表团赴乙市考察\n2024年9月5日\n"
    "9月3日，甲县县委副书记、县长李四率党政代表团赴乙市考察学习，实地察看了乙市高新区、产业园等地，并召开座谈会。\n"
    "座谈会上，乙市市委书记张三代表市委、市政府对代表团一行的到来表示欢迎，并简要介绍了经济社会发展情况。"
)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.html"])
def test_lines_are_joined_to_paragraphs_also_over_sheets(name: str) -> None:
    page = read_bytes(pdf(*SHEETS), name=name)
    assert page.text == TEXT
    assert [page.text[part.start : part.end] for part in page.parts] == TEXT.split("\n")
    assert (page.format, page.hidden) == ("pdf", 5 + 11)


def test_radicals_are_ideographs() -> None:
    assert read_bytes(pdf(["衡⽔市⻓"]), name="a.pdf").text == "衡水市长"


def test_a_scan_is_refused_with_its_remedy() -> None:
    with pytest.raises(PageError, match="没有文字层") as raised:
        read_bytes(pdf([]), name="a.pdf")
    assert "识别" in str(raised.value.remedy)


def test_a_password_is_asked_for_only_when_one_is_needed() -> None:
    assert read_bytes(locked("", *SHEETS), name="a.pdf").text == TEXT
    with pytest.raises(PageError, match="密码"):
        read_bytes(locked("secret", *SHEETS), name="a.pdf")


@pytest.mark.parametrize("octets", [b"%PDF-1.7\n", b"%PDF-1.7\n%%EOF", pdf(*SHEETS)[:200], b"%PDF-1.4\n" + bytes(5000)])
def test_damaged(octets: bytes) -> None:
    with pytest.raises(PageError) as raised:
        read_bytes(octets, name="a.pdf")
    assert raised.value.remedy


def test_halves_of_characters_are_no_characters() -> None:
    whole = pdf(["甲县乙市𬭩"])
    for half in (b"d800", b"dc00"):
        text = read_bytes(whole.replace("乙".encode("utf-16-be").hex().encode(), half), name="a.pdf").text
        assert text.encode().decode() == "甲县\ufffd市𬭩"


def test_a_drawing_that_the_library_did_not_expect() -> None:
    whole = pdf(["甲县"])
    with pytest.raises(PageError, match="损坏"):
        read_bytes(whole.replace(b" Td ", b" BI "), name="a.pdf")


WHOLE = pdf(*SHEETS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(9, len(WHOLE) - 1), st.binary(min_size=1, max_size=4)), min_size=1, max_size=5))
def test_any_damage_gives_a_page_or_a_reason(changes: list[tuple[int, bytes]]) -> None:
    octets = bytearray(WHOLE)
    for place, change in changes:
        octets[place : place + len(change)] = change
    try:
        read_bytes(bytes(octets), name="a.pdf")
    except PageError as error:
        assert error.remedy
