"""When visits were whose own sentence gives no day."""

from __future__ import annotations

from .accounts import Case, differences, every_case


@every_case("days")
def test_day(case: Case) -> None:
    assert differences(case) == {}
