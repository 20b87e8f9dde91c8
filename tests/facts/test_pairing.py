"""Pairings told by sentences, by the names of joint meetings, and by tables."""

from __future__ import annotations

import pytest

from shanhai.facts.pair import side_name
from shanhai.model import Page, Pairing, PlaceRef
from shanhai.pages import read_bytes
from shanhai.read import read

from .accounts import Case, differences, every_case, short

HEAD = "<h1>东西部协作结对关系表公布</h1><p>现将东西部协作结对关系公布如下，欢迎监督交流。</p>"


def page_of(lines: str) -> Page:
    return read_bytes(f"<html><body>{HEAD}<table>{lines}</table></body></html>".encode(), name="table.html")


def table(*rows: tuple[str, ...]) -> Page:
    return page_of("".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows))


def pairs(page: Page) -> list[tuple[str, str]]:
    facts = [short(fact) for fact in read(page).facts if isinstance(fact, Pairing)]
    return [(fact["a"], fact["b"]) for fact in facts]


@every_case("pairing")
def test_pairing(case: Case) -> None:
    assert differences(case) == {}


def test_a_table_whose_head_says_so_pairs_its_rows() -> None:
    page = table(("结对市区", "结对县"), ("鄞州区", "盐源县"), ("河西区", "庆城县"))
    assert pairs(page) == [("鄞州区", "盐源县"), ("河西区", "庆城县")]


def test_a_table_whose_heads_stand_at_the_left_pairs_its_columns() -> None:
    page = table(("帮扶区", "鄞州区", "河西区"), ("受援县", "盐源县", "庆城县"))
    assert pairs(page) == [("鄞州区", "盐源县"), ("河西区", "庆城县")]


def test_columns_headed_by_places_pair_their_rows() -> None:
    page = table(("宁波市", "凉山州"), ("鄞州区", "盐源县"), ("海曙区", "昭觉县"))
    assert ("鄞州区", "盐源县") in pairs(page)


def test_a_table_of_sums_pairs_nothing() -> None:
    assert pairs(table(("地区", "帮扶资金"), ("鄞州区", "3000万元"), ("河西区", "500万元"))) == []


def test_a_table_of_visits_pairs_nothing() -> None:
    assert pairs(table(("出发", "到达"), ("鄞州区", "盐源县"), ("河西区", "庆城县"))) == []


def in_lines(text: str) -> list[tuple[str, str]]:
    return pairs(
        Page(
            id="0" * 64,
            format="text",
            encoding="utf-8",
            text=f"东西部协作结对名单公布\n现将东西部协作结对名单公布如下，欢迎监督交流。\n{text}",
        )
    )


def test_a_table_that_the_text_keeps_in_lines_pairs_its_rows() -> None:
    rows = "序号\t桐庐县\t秀山县\t联络人\n1\t横村镇\t隘口镇\t李四\n2\t分水镇\t梅江镇\t王五"
    assert in_lines(rows) == [("横村镇", "隘口镇"), ("分水镇", "梅江镇")]


def test_a_table_without_a_head_pairs_its_rows_under_a_line_that_says_so() -> None:
    rows = "表一　村结对\n民族村（桐庐县横村镇）|平马村（秀山县梅江镇）\n新丰村（桐庐县分水镇）|坝芒村（秀山县隘口镇）"
    assert in_lines(rows) == [("民族村", "平马村"), ("新丰村", "坝芒村")]


def test_a_menu_in_lines_is_no_table() -> None:
    assert in_lines("首页\t新闻\t桐庐县\n专题\t视频\t秀山县") == []


def test_cells_of_more_than_one_place_are_chains() -> None:
    page = table(("序号", "支援方", "受援方"), ("1", "宁波市鄞州区", "凉山州盐源县"), ("2", "天津市河西区", "庆阳市庆城县"))
    assert pairs(page) == [("鄞州区", "盐源县"), ("河西区", "庆城县")]


EMPTY_CELL = (("鄞州区", "盐源县"), ("海曙区", ""), ("河西区", "庆城县"))


def test_one_row_left_empty_is_left_out() -> None:
    assert pairs(table(("结对市区", "结对县"), *EMPTY_CELL)) == [("鄞州区", "盐源县"), ("河西区", "庆城县")]


def test_a_cell_with_two_places_gives_two_pairs() -> None:
    page = table(("结对市区", "结对县"), ("鄞州区", "盐源县、昭觉县"), ("河西区", "庆城县"))
    assert pairs(page) == [("鄞州区", "盐源县"), ("鄞州区", "昭觉县"), ("河西区", "庆城县")]


def test_a_cell_that_spans_rows_is_in_each_of_them() -> None:
    page = table(("结对市区", "结对县"), ("鄞州区", "盐源县"), ("河西区", "庆城县"), ("海曙区", "昭觉县"))
    joined = page_of("<tr><td>结对市区</td><td>结对县</td></tr><tr><td rowspan=2>鄞州区</td><td>盐源县</td></tr><tr><td>昭觉县</td></tr>")
    assert len(pairs(page)) == 3
    assert pairs(joined) == [("鄞州区", "盐源县"), ("鄞州区", "昭觉县")]


def test_a_column_that_says_where_the_next_lies_is_no_side() -> None:
    page = table(
        ("支援省", "支援市", "受援州", "受援县"), ("浙江省", "宁波市", "凉山州", "盐源县"), ("浙江省", "衢州市", "凉山州", "昭觉县")
    )
    assert pairs(page) == [("宁波市", "盐源县"), ("衢州市", "昭觉县")]


@pytest.mark.parametrize(("side", "name"), [("甲一村", "甲一村"), (PlaceRef(name="盐源县", code="513423"), "盐源县")])
def test_name_of_a_side(side: PlaceRef | str, name: str) -> None:
    assert side_name(side) == name
