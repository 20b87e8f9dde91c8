"""Parquet of pages; the library is an extra, so what needs it is left out where it is not installed."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from shanhai.model import PageError
from shanhai.pages import open_pages
from shanhai.pages.budget import FREE_BYTES
from shanhai.pages.unpack import MEMBER_BYTES

from ..bounded import read_bounded
from ..cases import CASES
from ..made import opened, parquet


@pytest.fixture
def arrow() -> Any:
    """Pyarrow, with its writer of Parquet."""
    pytest.importorskip("pyarrow.parquet", reason="pyarrow is an extra: pip install 'shanhai[parquet]'")
    import pyarrow

    return pyarrow


def test_rows_are_pages(tmp_path: Path, arrow: Any) -> None:
    octets = parquet({"url": ["http://a.cn/"] * 50, "text": [f"甲县第{number}次到乙市" for number in range(49)] + [None], "n": [1] * 50})
    texts, problems = opened(tmp_path / "a.parquet", octets)
    assert [*texts] == [f"a.parquet#{number}" for number in range(1, 50)]
    assert list(problems) == ["a.parquet#50"]


def test_bytes_are_read_as_text(tmp_path: Path, arrow: Any) -> None:
    assert opened(tmp_path / "a.parquet", parquet({"html": ["<p>甲县".encode()]}))[0] == {"a.parquet#1": "甲县"}


def test_what_cannot_be_read_is_named(tmp_path: Path, arrow: Any) -> None:
    whole = parquet({"text": ["甲县"]})
    assert "损坏" in opened(tmp_path / "a.parquet", whole[:-20])[1]["a.parquet"]
    assert "只有：甲" in opened(tmp_path / "a.parquet", parquet({"甲": ["甲县"]}))[1]["a.parquet"]


def test_a_damaged_column_does_not_end_the_process(tmp_path: Path, arrow: Any) -> None:
    """Two bytes of a file of ours, changed by fuzzing: its repetition levels are counted though the column is flat."""
    (tmp_path / "a.txt").write_text("甲县", encoding="utf-8")
    told, _ = read_bounded(CASES / "damaged-column.parquet", tmp_path / "a.txt")
    assert told == {"damaged-column.parquet#1": None, "damaged-column.parquet#2": None, "a.txt": None}


def claiming(octets: bytes, size: bytes) -> bytes:
    """The damaged file with another sum of its row group in the foot."""
    foot = int.from_bytes(octets[-8:-4], "little")
    changed = octets[-8 - foot : -8].replace(b"\x16\xf4\x12", b"\x16" + size)
    return octets[: -8 - foot] + changed + len(changed).to_bytes(4, "little") + b"PAR1"


def test_a_damaged_column_of_a_large_row_group_does_not_end_the_process(tmp_path: Path, arrow: Any) -> None:
    """The same file claiming 500 MB: its columns are asked for their size, which may not be asked of pyarrow."""
    damaged = (CASES / "damaged-column.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(claiming(damaged, b"\x80\x94\xeb\xdc\x03"))
    (tmp_path / "a.txt").write_text("甲县", encoding="utf-8")
    told, _ = read_bounded(tmp_path / "a.parquet", tmp_path / "a.txt")
    assert "损坏" in (told["a.parquet"] or "")
    assert told["a.txt"] is None


def test_only_the_columns_that_are_read_must_fit(tmp_path: Path, arrow: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    octets = parquet({"text": [f"甲县第{number}次到乙市" for number in range(50)], "n": list(range(50))})
    monkeypatch.setattr("shanhai.pages.formats.parquet.MOST_CHUNK", 800)
    assert len(opened(tmp_path / "a.parquet", octets)[0]) == 50
    monkeypatch.setattr("shanhai.pages.formats.parquet.MOST_CHUNK", 100)
    assert "row group too large" in opened(tmp_path / "a.parquet", octets)[1]["a.parquet"]


def test_empty_rows_without_end_are_ended(tmp_path: Path, arrow: Any) -> None:
    octets = io.BytesIO()
    arrow.parquet.write_table(arrow.table({"text": arrow.nulls(400_000, arrow.string())}), octets)
    assert len(octets.getvalue()) < 10_000
    (tmp_path / "a.parquet").write_bytes(octets.getvalue())
    told = [result.problem for result in open_pages([tmp_path / "a.parquet"]) if isinstance(result, PageError)]
    assert len(told) == FREE_BYTES // MEMBER_BYTES + 1
    assert "压缩炸弹" in told[-1]


def test_without_the_library_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    assert "pyarrow" in opened(tmp_path / "a.parquet", b"PAR1xxxxPAR1")[1]["a.parquet"]
