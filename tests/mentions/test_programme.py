"""Programmes of the sentences in tests/cases/mentions/programme.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("programme",)


@every_case("programme")
def test_found(case: Case) -> None:
    check(case, TYPES)
