"""Sums and quantities of the sentences in tests/cases/mentions/quantity.yaml."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.units import UnitKind
from shanhai.mentions import find
from shanhai.mentions.amount import amount
from shanhai.mentions.matter import find_numbers
from shanhai.mentions.quantity import count, find_quantities

from .cases import Case, Expected, every_case


@every_case("quantity")
def test_found(case: Case) -> None:
    found = find_numbers(case.text, find(case.text))
    assert tuple(Expected(type=m.type, text=m.text) for m in found) == case.expect


@pytest.mark.parametrize(
    ("text", "value", "unit", "qualifier", "scaled"),
    [
        ("25万元", "25", "万元", None, "250000"),
        ("1.92亿元", "1.92", "亿元", None, "192000000"),
        ("近900人", "900", "人", "近", "900"),
        ("1400余万元", "1400", "万元", "余", "14000000"),
        ("三百多个", "300", "个", "余", "300"),
        ("百余名", "100", "名", "余", "100"),
        ("1,107份", "1107", "份", None, "1107"),
        ("不少于50万元", "50", "万元", "以上", "500000"),
        ("百分之六十左右", "60", "%", "约", "60"),
        ("11个人", "11", "人", None, "11"),
    ],
)
def test_what_a_quantity_says(text: str, value: str, unit: str, qualifier: str | None, scaled: str) -> None:
    read = count(text)
    assert read is not None
    assert (read.value, read.unit, read.qualifier, read.scaled) == (Decimal(value), unit, qualifier, Decimal(scaled))


@pytest.mark.parametrize("text", ["", "项目", "三五家", "25万元整", "约"])
def test_no_quantity(text: str) -> None:
    assert count(text) is None


def test_money() -> None:
    assert amount("3万美元") is None
    assert amount("30个") is None
    bare = amount("1.92亿", bare=True)
    assert bare is not None
    assert bare.yuan == Decimal("192000000")
    kinds = {read.kind for text in ("3亩", "3吨", "3公里", "3小时") if (read := count(text))}
    assert kinds == {UnitKind.AREA, UnitKind.WEIGHT, UnitKind.LENGTH, UnitKind.TIME}


@given(st.text(alphabet="一二三百万亿千点多余近约个家元%0123456789.,—第签 ", max_size=20))
def test_every_quantity_that_is_found_can_be_read(text: str) -> None:
    for mention in find_quantities(text):
        assert text[mention.start : mention.end] == mention.text
        assert count(mention.text) is not None
