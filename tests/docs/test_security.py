"""The checklist of docs/security.md: every line has its test, which exists, or a reason."""

from __future__ import annotations

import re

import pytest

from .documents import ROOT

TEXT = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
LINES = [row.strip("| ").split(" | ") for row in TEXT.splitlines() if re.match(r"\| \d+\.\d+", row)]
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", TEXT)))


def test_there_is_a_checklist() -> None:
    assert len(LINES) > 50
    assert len(NAMED) > 30


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_a_line_has_its_test_or_its_reason(line: list[str]) -> None:
    assert len(line) == 4
    state, why = line[2], line[3]
    assert state in {"有", "部分", "无", "不适用"}
    assert "::" in why or len(why) > 8


@pytest.mark.parametrize(("path", "name"), NAMED, ids=lambda each: each)
def test_the_tests_exist(path: str, name: str) -> None:
    assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.M), f"{path}::{name}"
