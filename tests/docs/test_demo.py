"""What the first lines of the README promise: `make demo` shows each example page and keeps it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from shanhai.pages import read_path
from shanhai.read import read

from .documents import ROOT

EXAMPLES = sorted([*ROOT.glob("examples/*.html"), *ROOT.glob("examples/*.txt")])


@pytest.mark.slow
def test_make_demo(tmp_path: Path) -> None:
    made = subprocess.run(
        ["make", "-o", "ready", "demo", f"LEDGER={tmp_path / 'demo.ledger'}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stderr
    titles = [read(read_path(path)[0]).page.title for path in EXAMPLES]
    assert [title for title in titles if title is None or title not in made.stdout] == []
    assert (tmp_path / "demo.ledger").exists()


@pytest.mark.parametrize("name", ["README.md", "README.en.md"])
def test_the_two_commands_come_first(name: str) -> None:
    first = "\n".join((ROOT / name).read_text("utf-8").splitlines()[:8])
    assert "make demo" in first
    assert "make test" in first


def test_there_are_a_dozen_examples() -> None:
    assert len(EXAMPLES) >= 12
