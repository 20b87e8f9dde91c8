"""`python -m bench.damage` from the outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "bench.damage", *words], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_a_file_is_printed_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲县（乙市）", "utf-8")
    done = run("width", str(path), "--seed", "1", "--strength", "1")
    assert (done.returncode, done.stdout) == (0, "甲县(乙市)")


def test_what_cannot_be_done_is_said(tmp_path: Path) -> None:
    done = run("fire", str(tmp_path / "missing.txt"))
    assert done.returncode == 2
    path = tmp_path / "a.html"
    path.write_text("<p>甲县</p>", "utf-8")
    done = run("fire", str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert "no such kind of damage" in done.stderr
