"""Organs in all their forms, and endings that type a name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shanhai.knowledge.organizations import SITE_KINDS, organ, organs, suffixes
from shanhai.model import OrganizationKind

CASES: dict[str, dict[str, list[str]]] = yaml.safe_load(
    (Path(__file__).parents[1] / "cases" / "knowledge" / "organs.yaml").read_text("utf-8")
)


def cases(group: str) -> list[Any]:
    return [(kind, form) for kind, forms in CASES[group].items() for form in forms]


@pytest.mark.parametrize("kind,form", cases("organs"))
def test_organs(kind: str, form: str) -> None:
    assert organs()[form] == kind


@pytest.mark.parametrize("kind,form", cases("suffixes"))
def test_suffixes(kind: str, form: str) -> None:
    assert suffixes()[form] == kind


def test_a_form_leads_to_the_short_and_the_full_one() -> None:
    bureau = organ("人力资源和社会保障厅")
    assert bureau is not None
    assert (bureau.short, bureau.full) == ("人社局", "人力资源和社会保障局")
    assert organ("甲乙局") is None


def test_kinds() -> None:
    assert set(organs().values()) <= set(OrganizationKind)
    assert set(suffixes().values()) <= set(OrganizationKind) | set(SITE_KINDS)


# Strings in which a short organ stands by chance: 合作办学, 项目办理, 村民委员会, 中国网, 农民建房.
@pytest.mark.parametrize("form", ["合作办", "项目办", "民委", "国网", "民建", "政务办", "两办"])
def test_forms_that_stand_in_other_words_are_left_out(form: str) -> None:
    assert form not in organs()
