"""Persons of the sentences in tests/cases/mentions/alone.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("person",)


@every_case("alone")
def test_found(case: Case) -> None:
    check(case, TYPES)
