"""Platforms and projects by name, and the matters of a text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.mentions import find
from shanhai.mentions.matter import Matters, find_matters
from shanhai.mentions.noun import flat

from .cases import Case, Expected, cases

NAMED = [pytest.param(case, kind, id=f"{kind}: {case.label}") for kind in ("platform", "project") for case in cases(kind)]
PIECES = [case.text for kind in ("platform", "project", "quantity", "date") for case in cases(kind)]


@pytest.mark.parametrize(("case", "kind"), NAMED)
def test_names(case: Case, kind: str) -> None:
    found = [m for m in find_matters(case.text, find(case.text)) if m.type == kind]
    assert tuple(Expected(type=m.type, text=m.text) for m in found) == case.expect


def test_a_number_stands_before_the_name_that_was_read_over_it() -> None:
    text = "与桐庐县莪山乡等6个村签订协议"
    assert "6个" in [m.text for m in find_matters(text, find(text))]


def test_the_places_of_a_name_are_its_parts() -> None:
    text = "桐庐县—衡水市协作产业园揭牌"
    (platform,) = Matters(text, find(text)).platforms
    assert [part.text for part in flat(platform.parts) if part.type == "place"] == ["桐庐县", "衡水市"]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "\n", "“", "（"]), max_size=6).map("".join))
def test_matters_do_not_overlap(text: str) -> None:
    view = find_matters(text, find(text))
    assert all(a.end <= b.start for a, b in itertools.pairwise(view))
    assert all(text[m.start : m.end] == m.text for m in view)
