"""The program as a whole: versions, usage, errors, pipes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import shanhai as package
from shanhai.cli import application
from shanhai.model import KnowledgeError

from .run import ENTRY, ran, shanhai

# What takes long to import and is needed inside a command only.
HEAVY = ["lxml", "sqlalchemy", "alembic", "litestar", "uvicorn", "opencc", "resiliparse", "cn2an", "shanhai.ledger", "shanhai.web"]


def test_version() -> None:
    assert shanhai("--version").out.strip() == f"shanhai {package.__version__}"


def test_help_names_every_command() -> None:
    said = shanhai("--help").out
    assert all(command in said for command in ("read", "restore", "add", "serve", "rule", "eval", "schema"))


@pytest.mark.parametrize(
    "words", [("read",), ("nonsense",), ("read", "--nonsense", "a.txt"), ("serve", "--port", "x"), ("eval", "missing")]
)
def test_wrong_usage_is_status_2(words: tuple[str, ...]) -> None:
    assert shanhai(*words).status == 2


def test_starting_imports_nothing_heavy() -> None:
    source = f"import sys, shanhai.cli; print([name for name in {HEAVY} if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True).stdout.strip() == "[]"


def test_an_error_of_ours_is_one_line(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KnowledgeError("words/甲.txt", "malformed\nline", "mend it")

    monkeypatch.setattr("shanhai.read.read_fully", fail)
    result = shanhai("read", good)
    assert (result.status, result.out) == (1, "")
    assert result.err == "shanhai: words/甲.txt: malformed line; mend it\n"


def test_statuses_as_a_user_sees_them(mixed: Path, good: Path) -> None:
    assert ran("restore", good).status == 0
    assert ran("restore", mixed).status == 1
    assert ran("restore").status == 2
    assert "Traceback" not in ran("restore", mixed).err


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    for number in range(40):
        (tmp_path / f"{number}.txt").write_text("甲县到乙市考察。\n" * 2000, encoding="utf-8")
    with subprocess.Popen([*ENTRY, "restore", str(tmp_path)], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.read(10)
        running.stdout.close()
        assert running.stderr.read() == b""


def test_characters_that_the_terminal_lacks_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲县到\ue000乙市考察。𠮷", encoding="utf-8")
    command = [*ENTRY, "restore", "--diff", str(tmp_path)]
    run = subprocess.run(command, capture_output=True, env={"PYTHONIOENCODING": "ascii"}, check=False)
    assert (run.returncode, run.stderr) == (0, b"")


def test_the_entry_point_is_the_one_that_is_installed() -> None:
    assert application.main.__module__ == "shanhai.cli.application"
