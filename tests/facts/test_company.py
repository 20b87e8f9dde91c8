"""Hosts, members, sites and heads, attached to the visit that they belong to."""

from __future__ import annotations

from .accounts import Case, differences, every_case


@every_case("company")
def test_company(case: Case) -> None:
    assert differences(case) == {}
