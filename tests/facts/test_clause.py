"""Clauses and modals."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.facts.clause import _modals, bare, clauses, modal
from shanhai.model import PledgeKind

CASES = Path(__file__).parents[1] / "cases" / "facts"


def test_no_modal_begins_with_a_character_at_which_none_is_tried() -> None:
    told = "\n".join(path.read_text("utf-8") for path in sorted(CASES.glob("*.yaml")))
    every = re.compile("|".join(f"(?:{pattern})" for _, pattern in _modals()))
    pieces = re.split("[，。；：]", told)
    for piece in pieces:
        found, hit = modal(piece), every.search(piece)
        assert (found and (found.start, found.end)) == (hit and hit.span()), piece


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("希望双方多来往", PledgeKind.HOPE),
        ("桐庐县将派出干部", PledgeKind.COMMITMENT),
        ("将“一站式”服务做好", PledgeKind.COMMITMENT),
        ("各部门要压实责任", PledgeKind.INSTRUCTION),
        ("愿与秀山县一起努力", PledgeKind.COMMITMENT),
        ("我们也会加快进度", PledgeKind.COMMITMENT),
        ("共同呼吁纳入规划", PledgeKind.APPEAL),
        ("双方商定每年互访", PledgeKind.PLAN),
        ("秀山一定把事办好", PledgeKind.COMMITMENT),
    ],
)
def test_modals(text: str, kind: PledgeKind) -> None:
    found = modal(text)
    assert found is not None
    assert found.kind is kind


@pytest.mark.parametrize(
    "text", ["这是重要的事", "协作的需要", "主要做法", "将资金管好", "时间将由5小时压缩", "希望小学", "志愿服务", "一定程度上", "实施计划"]
)
def test_no_modals(text: str) -> None:
    assert modal(text) is None


@pytest.mark.parametrize(("text", "yes"), [("进一步深化合作", True), ("并推动落地", True), ("各地来客不少", False), ("实施的战略", False)])
def test_bare_clauses(text: str, yes: bool) -> None:
    assert bare(text) is yes


@given(st.text(alphabet="甲乙要将，。；“”：\n ", max_size=30))
def test_clauses_are_where_they_say(text: str) -> None:
    found = list(clauses(text, 0, len(text)))
    assert all(text[c.start : c.end] == c.text and c.text for c in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
