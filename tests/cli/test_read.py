"""`shanhai read`: accounts for people and for programs."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from shanhai.model import Account
from shanhai.pages import read_path

from .run import shanhai


def accounts(said: str) -> list[Account]:
    return [msgspec.json.decode(line, type=Account) for line in said.splitlines()]


def test_one_object_per_page_and_line(good: Path) -> None:
    result = shanhai("read", "--json", good)
    assert (result.status, result.err) == (0, "")
    assert [Path(account.page.source).name for account in accounts(result.out)] == ["a.txt", "b.html", "c.txt"]
    assert all(account.page.text is None for account in accounts(result.out))


def test_text_adds_the_published_text_that_evidence_quotes(good: Path) -> None:
    for account in accounts(shanhai("read", "--json", "--text", good).out):
        text = account.page.text
        assert text == read_path(account.page.source)[0].text
        assert account.facts
        for fact in account.facts:
            assert all(text[found.start : found.end] == found.exact for quotes in fact.evidence.values() for found in quotes)


def test_for_people_every_fact_stands_over_its_sentence(good: Path) -> None:
    said = shanhai("read", good / "a.txt").out
    assert "来往" in said
    assert "桐庐县 → 衡水市" in said
    assert "「" in said and "考察" in said
    assert "李四" in said


def test_the_unreadable_are_named_and_the_others_read(mixed: Path, unreadable: set[str]) -> None:
    result = shanhai("read", "--json", mixed)
    assert result.status == 1
    assert len(accounts(result.out)) == 3
    lines = result.err.splitlines()
    assert len(lines) == len(unreadable)
    assert {name for name in unreadable if any(f"/{name}: " in line for line in lines)} == unreadable
    assert all(line.startswith("shanhai: ") and "; " in line for line in lines)


def test_standard_input() -> None:
    result = shanhai("read", "--json", "-", given="<p>桐庐县党政代表团赴衡水市考察。</p>".encode("gbk"))
    assert [account.page.source for account in accounts(result.out)] == ["-"]


@pytest.mark.parametrize("path", ["missing.html", "."])
def test_a_path_without_pages(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = shanhai("read", path)
    assert (result.status, result.out) == ((1, "") if path != "." else (0, ""))


def test_the_same_page_gives_the_same_bytes(good: Path) -> None:
    assert shanhai("read", "--json", good).out == shanhai("read", "--json", good).out
