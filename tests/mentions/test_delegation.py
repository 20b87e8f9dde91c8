"""Delegations of the sentences in tests/cases/mentions/delegation.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("delegation",)


@every_case("delegation")
def test_found(case: Case) -> None:
    check(case, TYPES)
