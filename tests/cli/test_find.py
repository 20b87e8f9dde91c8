"""`shanhai find`: pages by their words."""

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


def test_pages_are_told_with_the_sentence(kept: Path) -> None:
    ran = shanhai("find", "考察", "桐庐", "--ledger", kept)
    assert ran.status == 0
    assert "找到 2 条" in ran.out
    assert "9月3日，桐庐县县委书记李四率党政代表团赴衡水市考察学习。" in ran.out
    assert "c.txt" in ran.out


def test_a_word_that_is_not_to_be_there(kept: Path) -> None:
    assert "找到 1 条" in shanhai("find", "桐庐", "-考察", "--ledger", kept).out


def test_a_search_can_be_narrowed(kept: Path) -> None:
    assert "找到 0 条" in shanhai("find", "桐庐", "--since", "2024", "--ledger", kept).out
    assert "找到 1 条" in shanhai("find", "桐庐", "--type", "pairing", "--ledger", kept).out


def test_as_json_with_offsets_into_the_restored_text(kept: Path) -> None:
    found = json.loads(shanhai("find", "代表团 衡水", "--limit", "1", "--json", "--ledger", kept).out)
    assert (found["total"], len(found["hits"])) == (2, 1)
    hit = found["hits"][0]
    text = hit["snippet"]["text"]
    assert [text[start - hit["snippet"]["start"] : end - hit["snippet"]["start"]] for start, end in hit["snippet"]["hits"]][-1] == "衡水"


def test_nothing_to_look_for_and_no_ledger_are_told(kept: Path, tmp_path: Path) -> None:
    assert (shanhai("find", "，", "--ledger", kept).status, shanhai("find", "甲", "--ledger", tmp_path / "none").status) == (1, 1)
