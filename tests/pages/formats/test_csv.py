"""CSV and TSV of pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..made import opened

TABLE = '编号,标题,正文\n1,甲县要闻,"甲县县委书记李四率党政代表团\n到乙市考察，""结对""。"\n2,,乙市党政代表团到甲县考察学习\n3,题,\n'
TEXTS = {"a.csv#2": '甲县要闻\n甲县县委书记李四率党政代表团\n到乙市考察，"结对"。', "a.csv#3": "乙市党政代表团到甲县考察学习"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_rows_are_pages_in_every_encoding(tmp_path: Path, encoding: str, end: str) -> None:
    texts, problems = opened(tmp_path / "a.csv", TABLE.replace("\n", end).encode(encoding))
    assert texts == TEXTS
    assert list(problems) == ["a.csv#4"]


@pytest.mark.parametrize("delimiter", ["\t", ";", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    assert opened(tmp_path / "a.tsv", f"id{delimiter}text\n1{delimiter}甲县，乙市".encode())[0] == {"a.tsv#2": "甲县，乙市"}


def test_a_column_is_given_by_its_name(tmp_path: Path) -> None:
    assert opened(tmp_path / "a.csv", "甲,乙\n1,甲县\n".encode(), column="乙")[0] == {"a.csv#2": "甲县"}


def test_without_a_column_of_pages_the_columns_are_named(tmp_path: Path) -> None:
    assert "只有：甲、乙" in opened(tmp_path / "a.csv", "甲,乙\n1,甲县\n".encode())[1]["a.csv"]


def test_a_row_too_large_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    texts, problems = opened(tmp_path / "a.csv", b"id,text\n1," + b"a" * 11_000_000 + "\n2,乙\n".encode())
    assert texts == {"a.csv#3": "乙"}
    assert "field larger" in problems["a.csv#2"]


def test_a_page_longer_than_the_modules_own_limit(tmp_path: Path) -> None:
    assert len(opened(tmp_path / "a.csv", b"id,text\n1," + "甲".encode() * 200_000)[0]["a.csv#2"]) == 200_000


@pytest.mark.parametrize("octets", [b"", b"\x00" * 100, b"\xff\xfe", b'text\n"'])
def test_what_is_no_table_is_named(tmp_path: Path, octets: bytes) -> None:
    texts, problems = opened(tmp_path / "a.csv", octets)
    assert not texts and problems
