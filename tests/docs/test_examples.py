"""The Python and the command lines in the documents run as they are printed."""

from __future__ import annotations

import doctest
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import Workbook

from .documents import DOCUMENTS, ROOT, blocks, commands, label

WITH_PYTHON = [path for path in DOCUMENTS if blocks(path, "python", "pycon")]
WITH_COMMANDS = [path for path in DOCUMENTS if commands(path, "shanhai")]
SHEETS = {
    "互访台账.xlsx": [("序号", "日期", "来访单位", "接待单位", "带队领导"), (1, "2024-03-19", "珠海市党政代表团", "黑河市", "温岳")],
    "项目台账.xlsx": [("项目名称", "实施地点", "投资", "推进情况", "备注"), ("富春茶园项目", "桐庐县", 1200, "在建", "")],
}
STAYS_UP = {"serve"}  # the browser tests start it


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the example pages, as after `git clone`, and with two sheets such as an office has."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    for name, rows in SHEETS.items():
        book = Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        book.save(tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", WITH_PYTHON, ids=label)
def test_python_runs(path: Path, folder: Path) -> None:
    source = "\n".join(block.content for block in blocks(path, "python", "pycon"))
    example = doctest.DocTestParser().get_doctest(source, {}, label(path), str(path), 0)
    assert example.examples, "write it as a dialogue with >>>, so that its results are checked too"
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(example)
    assert result.failed == 0


@pytest.mark.parametrize("path", WITH_COMMANDS, ids=label)
def test_command_lines_run(path: Path, folder: Path) -> None:
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    for line in commands(path, "shanhai"):
        run = f"{line} --help" if line.split()[1] in STAYS_UP else line
        result = subprocess.run(
            ["bash", "-c", run], cwd=folder, capture_output=True, text=True, env=os.environ | {"PATH": search}, check=False
        )
        assert result.returncode == 0, f"{line}\n{result.stdout}{result.stderr}"


def test_the_readmes_have_examples() -> None:
    assert {"README.md", "README.en.md"} <= {label(path) for path in WITH_PYTHON} & {label(path) for path in WITH_COMMANDS}
