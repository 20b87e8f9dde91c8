"""Sites of the sentences in tests/cases/mentions/site.yaml."""

from __future__ import annotations

import pytest

from shanhai.mentions.site import kind_of

from .cases import Case, check, every_case

TYPES = ("site", "organization")


@every_case("site")
def test_found(case: Case) -> None:
    check(case, TYPES)


@pytest.mark.parametrize(
    ("name", "kind"), [("甲县数字经济产业园", "site-industry"), ("甲纺织有限公司", "company"), ("甲丙", None), ("产业园", None)]
)
def test_kind_of_a_name(name: str, kind: str | None) -> None:
    assert kind_of(name) == kind
