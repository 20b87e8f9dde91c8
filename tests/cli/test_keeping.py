"""`shanhai check`, `rebuild`, `forget`, `backup`: the ledger kept sound."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from .run import shanhai


@pytest.fixture
def kept(good: Path, tmp_path: Path) -> Path:
    place = tmp_path / "a.ledger"
    assert shanhai("add", good, "--ledger", place).status == 0
    return place


def spoil(place: Path, statement: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_sound_ledger_is_found_sound(kept: Path) -> None:
    ran = shanhai("check", "--ledger", kept)
    assert (ran.status, ran.out) == (0, "没有不对的地方\n")


def test_what_is_wrong_is_told_and_mended(kept: Path) -> None:
    spoil(kept, "UPDATE readings SET restored = '甲' WHERE restored IS NOT NULL")
    ran = shanhai("check", "--ledger", kept)
    assert (ran.status, "修改对不上" in ran.out, "shanhai check --repair" in ran.out) == (1, True, True)
    mended = shanhai("check", "--repair", "--ledger", kept)
    assert (mended.status, "修好" in mended.out) == (0, True)
    assert shanhai("check", "--ledger", kept).status == 0


def test_what_cannot_be_mended_is_told(kept: Path) -> None:
    spoil(kept, "UPDATE pages SET size = 1")
    ran = shanhai("check", "--repair", "--ledger", kept)
    assert (ran.status, "备份" in ran.out, "有 3 处不对" in ran.out) == (1, True, True)


def test_a_ledger_is_rebuilt(kept: Path) -> None:
    assert shanhai("rebuild", "--ledger", kept).out == "都是现在的规则读的\n"
    spoil(kept, "UPDATE readings SET rules = 'old'")
    before = shanhai("show", "place", "衡水市", "--ledger", kept).out
    ran = shanhai("rebuild", "--ledger", kept)
    assert (ran.status, ran.out) == (0, "重读 3 页\n")
    assert shanhai("show", "place", "衡水市", "--ledger", kept).out == before
    assert shanhai("check", "--ledger", kept).status == 0


def test_a_page_is_forgotten(kept: Path, good: Path) -> None:
    assert shanhai("forget", good / "a.txt", "--ledger", kept, given=b"n\n").status == 1
    ran = shanhai("forget", good / "a.txt", "--yes", "--ledger", kept)
    assert (ran.status, ran.out) == (0, "已删去，不再收\n")
    assert "李四".encode() not in kept.read_bytes()
    assert "不收 1" in shanhai("add", good, "--ledger", kept).out
    assert shanhai("forget", good / "a.txt", "--yes", "--ledger", kept).status == 1
    assert shanhai("forget", "0" * 64, "--yes", "--ledger", kept).status == 0


def test_a_person_is_forgotten(kept: Path, good: Path) -> None:
    ran = shanhai("forget", "李四", "--person", "--place", "桐庐县", "--yes", "--ledger", kept)
    assert (ran.status, ran.out) == (0, "已从 1 页抹去，不再收\n")
    assert "李四".encode() not in kept.read_bytes()
    assert "已有 3" in shanhai("add", good, "--ledger", kept).out
    assert shanhai("show", "person", "李四", "--ledger", kept).status == 1
    assert shanhai("check", "--ledger", kept).status == 0


def test_a_place_goes_with_a_person(kept: Path) -> None:
    assert shanhai("forget", "李四", "--place", "桐庐县", "--yes", "--ledger", kept).status == 2


def test_a_ledger_is_backed_up(kept: Path, tmp_path: Path) -> None:
    out = tmp_path / "copy.ledger"
    assert shanhai("backup", "--out", out, "--ledger", kept).status == 0
    assert shanhai("check", "--ledger", out).status == 0
    assert shanhai("backup", "--out", out, "--ledger", kept).status == 1
