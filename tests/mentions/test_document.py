"""Documents of the sentences in tests/cases/mentions/document.yaml."""

from __future__ import annotations

from .cases import Case, check, every_case

TYPES = ("document",)


@every_case("document")
def test_found(case: Case) -> None:
    check(case, TYPES)
