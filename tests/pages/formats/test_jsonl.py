"""JSON Lines of pages."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from shanhai.pages import open_pages
from shanhai.pages.lines import MOST_LINE

from ..made import opened


def lines(*rows: object) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


def test_each_line_is_a_page_and_a_bad_one_stops_no_other(tmp_path: Path) -> None:
    octets = (
        lines({"url": "http://a.cn/1", "text": "甲县"}, {"text": ""}, {"id": 3}, [4], {"content": "乙市"})
        + b"{bad\n\n"
        + lines({"正文": "丙"})
    )
    texts, problems = opened(tmp_path / "a.jsonl", octets)
    assert texts == {"a.jsonl#1": "甲县", "a.jsonl#5": "乙市", "a.jsonl#8": "丙"}
    assert list(problems) == ["a.jsonl#2", "a.jsonl#3", "a.jsonl#4", "a.jsonl#6"]


def test_html_comes_before_text_and_a_title_above_it(tmp_path: Path) -> None:
    octets = lines({"text": "x", "html": "<p>甲县"}, {"title": "题", "text": "甲"}, {"title": "题", "text": "题\n甲"})
    assert list(opened(tmp_path / "a.jsonl", octets)[0].values()) == ["甲县", "题\n甲", "题\n甲"]


def test_the_column_may_be_given(tmp_path: Path) -> None:
    octets = lines({"text": "甲", "raw": "乙"})
    assert opened(tmp_path / "a.jsonl", octets, column="raw")[0] == {"a.jsonl#1": "乙"}
    assert "text、raw" in opened(tmp_path / "a.jsonl", octets, column="none")[1]["a.jsonl#1"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    rows = json.dumps({"text": "甲县县委书记李四率党政代表团到乙市考察学习"}, ensure_ascii=False)
    assert list(opened(tmp_path / "a.jsonl", rows.encode(encoding))[0]) == ["a.jsonl#1"]


def test_what_the_row_says_of_the_page_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(lines({"url": "http://a.cn/1", "text": "甲县", "crawl_time": "2024-05-06"}))
    (result,) = open_pages([path])
    assert isinstance(result, tuple)
    assert (result[1].headers, result[1].fetched) == ({"url": "http://a.cn/1"}, "2024-05-06")


def test_standard_input_is_recognised_by_its_first_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines({"text": "甲"}, {"text": "乙"}))))
    assert [result[1].source for result in open_pages(["-"]) if isinstance(result, tuple)] == ["-#1", "-#2"]


def test_a_text_that_begins_with_a_brace_is_text(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO('{"甲县"： 与乙市}'.encode())))
    assert [result[0].format for result in open_pages(["-"]) if isinstance(result, tuple)] == ["text"]


def test_a_line_without_end_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    texts, problems = opened(tmp_path / "a.jsonl", b'{"text": "' + b"a" * MOST_LINE + b'"}\n' + lines({"text": "乙"}))
    assert texts == {"a.jsonl#2": "乙"}
    assert "40 MB" in problems["a.jsonl#1"]


def test_lone_surrogates_and_deep_nesting(tmp_path: Path) -> None:
    octets = b'{"text": "\\ud83d\xe7\x94\xb2"}\n' + b'{"text": ' + b"[" * 100_000 + b"\n" + lines({"text": "乙"})
    texts, _ = opened(tmp_path / "a.jsonl", octets)
    assert texts["a.jsonl#3"] == "乙"
