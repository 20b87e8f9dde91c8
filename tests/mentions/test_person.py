"""Persons of the sentences in tests/cases/mentions/person.yaml."""

from __future__ import annotations

import pytest

from shanhai.mentions.named import closure
from shanhai.mentions.person import is_name, read_name

from .cases import Case, check, every_case

TYPES = ("person",)


@every_case("person")
def test_found(case: Case) -> None:
    check(case, TYPES)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("柳岸率队", "柳岸"),
        ("柳 岸，", "柳岸"),
        ("阿里木·买买提一行", "阿里木·买买提"),
        ("欧阳白露说，", "欧阳白露"),
        ("进行了，", None),
        ("", None),
        ("。", None),
    ],
)
def test_a_name_at_the_beginning(text: str, name: str | None) -> None:
    read = read_name(text, 0)
    assert (read.text if read else None) == name


@pytest.mark.parametrize(("text", "surely"), [("柳岸，", 3), ("柳岸", 3), ("柳岸率领", 2), ("柳岸在", 1), ("柳岸甲", 0)])
def test_how_surely_a_name_ends(text: str, surely: int) -> None:
    assert closure(text, 2) == surely


@pytest.mark.parametrize(("text", "is_one"), [("柳岸", True), ("秦小满", True), ("岸", False), ("进行了", False), ("秦小满满", False)])
def test_form_of_a_name(text: str, is_one: bool) -> None:
    assert is_name(text) is is_one
