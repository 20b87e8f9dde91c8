"""Which tables are data, and where a cell stands."""

from __future__ import annotations

import pytest
from lxml import etree

from shanhai.pages.table import MOST_COLUMNS, Grid, is_layout

TWO = "<tr><td>甲</td><td>乙</td></tr>"


@pytest.mark.parametrize(
    ("table", "layout"),
    [
        (f"<table>{TWO}{TWO}</table>", False),
        (f"<table>{TWO}</table>", True),
        ("<table><tr><td>甲</td></tr><tr><td>乙</td></tr></table>", True),
        (f"<table><caption>名单</caption>{TWO}</table>", False),
        ("<table><tr><th>甲</th><td>乙</td></tr></table>", False),
        (f'<table role="presentation">{TWO}{TWO}</table>', True),
        (f"<table>{TWO}<tr><td><table>{TWO}</table></td><td/></tr></table>", True),
        (f"<table>{TWO}<tr><td><h2>甲</h2></td><td/></tr></table>", True),
        (f"<table>{TWO}<tr><td><p>甲</p><p>乙</p><p>丙</p></td><td/></tr></table>", True),
        (f"<table>{TWO}<tr><td><p>甲</p></td><td><p>乙</p><p>丙</p></td></tr></table>", False),
        (f'<table border="1">{TWO}<tr><td><p>甲</p><p>乙</p><p>丙</p></td><td/></tr></table>', False),
        (f'<table style="border:solid 1pt">{TWO}<tr><td><p>甲</p><p>乙</p><p>丙</p></td><td/></tr></table>', False),
        (f'<table border="0">{TWO}<tr><td><p>甲</p><p>乙</p><p>丙</p></td><td/></tr></table>', True),
        ("<table/>", True),
    ],
)
def test_layout_or_data(table: str, layout: bool) -> None:
    assert is_layout(etree.fromstring(table)) is layout


def places(*rows: str) -> list[list[int]]:
    grid = Grid(number=0)
    columns = []
    for row in rows:
        grid.next_row()
        columns.append([grid.place(cell)[0] for cell in etree.fromstring(f"<tr>{row}</tr>")])
    return columns


def test_columns_count_spans_in_both_directions() -> None:
    assert places('<td colspan="2"/><td/>', "<td/><td/><td/>") == [[0, 2], [0, 1, 2]]
    assert places('<td/><td rowspan="3"/><td/>', "<td/><td/>", "<td/><td/>", "<td/><td/>") == [[0, 1, 2], [0, 2], [0, 2], [0, 1]]


@pytest.mark.parametrize("span", ["0", "-1", "x", "", "99999999", "1000"])
def test_odd_spans_do_no_harm(span: str) -> None:
    columns = places(f'<td colspan="{span}" rowspan="{span}"/><td/>', "<td/>")
    assert columns[0][0] == 0
    assert 0 < columns[0][1] <= MOST_COLUMNS
