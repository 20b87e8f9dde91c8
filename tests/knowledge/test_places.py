"""Divisions by name and code, through their changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.places import (
    aliases,
    ancestors,
    code_in,
    named,
    ordinary,
    place,
    position,
    townships,
    within,
)

CASES = Path(__file__).parents[1] / "cases" / "knowledge" / "places.yaml"
NAMES = sorted(aliases())
CODES = sorted({alias.code for bearers in aliases().values() for alias in bearers})


def cases() -> list[Any]:
    return [pytest.param(case, id=f"{case['name']}-{case.get('year', '')}") for case in yaml.safe_load(CASES.read_text("utf-8"))]


@pytest.mark.parametrize("case", cases())
def test_named(case: dict[str, Any]) -> None:
    assert [bearer.code for bearer in named(case["name"], case.get("year"))] == case["codes"]


def test_a_former_name_leads_to_the_successor() -> None:
    county, district = named("洞头县")[0], place("330305")
    assert (county.current, county.until, county.successor) == (False, 2014, "330305")
    assert district is not None and (district.name, district.since, district.current) == ("洞头区", 2015, True)
    jianggan = named("江干区")[0]
    assert (jianggan.until, jianggan.successor) == (2020, "330102")


def test_names_in_force_come_first() -> None:
    assert [bearer.name for bearer in named("襄樊市", 2005)] == ["襄樊市"]
    assert named("襄樊市")[0].successor == "420600"
    assert [bearer.current for bearer in named("郊区")] == sorted((bearer.current for bearer in named("郊区")), reverse=True)


def test_common_names() -> None:
    common = {code: found.common for code in ("632300", "331127", "620525", "150722", "330300", "640000") if (found := place(code))}
    assert common == {
        "632300": "黄南州",
        "331127": "景宁县",
        "620525": "张家川县",
        "150722": "莫力达瓦旗",
        "330300": "温州市",
        "640000": "宁夏回族自治区",
    }


def test_townships() -> None:
    street = place("330108001")
    assert street is not None and street.code in townships()["西兴街道"]
    assert (street.level, street.kind, street.name) == ("township", "街道", "西兴街道")
    assert [above.name for above in ancestors(street.code)] == ["滨江区", "杭州市", "浙江省"]
    assert place("999999999") is None


def test_counties_of_municipalities_lie_in_them() -> None:
    assert [above.name for above in ancestors("500241")] == ["重庆市"]
    assert [above.name for above in ancestors("469029")] == ["海南省"]


def test_within() -> None:
    assert within("623001", "620000")
    assert within("330108001", "330100")
    assert not within("330100", "330300")


@pytest.mark.parametrize(
    "code,year,then",
    [
        ("330305", 2008, "330322"),
        ("330322", 2020, "330305"),
        ("330305", 2020, "330305"),
        ("331083", 2016, "331021"),
        ("330104", 2023, "330102"),
        ("330102", 2010, "330102"),
        ("000000", 2010, "000000"),
    ],
)
def test_code_in(code: str, year: int, then: str) -> None:
    assert code_in(code, year) == then


def test_a_county_without_a_seat_stands_where_its_prefecture_does() -> None:
    unplaced = next(code for code in CODES if (found := place(code)) and found.current and found.level == "county" and found.lon is None)
    above = ancestors(unplaced)[0]
    assert position(unplaced) == (above.lon, above.lat)


@pytest.mark.parametrize("word", ["合作", "互助", "和平", "资源", "共和", "富裕", "通道", "比如", "平安"])
def test_ordinary_words(word: str) -> None:
    mark = ordinary(word)
    assert mark is not None and (mark == "curated" or mark.startswith("word:"))


@pytest.mark.parametrize("name", ["仪陇", "洞头", "大连", "恩施", "张家川", "温州市", "仙居", "龙游", "石首"])
def test_names_only(name: str) -> None:
    assert ordinary(name) is None


@given(st.sampled_from(NAMES))
def test_every_alias_finds_its_division(name: str) -> None:
    codes = {alias.code for alias in aliases()[name]}
    found = named(name)
    assert found
    assert {bearer.code for bearer in found} <= codes
    lineages = {bearer.successor or bearer.code for bearer in found}
    assert {(place(code).successor or code) for code in codes if place(code)} <= lineages | codes  # type: ignore[union-attr]


@given(st.sampled_from(CODES), st.integers(1999, 2026))
def test_a_code_of_a_year_is_a_code(code: str, year: int) -> None:
    assert place(code_in(code, year)) is not None


@given(st.sampled_from(CODES))
def test_a_division_lies_in_its_province(code: str) -> None:
    chain = ancestors(code)
    assert len(chain) <= 3
    assert within(code, (chain[-1].code if chain else code))
    assert (chain[-1].code if chain else code).endswith("0000")
