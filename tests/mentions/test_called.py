"""Persons of the sentences in tests/cases/mentions/called.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("person",)


@every_case("called")
def test_found(case: Case) -> None:
    check(case, TYPES)
