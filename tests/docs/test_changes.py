"""Fragments of changes are named <topic>.<kind>.md and say something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .documents import ROOT

KINDS = ("feature", "fix", "rule", "data", "docs")
FRAGMENTS = [path for path in sorted((ROOT / "changes").iterdir()) if path.name != "README.md"]


@pytest.mark.parametrize("path", FRAGMENTS, ids=lambda path: path.name)
def test_a_fragment_has_a_topic_a_kind_and_a_sentence(path: Path) -> None:
    assert re.fullmatch(rf"[a-z0-9-]+\.({'|'.join(KINDS)})\.md", path.name)
    assert path.read_text("utf-8").strip().endswith((".", "。"))
    assert len(path.read_text("utf-8").splitlines()) <= 6


def test_the_kinds_are_explained() -> None:
    assert set(KINDS) == set(re.findall(r"^  - `(\w+)`", (ROOT / "changes/README.md").read_text("utf-8"), re.MULTILINE))
