"""Made-up workbooks, as offices lay them out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook

Rows = Sequence[Sequence[Any]]


def book(sheets: Mapping[str, Rows], merged: Mapping[str, Sequence[str]] | None = None) -> bytes:
    """A workbook of these sheets; `merged` are the ranges that are one cell."""
    made = Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for each in (merged or {}).get(name, ()):
            sheet.merge_cells(each)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


VISITS: Rows = [
    ["桐庐县2024年互访台账", None, None, None, None, None],
    ["填报单位：某某办公室", None, None, None, None, "2024年12月"],
    ["序号", "时间", "来访单位", "带队领导", "考察内容", "备注"],
    [1, "5月14日", "鹿城区", "李小四（区长）", "考察产业园", None],
    [2, "2024.6.18", "南部县党政代表团", "县委书记王五丰", "对接劳务", "=1+1"],
    [3, "七月间", "阆中", "赵六", None, None],
    [4, None, "阆中", None, None, None],
    ["合计", 4, None, None, None, None],
    ["注：含计划内互访。", None, None, None, None, None],
]
"""A sheet with titles above, notes below, a row whose day cannot be read and one that lacks what it needs."""
