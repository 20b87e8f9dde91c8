"""Meetings of the sentences in tests/cases/mentions/meeting.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("meeting",)


@every_case("meeting")
def test_found(case: Case) -> None:
    check(case, TYPES)
