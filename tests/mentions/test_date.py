"""Dates of the sentences in tests/cases/mentions/date.yaml."""

from __future__ import annotations

import pytest

from shanhai.mentions.date import DateParts, date_parts

from .cases import Case, check, every_case

TYPES = ("date",)


@every_case("date")
def test_found(case: Case) -> None:
    check(case, TYPES)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2023年11月8日", {"year": 2023, "month": 11, "day": 8}),
        ("6月29日至7月2日", {"month": 6, "day": 29, "month2": 7, "day2": 2}),
        ("5月7—9日", {"month": 5, "day": 7, "day2": 9}),
        ("去年10月", {"relative": "去年", "month": 10}),
        ("2022-07-15", {"year": 2022, "month": 7, "day": 15}),
        ("12日上午", {"day": 12}),
        ("2024年第三季度", {"year": 2024, "quarter": 3}),
        ("今年上半年", {"relative": "今年", "half": 1}),
        ("3月中旬", {"month": 3, "part": "中旬"}),
        ("近日", {"vague": "近日"}),
    ],
)
def test_numbers_of_a_date(text: str, numbers: dict[str, int | str]) -> None:
    assert date_parts(text) == DateParts(text=text, **numbers)


@pytest.mark.parametrize("text", ["", "代表团", "9月3日来访", "30日内"])
def test_what_is_no_date_has_no_numbers(text: str) -> None:
    assert date_parts(text) is None
