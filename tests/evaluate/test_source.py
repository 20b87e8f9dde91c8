"""Source facts against labels."""

from __future__ import annotations

from typing import Any

import pytest

from shanhai.evaluate.source import SourceCount, source_counts, source_findings
from shanhai.model.account import PageAccount


def count(entry: dict[str, Any], field: str, **given: Any) -> SourceCount | None:
    return source_counts(entry, PageAccount(id="0", source="a", **given)).get(field)


RIGHT, MISSED = SourceCount(labelled=1, right=1), SourceCount(labelled=1)


@pytest.mark.parametrize(
    ("entry", "field", "given", "expected"),
    [
        ({"publisher": "甲网", "publisher_also": ["乙县政府"]}, "publisher", {"publisher": "乙县政府"}, RIGHT),
        ({"source_name": "甲报", "source_also": ["乙号"]}, "source_name", {"source_name": "乙号"}, RIGHT),
        ({"publisher": "甲网", "source_name": None}, "source_name", {"source_name": "甲网"}, SourceCount()),
        ({"publisher": "甲网", "source_name": None}, "source_name", {"source_name": "丙报"}, SourceCount(unlabelled=1)),
        ({"authors": ["李四", "甲科"], "authors_optional": ["甲科"]}, "authors", {"authors": ("李四", "甲科")}, RIGHT),
        ({"authors": ["李四", "甲科"], "authors_optional": ["甲科"]}, "authors", {"authors": ("甲科",)}, MISSED),
        ({"authors": [], "bylines": ["记者 李四"]}, "authors", {"authors": ("李四",)}, None),
        ({"authors": [], "bylines": []}, "authors", {"authors": ("李四",)}, SourceCount(unlabelled=1)),
        ({"published": "2023-10-09"}, "published", {"published": "2023-10-08"}, SourceCount(labelled=1, wrong=1)),
    ],
)
def test_counts(entry: dict[str, Any], field: str, given: dict[str, Any], expected: SourceCount | None) -> None:
    assert count(entry, field, **given) == expected


def test_findings_show_all_labelled_values() -> None:
    page = PageAccount(id="0", source="a", authors=("王五",))
    assert list(source_findings("A", {"authors": ["李四", "赵六"]}, page)) == ["A authors: 李四、赵六 ← 王五"]
