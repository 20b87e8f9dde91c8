"""`shanhai explain`: where a fact comes from, for people and for programs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from shanhai.facts.explanation import Explanation
from shanhai.pages import read_path

from .run import shanhai


def explanation(page: Path, number: int) -> Explanation:
    return msgspec.json.decode(shanhai("explain", page, "--fact", str(number), "--json").out, type=Explanation)


def test_without_a_number_the_facts_are_listed(good: Path) -> None:
    lines = shanhai("explain", good / "a.txt").out.splitlines()
    assert [line.split()[0] for line in lines] == [str(number) for number in range(1, len(lines) + 1)]
    assert any("visit" in line and "「" in line for line in lines)


def test_for_people_rule_sentence_and_confidence(good: Path) -> None:
    lines = shanhai("explain", good / "a.txt").out.splitlines()
    number = next(line.split()[0] for line in lines if "visit" in line)
    said = shanhai("explain", good / "a.txt", "--fact", number).out
    assert "规则　visit." in said and "facts/rules/visit.yaml:" in said
    assert "原句" in said and "host_place　衡水市" in said
    assert "⟨place 衡水市⟩" in said
    assert "把握" in said and "语气　已发生" in said


def test_the_repairs_beneath_are_told(good: Path) -> None:
    lines = shanhai("explain", good / "deep" / "c.txt").out.splitlines()
    number = next(line.split()[0] for line in lines if "visit" in line)
    assert "[-縣-]{+县+}" in shanhai("explain", good / "deep" / "c.txt", "--fact", number).out


def test_json_marks_what_the_evidence_quotes(good: Path) -> None:
    page = good / "deep" / "c.txt"
    told = explanation(page, 1)
    text = read_path(str(page))[0].text
    assert told.fact.evidence and told.rules
    for quotation in told.quotations:
        assert all(quotation.text[span.start : span.end] == span.text for span in (*quotation.marked, *quotation.mentions))
        assert all(text[edit.start : edit.end] == edit.original for edit in quotation.edits)


def test_a_number_that_is_not_there(good: Path) -> None:
    result = shanhai("explain", good / "a.txt", "--fact", "99")
    assert result.status == 2
    assert "--fact" in result.err


@pytest.mark.parametrize("path", ["missing.html"])
def test_a_page_that_is_not_there(path: str) -> None:
    assert shanhai("explain", path, "--fact", "1").status != 0
