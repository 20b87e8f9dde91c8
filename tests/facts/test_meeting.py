"""Meetings that a page says took place."""

from __future__ import annotations

from .accounts import Case, differences, every_case


@every_case("meeting")
def test_meeting(case: Case) -> None:
    assert differences(case) == {}
