"""The checklist of docs/security.md: every line has its test, which exists, or a reason."""

from __future__ import annotations

import re

import pytest

from .documents import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = [row.strip("| ").split(" | ") for row in TEXT.splitlines() if re.match(r"\| \d+\.\d+", row)]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


LEVEL_2 = {
    "1.1": 7,
    "1.2": 4,
    "1.4": 5,
    "1.5": 4,
    "1.6": 4,
    "1.7": 2,
    "1.8": 2,
    "1.9": 2,
    "1.10": 1,
    "1.11": 2,
    "1.12": 2,
    "1.14": 6,
    "2.1": 12,
    "2.2": 3,
    "2.3": 3,
    "2.4": 5,
    "2.5": 7,
    "2.6": 3,
    "2.7": 6,
    "2.8": 7,
    "2.9": 3,
    "2.10": 4,
    "3.1": 1,
    "3.2": 4,
    "3.3": 4,
    "3.4": 5,
    "3.5": 3,
    "3.7": 1,
    "4.1": 5,
    "4.2": 2,
    "4.3": 3,
    "5.1": 5,
    "5.2": 8,
    "5.3": 10,
    "5.4": 3,
    "5.5": 4,
    "6.1": 3,
    "6.2": 6,
    "6.3": 2,
    "6.4": 2,
    "7.1": 4,
    "7.2": 2,
    "7.3": 4,
    "7.4": 3,
    "8.1": 4,
    "8.2": 3,
    "8.3": 8,
    "9.1": 3,
    "9.2": 4,
    "10.2": 2,
    "10.3": 3,
    "11.1": 8,
    "12.1": 3,
    "12.2": 1,
    "12.3": 6,
    "12.4": 2,
    "12.5": 2,
    "12.6": 1,
    "13.1": 5,
    "13.2": 6,
    "13.3": 2,
    "13.4": 2,
    "14.1": 4,
    "14.2": 6,
    "14.3": 3,
    "14.4": 7,
    "14.5": 4,
}
"""The last requirement of each section of ASVS 4.0.3 that is of level 2."""
OF_NO_LEVEL_2 = {"1.4.2", "1.4.3", "1.12.1", "4.1.4", "7.3.2", "13.1.2", "13.2.4", "14.3.1"}
"""Those below it that were merged into others, or are of level 3."""


def numbers(line: str) -> list[str]:
    """The requirements that a line is about: one, or a stretch of its section."""
    first, _, last = line.partition("–")
    section, at = first.rsplit(".", 1)
    return [f"{section}.{number}" for number in range(int(at), int((last or first).rsplit(".", 1)[1]) + 1)]


def test_every_requirement_of_level_2_stands_there_once() -> None:
    wanted = {f"{section}.{at}" for section, last in LEVEL_2.items() for at in range(1, last + 1)} - OF_NO_LEVEL_2
    told = [number for line in LINES for number in numbers(line[0])]
    assert len(wanted) == 259
    assert sorted(told) == sorted(wanted)
    assert len(NAMED) > 50


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_line_has_its_test_or_its_reason(line: list[str]) -> None:
    assert len(line) == 4
    state, why = line[2], line[3]
    assert state in {"有", "部分", "无", "不适用"}
    assert "::" in why or len(why) >= 4


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda each: each)
def test_the_tests_exist(path: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.M), f"{path}::{name}"
