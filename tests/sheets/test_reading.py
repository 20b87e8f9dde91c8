"""Sheets as offices keep them: headers, kinds, columns, typed cells, and no line lost."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path

import pytest
import yaml

from shanhai.model import Measure, PageError, Visit
from shanhai.sheets import Left, SheetPlan, SheetRow, open_workbook
from shanhai.sheets.guessing import plan_of, plans_of, shape
from shanhai.sheets.plan import shape_of
from shanhai.sheets.reading import rows_of
from shanhai.sheets.times import when_in

from .books import VISITS, Rows, book

CASES = Path(__file__).parents[1] / "cases"
FORMS = yaml.safe_load((CASES / "sheets" / "cells.yaml").read_text(encoding="utf-8"))
HEADS = yaml.safe_load((CASES / "sheets" / "headers.yaml").read_text(encoding="utf-8"))


def read(rows: Rows, name: str = "台账.xlsx", merged: tuple[str, ...] = ()) -> tuple[SheetPlan, list[SheetRow], list[Left]]:
    grid = open_workbook(book({"表一": rows}, {"表一": merged}), name)[0]
    plan = plan_of(grid, name)
    lines = list(rows_of(grid, plan))
    return plan, [each for each in lines if isinstance(each, SheetRow)], [each for each in lines if isinstance(each, Left)]


def test_titles_above_and_notes_below_are_no_rows() -> None:
    plan, rows, left = read(VISITS, merged=("A1:F1",))
    assert (plan.kind, plan.last, plan.place.name if plan.place else "", plan.year) == ("visit", 3, "桐庐县", 2024)
    assert [row.number for row in rows] == [4, 5, 6, 7]
    assert [(each.number, each.why.value) for each in left] == [(8, "total"), (9, "note")]
    first = rows[0].fact
    assert isinstance(first, Visit)
    assert (first.visitor_place and first.visitor_place.code, first.host_place and first.host_place.name) == ("330302", "桐庐县")
    assert (first.date and first.date.start, first.head) == ("2024-05-14", "李小四")


def test_a_bad_cell_is_named_with_its_reason_and_the_way_out() -> None:
    _, rows, _ = read(VISITS)
    half, none = rows[2], rows[3]
    assert half.fact is not None  # its head will do
    assert [(each.cell, each.said) for each in half.problems] == [("B6", "七月间")]
    assert none.fact is None
    assert [(each.cell, each.header) for each in none.problems] == [("B7", "时间、带队领导")]
    assert all(each.problem and each.remedy for row in rows for each in row.problems)


@pytest.mark.parametrize("case", HEADS, ids=lambda case: case["title"])
def test_headers_are_found_and_columns_understood(case: dict[str, object]) -> None:
    plan, rows, _ = read(case["rows"], merged=tuple(case.get("merged", ())))  # type: ignore[arg-type]
    assert plan.kind == case["kind"]
    assert {each.header: each.field for each in plan.columns if each.field} == case["fields"]
    assert len(rows) == case["count"]
    for name, wanted in dict(case.get("first", {})).items():  # type: ignore[call-overload]
        value = getattr(rows[0].fact, name)
        value = value.value if isinstance(value, Enum) else value
        said = value.yuan if hasattr(value, "yuan") else value.start if hasattr(value, "start") else getattr(value, "name", value)
        assert str(said) == str(wanted), name


@pytest.mark.parametrize("case", FORMS["days"], ids=lambda case: str(case["said"]))
def test_days_in_every_form(case: dict[str, object]) -> None:
    found = when_in(case["said"], case.get("year"))  # type: ignore[arg-type]
    assert ((found.start, found.end) if found else None) == ((case["start"], case.get("end")) if case.get("start") else None)


def test_days_as_excel_keeps_them() -> None:
    assert when_in(datetime(2024, 5, 14)).start == "2024-05-14"  # type: ignore[union-attr]
    assert when_in(45426).start == "2024-05-14"  # type: ignore[union-attr]
    assert when_in(43964, since_1904=True).start == "2024-05-14"  # type: ignore[union-attr]


def test_the_same_row_has_the_same_key_wherever_it_stands() -> None:
    _, rows, _ = read(VISITS)
    moved: Rows = [*VISITS[:3], [9, datetime(2024, 5, 14), "温州市鹿城区", "李小四", "别的内容", "备注改了"], *VISITS[4:]]
    _, again, _ = read(moved)
    assert rows[0].key == again[0].key
    assert len({row.key for row in rows}) == len(rows)


def test_a_confirmed_shape_is_used_for_the_next_file() -> None:
    grid = open_workbook(book({"表一": VISITS}), "台账.xlsx")[0]
    plan = plan_of(grid, "台账.xlsx")
    key, made = shape(plan)
    assert key == shape_of(reversed([each.header for each in plan.columns]))
    again = plans_of([grid], "明年.xlsx", {key: made})[0]
    assert again.remembered
    assert again.columns == plan.columns


def test_amounts_take_the_unit_of_their_column() -> None:
    rows: Rows = [["项目台账"], ["项目名称", "总投资（亿元）", "进展"], ["甲县茶叶园", 1.5, "已开工"], ["乙县竹木园", "3000万元", "拟建"]]
    _, found, _ = read(rows)
    assert [row.fact.amount.yuan for row in found] == [Decimal(150_000_000), Decimal(30_000_000)]  # type: ignore[union-attr]


def test_a_formula_without_its_value_is_said() -> None:
    rows: Rows = [
        ["资金台账"],
        ["年度", "受援地", "资金名称", "金额（万元）"],
        [2024, "南部县", "帮扶资金", "=100+20"],
        [2024, "南部县", "社会捐赠", 50],
    ]
    _, found, _ = read(rows)
    assert found[0].fact is None
    assert "公式" in found[0].problems[0].problem


@pytest.mark.parametrize(("octets", "why"), [(b"\xd0\xcf\x11\xe0old", "xls"), (b"PK\x03\x04broken", "damaged"), (b"a,b\n", "damaged")])
def test_what_is_no_workbook_is_refused(octets: bytes, why: str) -> None:
    with pytest.raises(PageError, match=why):
        open_workbook(octets, "a.xlsx")


WIDE: Rows = [
    ["桐庐县2024年协作资金和消费帮扶台账"],
    ["年度", "受援地", "财政援助资金（万元）", "培训人次", "消费帮扶销售额（万元）", "带动就业（人）"],
    [2024, "鹿城区", 1200, "35人次", 860.5, 120],
    [2023, "鹿城区", 900, None, 410, None],
]


def test_several_number_columns_are_as_many_measures() -> None:
    plan, rows, _ = read(WIDE)
    assert plan.kind == "measure"
    told = {use.header: use.field for use in plan.columns}
    assert [told[each] for each in WIDE[1]] == ["period", "place", "amount", "value", "amount", "value"]
    facts = [(row.number, row.part, row.fact) for row in rows]
    assert [(number, part) for number, part, _ in facts] == [(3, 0), (3, 1), (3, 2), (3, 3), (4, 0), (4, 2)]
    said = [
        (fact.subject, str(fact.amount.yuan) if fact.amount else fact.value, fact.unit) for *_, fact in facts if isinstance(fact, Measure)
    ]
    assert [(subject, float(value)) for subject, value, _ in said] == [
        ("财政援助资金", 12_000_000),
        ("培训人次", 35),
        ("消费帮扶销售额", 8_605_000),
        ("带动就业", 120),
        ("财政援助资金", 9_000_000),
        ("消费帮扶销售额", 4_100_000),
    ]
    assert len({row.key for row in rows}) == len(rows)
    assert "培训人次" not in rows[0].cells


def test_several_columns_are_remembered() -> None:
    plan, rows, _ = read(WIDE)
    grid = open_workbook(book({"表一": WIDE}, {"表一": ()}), "台账.xlsx")[0]
    key, body = shape(plan)
    again = plan_of(grid, "台账.xlsx", known={key: body})
    assert again.remembered
    assert [row.key for row in rows_of(grid, again) if isinstance(row, SheetRow)] == [row.key for row in rows]


def test_a_number_and_a_sum_of_one_subject_are_one_measure() -> None:
    _, rows, _ = read([["消费帮扶台账"], ["年度", "受援地", "事项", "数量", "金额（万元）"], [2024, "鹿城区", "农产品", 30, 15]])
    (row,) = rows
    assert isinstance(row.fact, Measure)
    assert (row.fact.subject, row.fact.value is not None, row.fact.amount is not None) == ("农产品", True, True)
