"""`shanhai eval`: scores of a folder of labelled pages."""

from __future__ import annotations

import json
from pathlib import Path

from .run import shanhai


def test_scores_and_the_check_of_quotations(good: Path) -> None:
    (good / "a.json").write_text(json.dumps({"doc": "a", "relevant": True, "people": [{"name": "李四", "posts": []}]}), encoding="utf-8")
    result = shanhai("eval", good)
    assert result.status == 0, result.err
    assert "F1" in result.out
    assert "引文" in result.out


def test_a_page_that_cannot_be_read_is_named(good: Path) -> None:
    (good / "e.txt").touch()
    (good / "e.json").write_text(json.dumps({"doc": "e", "relevant": False}), encoding="utf-8")
    result = shanhai("eval", good)
    assert result.status == 1
    assert "e.txt" in result.out


def test_a_folder_without_labels(tmp_path: Path) -> None:
    result = shanhai("eval", tmp_path)
    assert (result.status, len(result.err.splitlines())) == (1, 1)
