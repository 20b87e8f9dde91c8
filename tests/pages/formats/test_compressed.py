"""Compressed single files; cut and damaged ones."""

from __future__ import annotations

import bz2
import gzip
import lzma
from pathlib import Path

import pytest

from ..made import opened

ROWS = "".join(f'{{"text": "甲县第{number}次到乙市考察"}}\n' for number in range(5000)).encode()


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_compressed_page_keeps_its_name(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    assert opened(tmp_path / "a.html.gz", compress("<p>甲县".encode()))[0] == {"a.html.gz": "甲县"}


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_several_members_are_one_file(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    assert opened(tmp_path / "a.txt.gz", compress("甲".encode()) + compress("县".encode()))[0] == {"a.txt.gz": "甲县"}


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_every_row_before_the_cut_is_read(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    octets = compress(ROWS)
    texts, problems = opened(tmp_path / "a.jsonl.gz", octets[: len(octets) * 9 // 10] if compress is gzip.compress else octets[:-5])
    assert (len(texts) > 4000) if compress is gzip.compress else not problems or "不完整" in "".join(problems.values())
    assert list(texts) == [f"a.jsonl.gz#{number}" for number in range(1, len(texts) + 1)]
    assert "不完整" in "".join(problems.values())


@pytest.mark.parametrize("compress", [gzip.compress, bz2.compress, lzma.compress])
def test_a_cut_or_damaged_page_is_no_page(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    octets = compress(("<p>甲县" * 1000).encode())
    for damaged in (octets[:-4], octets[:20] + bytes(10) + octets[30:]):
        texts, problems = opened(tmp_path / "a.html.gz", damaged)
        assert not texts
        assert problems["a.html.gz"].startswith("压缩")


def test_padding_after_the_end_is_passed_over(tmp_path: Path) -> None:
    assert opened(tmp_path / "a.txt.gz", gzip.compress("甲".encode()) + bytes(2000)) == ({"a.txt.gz": "甲"}, {})
