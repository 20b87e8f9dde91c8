"""Which tellings are one: the cases, and that looking for each other and weighing know no order."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shanhai.knowledge.places import place
from shanhai.model import PlaceRef, Visit, When
from shanhai.reconcile.blocking import asked, stored
from shanhai.reconcile.likeness import likeness
from shanhai.reconcile.statement import Statement

CASES = Path(__file__).parents[1] / "cases" / "reconcile" / "likeness.yaml"


def cases() -> list[dict[str, Any]]:
    return list(yaml.safe_load(CASES.read_text(encoding="utf-8")))


def told(said: dict[str, Any]) -> Statement:
    sides = {side: PlaceRef(name=place(str(said[side])).name, code=str(said[side])) for side in ("visitor_place", "host_place")}  # type: ignore[union-attr]
    start, _, end = str(said.get("date", "")).partition("/")
    date = When(text=start, start=start, end=end or None) if start else None
    published = str(said["published"]) if "published" in said else None
    visit = Visit(id="1", page=said["page"], date=date, head=said.get("head"), hosts=tuple(said.get("hosts", ())), **sides)
    return Statement(fact=visit, published=published)


@pytest.mark.parametrize("case", cases(), ids=lambda case: case["label"])
def test_whether_two_tellings_are_one(case: dict[str, Any]) -> None:
    one, other = told(case["one"]), told(case["other"])
    found = likeness(one, other)
    assert found == likeness(other, one)
    assert ("apart" if found is None else "joined" if found.joined else "alone") == case["expect"]


@pytest.mark.parametrize("case", [case for case in cases() if case["expect"] == "joined"], ids=lambda case: case["label"])
def test_what_is_one_is_found_from_both_sides(case: dict[str, Any]) -> None:
    one, other = told(case["one"]), told(case["other"])
    assert asked(one) & stored(other)
    assert asked(other) & stored(one)
