"""`shanhai show`: the ledger's views in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from .run import shanhai


@pytest.fixture
def kept(good: Path, tmp_path: Path) -> Path:
    place = tmp_path / "a.ledger"
    assert shanhai("add", good, "--ledger", place).status == 0
    return place


def test_a_place_with_visits_both_ways(kept: Path) -> None:
    ran = shanhai("show", "place", "衡水市", "--ledger", kept)
    assert ran.status == 0
    assert ran.out.startswith("河北省　衡水市  131100")
    assert "来访" in ran.out
    assert "桐庐县 → 衡水市" in ran.out
    assert "结对 1" in ran.out
    assert "网页 3" in ran.out


def test_what_lies_in_a_place_counts(kept: Path) -> None:
    assert "桐庐县 → 衡水市" in shanhai("show", "place", "浙江省", "--ledger", kept).out


def test_a_pair(kept: Path) -> None:
    ran = shanhai("show", "pair", "桐庐县", "衡水市", "--ledger", kept)
    assert "桐庐县到衡水市" in ran.out
    assert "衡水市到桐庐县" not in ran.out
    assert "结对 1" in ran.out
    other = json.loads(shanhai("show", "pair", "河北省", "浙江省", "--json", "--ledger", kept).out)
    assert (other["visits_there"]["total"], other["visits_back"]["total"] > 0, other["pairings"]["total"]) == (0, True, 1)


def test_a_pair_is_of_two(kept: Path) -> None:
    ran = shanhai("show", "pair", "桐庐县", "330122", "--ledger", kept)
    assert (ran.status, "同一个地方" in ran.err) == (1, True)


def test_a_person(kept: Path) -> None:
    ran = shanhai("show", "person", "李四", "--ledger", kept)
    assert "县委书记" in ran.out.replace("桐庐县委 书记", "县委书记")
    assert "往来 1" in ran.out


def test_a_page(kept: Path, good: Path) -> None:
    told = shanhai("show", "page", good / "a.txt", "--ledger", kept)
    assert "「9月3日，桐庐县县委书记李四率党政代表团赴衡水市考察学习。」" in told.out
    found = json.loads(shanhai("show", "page", good / "a.txt", "--json", "--ledger", kept).out)
    assert "桐庐县" in found["restored"]["text"]
    assert shanhai("show", "page", found["page"]["id"][:10], "--ledger", kept).out == told.out


@pytest.mark.parametrize("what", [("place", "洛阳市"), ("pair", "洛阳市", "衡水市"), ("person", "王五"), ("page", "none.html")])
def test_what_is_not_there_is_told(kept: Path, what: tuple[str, ...]) -> None:
    ran = shanhai("show", *what, "--ledger", kept)
    assert (ran.status, ran.out, "shanhai find" in ran.err) == (1, "", True)


def test_as_of_a_day(kept: Path) -> None:
    assert "桐庐县 → 衡水市" in shanhai("show", "place", "衡水市", "--known", "2100-01-01", "--ledger", kept).out
    before = shanhai("show", "place", "衡水市", "--known", "1900-01-01", "--ledger", kept)
    assert (before.status, "台账里没有" in before.err) == (1, True)
    assert shanhai("show", "person", "李四", "--on", "someday", "--ledger", kept).status == 2
