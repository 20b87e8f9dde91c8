"""Days as pages are stamped with them."""

from __future__ import annotations

import pytest

from shanhai.facts.stamp import read_stamp
from shanhai.facts.time import Stamp


@pytest.mark.parametrize(
    "text", ["2023-10-09", "2023/10/9", "2023.10.09", "2023·10·09", "2023 年 10 月 9 日", "二〇二三年十月九日", "2023-10-08T20:00:00Z"]
)
def test_forms_of_a_day(text: str) -> None:
    found = read_stamp(text)
    assert found is not None
    assert found.stamp == Stamp(year=2023, month=10, day=9)


@pytest.mark.parametrize("text", ["20231009", "23-10-09", "1696809600"])
def test_forms_behind_a_label_only(text: str) -> None:
    assert read_stamp(text) is None
    found = read_stamp(text, labelled=True)
    assert found is not None
    assert found.stamp == Stamp(year=2023, month=10, day=9)


def test_a_day_that_the_calendar_has_not() -> None:
    assert read_stamp("2023-13-40") is None
