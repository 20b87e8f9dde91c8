"""`shanhai import` and `shanhai export xlsx`: columns said and confirmed, rows named, the file written back."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.ledger.synthetic import joined
from tests.ledger.test_workbooks import HEAD, STRAY, claimed
from tests.sheets.books import book

from .run import shanhai

ROWS = [*HEAD, claimed(0), claimed(1), STRAY, ["没有日子", "鹿城区", "", "", ""]]


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    return joined(tmp_path / "a.ledger", 6)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "台账.xlsx"
    path.write_bytes(book({"互访": ROWS}))
    return path


def test_rows_are_imported_and_those_to_look_at_are_named(kept: Path, file: Path) -> None:
    ran = shanhai("import", file, "--ledger", kept, "--yes")
    assert ran.status == 0, ran.err
    assert "带队领导 → 带队 (head)" in ran.out
    assert "对上了2" in ran.out
    assert "第5行" in ran.out
    assert "A6" in ran.out
    again = shanhai("import", file, "--ledger", kept)  # confirmed before: nothing is asked
    assert again.status == 0
    assert "对上了2" in again.out


def test_columns_are_changed_by_hand(kept: Path, file: Path) -> None:
    ran = shanhai("import", file, "--ledger", kept, "--yes", "--map", "带队领导=", "--map", "备注=purpose")
    assert ran.status == 0, ran.err
    assert "带队领导 → 不用" in ran.out
    assert "备注 → 目的 (purpose)" in ran.out
    assert shanhai("import", file, "--ledger", kept, "--yes", "--map", "没有=head").status == 2
    assert shanhai("import", file, "--ledger", kept, "--yes", "--map", "备注=colour").status == 2
    assert shanhai("import", file, "--ledger", kept, "--yes", "--kind", "poem").status == 2
    other = shanhai("import", file, "--ledger", kept, "--yes", "--kind", "project")
    assert "项目" in other.out


def test_the_file_is_written_back(kept: Path, file: Path, tmp_path: Path) -> None:
    shanhai("import", file, "--ledger", kept, "--yes")
    out = tmp_path / "核对.xlsx"
    ran = shanhai("export", "xlsx", "--workbook", "台账.xlsx", "--out", out, "--ledger", kept, "--site", "http://10.0.0.3/")
    assert ran.status == 0, ran.err
    cells = [str(cell.value) for row in load_workbook(out).worksheets[0].iter_rows() for cell in row if cell.value]
    assert "对上" in cells
    assert any(each.startswith("http://10.0.0.3/entries/visit-") for each in cells)
    assert shanhai("export", "xlsx", "--workbook", "没有.xlsx", "--out", out, "--ledger", kept).status == 1
    assert shanhai("export", "xlsx", "--out", out, "--ledger", kept).status == 2


def test_what_is_no_workbook_is_named(kept: Path, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"abc")
    ran = shanhai("import", tmp_path / "a.xlsx", "--ledger", kept)
    assert ran.status == 1
    assert "a.xlsx" in ran.err
    assert shanhai("import", tmp_path / "gone.xlsx", "--ledger", kept).status == 1
