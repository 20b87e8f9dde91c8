"""XLSX of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..made import opened, workbook, zipped

ROWS: list[list[object]] = [
    ["编号", "标题", "正文"],
    [1, "甲县要闻", "甲县与乙市结对。"],
    [2, None, "乙市到甲县考察。"],
    [3, "题", None],
    [],
    [4, None, 5],
]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a"])
def test_rows_are_pages(tmp_path: Path, name: str) -> None:
    texts, problems = opened(tmp_path / name, workbook(表一=ROWS, 说明=[["没有网页"]]))
    assert texts == {f"{name}#表一!2": "甲县要闻\n甲县与乙市结对。", f"{name}#表一!3": "乙市到甲县考察。"}
    assert list(problems) == [f"{name}#表一!4", f"{name}#表一!6"]


def test_the_header_may_stand_below_a_heading(tmp_path: Path) -> None:
    assert list(opened(tmp_path / "a.xlsx", workbook(s=[["2024年网页"], [], *ROWS]))[0]) == ["a.xlsx#s!4", "a.xlsx#s!5"]


def test_the_column_may_be_given(tmp_path: Path) -> None:
    assert opened(tmp_path / "a.xlsx", workbook(s=[["甲", "乙"], ["x", "甲县"]]), column="乙")[0] == {"a.xlsx#s!2": "甲县"}


def test_in_an_archive(tmp_path: Path) -> None:
    assert len(opened(tmp_path / "a.zip", zipped({"b.xlsx": workbook(s=ROWS)}))[0]) == 2


@pytest.mark.parametrize(
    ("octets", "says"),
    [
        (workbook(s=[["甲", "乙"], ["x", "y"]]), "只有：甲、乙"),
        (workbook(s=ROWS)[:-40], "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "密码"),
        (zipped({"xl/workbook.xml": b"<a>"}), "损坏"),
        (zipped({"xl/workbook.xml": b"<a/>", "xl/sharedStrings.xml": bytes(101_000_000)}), "100 MB"),
    ],
    ids=["no column", "cut", "locked", "no XML", "bomb"],
)
def test_what_cannot_be_read_is_named(tmp_path: Path, octets: bytes, says: str) -> None:
    texts, problems = opened(tmp_path / "a.xlsx", octets)
    assert not texts
    assert says in problems["a.xlsx"]
