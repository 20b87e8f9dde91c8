"""Dates of a page in reading order, and the ground of their years."""

from __future__ import annotations

import re
from datetime import date

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.facts.running_year import furniture
from shanhai.facts.time import Stamp, iso, resolve_dates
from shanhai.mentions.date import find_dates
from shanhai.model import DateBasis, When

from .accounts import CASES

PARTS = (
    "2021年5月6日",
    "去年10月",
    "12月28日",
    "3日",
    "上半年",
    "近日",
    "2月30日至3月2日",
    "次年",
    "同年9月",
    "本月初",
    "\n",
    "，签约。",
    "0月0日",
    "99日",
)


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    text: str
    dates: tuple[tuple[str, str | None, DateBasis], ...]
    stamp: str | None = None


def cases(name: str) -> list[object]:
    found = msgspec.yaml.decode((CASES / f"{name}.yaml").read_bytes(), type=list[Case])
    assert len({case.label for case in found}) == len(found)
    return [pytest.param(case, id=case.label) for case in found]


def resolved(text: str, stamp: Stamp) -> list[When]:
    breaks = [match.end() for match in re.finditer("\n", text)]
    dates = find_dates(text)
    return list(resolve_dates(dates, breaks, stamp, furniture=furniture(text, dates)).values())


def stamped(day: str | None) -> Stamp:
    year, month, date = map(int, day.split("-")) if day else (None, None, None)
    return Stamp(year=year, month=month, day=date)


def told(when: When) -> tuple[str, str | None, DateBasis]:
    return when.text, f"{when.start}/{when.end}" if when.end else when.start, when.basis


@pytest.mark.parametrize("case", cases("time"))
def test_meaning(case: Case) -> None:
    assert [told(when) for when in resolved(case.text, stamped(case.stamp))] == list(case.dates)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from(PARTS), max_size=8).map("".join),
    st.one_of(st.just(Stamp()), st.dates(min_value=date(1900, 1, 1)).map(lambda d: Stamp(year=d.year, month=d.month, day=d.day))),
)
def test_no_year_is_invented(text: str, stamp: Stamp) -> None:
    stated = {int(year) for year in re.findall(r"(?:19|20)\d{2}", text)}
    possible = {year + k for year in stated for k in (0, 1)} | {stamp.year + k for k in (-2, -1, 0, 1) if stamp.year is not None}
    for when in resolved(text, stamp):
        years = {int(found[:4]) for found in (when.start, when.end) if found and not found.startswith("-")}
        assert years <= possible
        assert bool(years) is (when.basis is not DateBasis.NONE and when.start is not None)


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((2025, 8, 26), "2025-08-26"), ((None, 8, 26), "--08-26"), ((None, 8), "--08"), ((2025,), "2025"), ((None,), None)],
)
def test_prefix(numbers: tuple[int | None, ...], expected: str | None) -> None:
    assert iso(*numbers) == expected
