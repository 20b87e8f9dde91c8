"""Officials and posts of the sentences in tests/cases/mentions/official.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("official", "post")


@every_case("official")
def test_found(case: Case) -> None:
    check(case, TYPES)
