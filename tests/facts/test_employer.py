"""Posts of bodies that the page names before them."""

from __future__ import annotations

import pytest

from shanhai.facts.employer import employer

from .accounts import context

TEXT = "代表团到昌都市人民医院看望医生，拜访昌都市宁夏商会。"


@pytest.mark.parametrize(
    ("title", "holder", "told"),
    [
        ("商会会长", None, ("会长", "昌都市宁夏商会")),
        ("院长", "医院", ("院长", "昌都市人民医院")),
        ("总经理", None, ("总经理", None)),
        ("书记", None, ("书记", None)),
    ],
)
def test_employer(title: str, holder: str | None, told: tuple[str, str | None]) -> None:
    assert employer(context(TEXT), title, holder, len(TEXT)) == told
