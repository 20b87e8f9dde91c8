"""Every link inside the repository leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from .documents import DOCUMENTS, ROOT, commands, label, links


@pytest.mark.parametrize("path", DOCUMENTS, ids=label)
def test_links_lead_somewhere(path: Path) -> None:
    assert [target for target in links(path) if not (path.parent / target).exists()] == []


def test_there_are_links_to_follow() -> None:
    assert "README.en.md" in links(ROOT / "README.md")


@pytest.mark.parametrize("name", ["docs/decisions/*.md", "docs/*.md"])
def test_every_document_can_be_reached_from_the_index(name: str) -> None:
    index = {(ROOT / "docs" / target).resolve() for target in links(ROOT / "docs/index.md")}
    index |= {(ROOT / "docs/decisions" / target).resolve() for target in links(ROOT / "docs/decisions/README.md")}
    assert [label(path) for path in ROOT.glob(name) if path.resolve() not in index and path.name != "index.md"] == []


@pytest.mark.parametrize("path", [path for path in DOCUMENTS if commands(path, "make")], ids=label)
def test_every_make_target_exists(path: Path) -> None:
    targets = {line.partition(":")[0] for line in (ROOT / "Makefile").read_text("utf-8").splitlines() if line[:1].isalpha()}
    assert {word for line in commands(path, "make") for word in line.split()[1:] if "=" not in word} <= targets
