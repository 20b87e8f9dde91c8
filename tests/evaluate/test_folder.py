from __future__ import annotations

import json
from pathlib import Path

import pytest

from shanhai.evaluate import LabelError, evaluate_folder, labelled_pages

TEXT = "9月3日，桐庐县党政代表团赴衡水市考察。"
LABEL = {"relevant": True, "visits": [{"visitor_place": "桐庐县", "host_place": "衡水市", "date_partial": "--09-03"}]}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "A.txt").write_text(TEXT, "utf-8")
    (tmp_path / "A.json").write_text(json.dumps(LABEL), "utf-8")
    (tmp_path / "A.clean.txt").write_text("不读", "utf-8")
    (tmp_path / "README.md").write_text("不读", "utf-8")
    return tmp_path


def test_a_labelled_page_is_read_and_scored(folder: Path) -> None:
    report = evaluate_folder(folder)
    assert report.scores.types["visits"].f1 == 1.0
    assert report.evidence.seen == report.evidence.right > 0
    assert report.unread == ()


def test_only_pages_with_a_label_are_read(folder: Path) -> None:
    assert [path.name for path in labelled_pages(folder)] == ["A.txt"]


def test_a_page_that_cannot_be_read_is_named_and_missing(folder: Path) -> None:
    (folder / "B.html").write_bytes(b"")
    (folder / "B.json").write_text("{}", "utf-8")
    (folder / "C.json").write_text("{}", "utf-8")
    report = evaluate_folder(folder)
    assert len(report.unread) == 1
    assert "B.html" in report.unread[0]
    assert report.scores.missing == ("B", "C")


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LabelError, match="no labels"):
        evaluate_folder(tmp_path)
