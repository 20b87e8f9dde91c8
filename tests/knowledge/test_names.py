"""Surnames by how common they are."""

from __future__ import annotations

import pytest

from shanhai.knowledge.names import compound, surnames


@pytest.mark.parametrize("surname,frequency", [("王", 1), ("孔", 1), ("庄", 2), ("欧阳", 2), ("官", 3), ("拓跋", 3)])
def test_classes(surname: str, frequency: int) -> None:
    assert surnames()[surname] == frequency


@pytest.mark.parametrize("character", list("的了在县市委长书主一等将要"))
def test_no_surnames(character: str) -> None:
    assert character not in surnames()


def test_compound_surnames() -> None:
    assert {"欧阳", "上官", "司马", "诸葛"} <= compound() <= set(surnames())
    assert all(len(surname) <= 4 for surname in compound())
