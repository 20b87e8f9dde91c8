"""`shanhai judge` and `shanhai export`: decided, listed, carried over, taken back to the last byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from .run import shanhai

PAGE = "examples/02-jiyang-visitor.txt"


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    place = tmp_path / "a.ledger"
    assert shanhai("add", PAGE, "--ledger", place).status == 0
    return place


def exported(place: Path, folder: Path) -> dict[str, bytes]:
    assert shanhai("export", "jsonl", "--out", folder, "--ledger", place).status == 0
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_rejected_fact_leaves_the_export_and_comes_back(kept: Path, tmp_path: Path) -> None:
    before = exported(kept, tmp_path / "before")
    ran = shanhai("judge", "reject", PAGE, "--fact", 1, "--why", "误读", "--who", "甲", "--sitting", "一", "--ledger", kept)
    assert ran.status == 0, ran.err
    assert exported(kept, tmp_path / "between") != before
    listed = shanhai("judge", "list", "--ledger", kept).out
    assert ran.out.strip() in listed
    assert "误读" in listed
    assert shanhai("judge", "undo", "--sitting", "一", "--ledger", kept).out == "撤回 1 个判断\n"
    assert exported(kept, tmp_path / "after") == before
    assert "已撤回" in shanhai("judge", "list", "--page", PAGE, "--ledger", kept).out


def test_judgements_go_to_another_ledger(kept: Path, tmp_path: Path) -> None:
    other = tmp_path / "b.ledger"
    assert shanhai("add", PAGE, "--ledger", other).status == 0
    assert shanhai("judge", "accept", PAGE, "--fact", 1, "--who", "甲", "--ledger", kept).status == 0
    file = tmp_path / "judgements.jsonl"
    assert shanhai("judge", "export", "--out", file, "--ledger", kept).out == "写出 1 个判断\n"
    assert shanhai("judge", "import", file, "--ledger", other).out == "并入 1 个判断，0 个原来就有\n"
    assert shanhai("judge", "import", file, "--ledger", other).out == "并入 0 个判断，1 个原来就有\n"
    assert exported(other, tmp_path / "one") == exported(kept, tmp_path / "two")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("accept", PAGE, "--fact", 999), 1, "条事实"),
        (("accept", "nowhere.html", "--fact", 1), 1, "没有这一页"),
        (("correct", PAGE, "--fact", 1, "--field", "nose", "--value", "x"), 1, "没有 nose 这一栏"),
        (("correct", PAGE, "--fact", 1, "--field", "page", "--value", "x"), 1, "page"),
        (("two", "same", PAGE, f"{PAGE}#1"), 2, "PAGE#N"),
        (("two", "perhaps", f"{PAGE}#1", f"{PAGE}#2"), 2, "unsure"),
        (("undo",), 2, "--sitting"),
        (("import", "pyproject.toml"), 1, "judge export"),
    ],
)
def test_what_cannot_be_judged_is_said(kept: Path, words: tuple[object, ...], status: int, said: str) -> None:
    ran = shanhai("judge", *words, "--ledger", kept)
    assert (ran.status, said in ran.err) == (status, True), ran.err


def test_only_known_forms_are_written(kept: Path, tmp_path: Path) -> None:
    assert shanhai("export", "xls", "--out", tmp_path / "out", "--ledger", kept).status == 2
