from __future__ import annotations

from pathlib import Path

import pytest

from shanhai.evaluate import LabelError, read_label
from shanhai.evaluate.item import Slot
from shanhai.evaluate.label import label

from .made_up import LABELS


def test_a_file_that_is_no_label_is_named(tmp_path: Path) -> None:
    path = tmp_path / "E1.json"
    path.write_text("[1, 2", "utf-8")
    with pytest.raises(LabelError, match=r"E1\.json: it is no label .*codebook"):
        read_label(path)


def test_lists_of_places_are_taken_apart() -> None:
    made = label("A", LABELS["A"])
    assert [(visit.visitor.name, visit.host.name, visit.optional) for visit in made.items.visits] == [
        ("海曙区", "庆元县", False),
        ("海曙区", "龙泉市", False),
        ("庆元县", "海曙区", True),
    ]


def test_days_without_a_year() -> None:
    made = label("A", {"visits": [{"visitor_place": "甲县", "host_place": "乙市", "month_day": "05-20/05-22"}]})
    assert made.items.visits[0].slots == (Slot(key="date", value="--05-20"), Slot(key="end", value="--05-22"))


def test_optional_marks() -> None:
    people = [
        {"name": "甲", "weak": True},
        {"name": "乙", "certain": False},
        {"name": "丙", "certain": True},
        {"name": "丁", "role": "credit"},
    ]
    made = label("A", {"people": people})
    assert [(person.name, person.optional) for person in made.items.people] == [("甲", True), ("乙", True), ("丙", False)]


def test_number_of_projects_may_be_their_list() -> None:
    made = label("A", {"agreements": [{"amount_yuan": None, "projects": ["一期", "二期"]}]})
    assert made.items.agreements[0].count == 2
