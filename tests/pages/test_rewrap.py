"""Printed lines joined to paragraphs again."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.pages.radical import KANGXI, ideographs, without_radicals
from shanhai.pages.rewrap import paragraphs, width

LONG = "甲县县委书记李四率党政代表团到乙市考察学习并召开座谈会"


@pytest.mark.parametrize("folio", ["- 1 -", "1", "— 12 —", "第3页", "第 3 页 共 10 页", "3/10", "·5·"])
def test_page_numbers_are_left_out_at_the_edges_only(folio: str) -> None:
    assert paragraphs([f"{folio}\n甲县\n{folio}\n乙市\n{folio}"]) == (["甲县", folio, "乙市"], 2 * len(folio))


def test_years_and_sums_are_no_page_numbers() -> None:
    assert paragraphs(["2024年\n甲县\n300万元"])[0] == ["2024年", "甲县", "300万元"]


def test_short_lines_are_lines_of_their_own() -> None:
    assert paragraphs(["甲县\n乙市\n丙区\n丁镇"])[0] == ["甲县", "乙市", "丙区", "丁镇"]


def test_a_table_under_a_text_is_not_joined() -> None:
    rows = ["县市 项目 资金", "甲县 园区 300万元"]
    assert paragraphs(["\n".join([LONG, LONG, "完。", *rows])])[0] == [LONG * 2 + "完。", *rows]


def test_words_are_parted_where_a_line_ended() -> None:
    line = "the county of Jia and the city of Yi signed"
    assert paragraphs([f"{line}\n{line}\nit"])[0] == [f"{line} {line} it"]


@given(st.lists(st.lists(st.text(alphabet="甲乙丙a1。， \n", max_size=40), max_size=5).map("\n".join), max_size=4))
def test_no_character_is_lost_but_page_numbers(pages: list[str]) -> None:
    lines, left_out = paragraphs(pages)
    inside = sum(len(line.strip()) for page in pages for line in page.split("\n"))
    assert inside - left_out <= sum(map(len, lines)) <= inside - left_out + sum(page.count("\n") + 1 for page in pages)
    assert all(line.strip() for line in lines)


def test_running_heads_are_left_out_of_every_sheet_but_the_first() -> None:
    bodies = ["".join(f"{LONG}{sign}\n" for sign in signs) + f"{signs}完。" for signs in ("甲乙丙丁", "戊己庚辛", "壬癸子丑")]
    sheets = [f"桐庐县对口工作简报 第{number}期\n{body}\n第 {number} 页" for number, body in enumerate(bodies, 1)]
    assert paragraphs(sheets)[0] == ["桐庐县对口工作简报 第1期", *(body.replace("\n", "") for body in bodies)]


def test_a_thousand_sheets_take_no_longer_than_a_thousand_times_one() -> None:
    sheets = ["\n".join(f"{LONG}{chr(0x4E00 + 7 * number + line)}" for line in range(7)) for number in range(1000)]
    begun = time.process_time()
    assert len(paragraphs(sheets)[0]) == 1
    # 0.2 s; 8 s when each sheet was compared with each other.
    assert time.process_time() - begun < 2


def test_widths() -> None:
    assert (width("甲"), width("ab"), width("")) == (1.0, 1.0, 0.0)


def test_radicals_become_ideographs_one_for_one() -> None:
    table = ideographs()
    assert all(len(ideograph) == 1 and 0x3400 <= ord(ideograph) <= 0x9FFF for ideograph in table.values())
    assert {chr(point) for point in KANGXI} & set(without_radicals("".join(map(chr, table)))) == set()
