"""Organisations of the sentences in tests/cases/mentions/organization.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("organization",)


@every_case("organization")
def test_found(case: Case) -> None:
    check(case, TYPES)
