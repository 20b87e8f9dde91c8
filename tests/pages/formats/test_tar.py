"""TAR archives, plain and compressed."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
from pathlib import Path

import pytest

from shanhai.pages import open_pages

from ..made import opened, tarred

FILES = {"b/c.html": "<p>乙市".encode(), "a.txt": "甲县".encode(), "x.css": b"a{}"}


@pytest.mark.parametrize(
    ("name", "compress"),
    [
        ("a.tar", bytes),
        ("a.tar.gz", gzip.compress),
        ("a.tgz", gzip.compress),
        ("a.tar.bz2", bz2.compress),
        ("a.tar.xz", lzma.compress),
        ("a", gzip.compress),
    ],
)
def test_every_file_is_read_or_named(tmp_path: Path, name: str, compress: object) -> None:
    assert callable(compress)
    texts, problems = opened(tmp_path / name, compress(tarred(FILES)))
    assert texts == {f"{name}!b/c.html": "乙市", f"{name}!a.txt": "甲县"}
    assert list(problems) == [f"{name}!x.css"]


def test_the_time_is_the_files_own(tmp_path: Path) -> None:
    (tmp_path / "a.tar").write_bytes(tarred({"a.txt": "甲".encode()}))
    (result,) = open_pages([tmp_path / "a.tar"])
    assert isinstance(result, tuple)
    assert result[1].fetched == "1970-01-02T00:00:00+00:00"


def test_names_in_gbk(tmp_path: Path) -> None:
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w", encoding="gbk", format=tarfile.GNU_FORMAT) as archive:
        entry = tarfile.TarInfo("甲县.txt")
        entry.size = 3
        archive.addfile(entry, io.BytesIO("甲".encode()))
    assert opened(tmp_path / "a.tar", octets.getvalue())[0] == {"a.tar!甲县.txt": "甲"}


def test_links_and_paths_that_lead_out_are_harmless(tmp_path: Path) -> None:
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w") as archive:
        link = tarfile.TarInfo("link.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
        out = tarfile.TarInfo("../../out.txt")
        out.size = 3
        archive.addfile(out, io.BytesIO("甲".encode()))
    assert opened(tmp_path / "a.tar", octets.getvalue())[0] == {"a.tar!../../out.txt": "甲"}
    assert [path.name for path in tmp_path.parent.glob("**/out.txt")] == []


@pytest.mark.parametrize("compress", [bytes, gzip.compress, bz2.compress, lzma.compress])
def test_what_is_cut_off_is_named_and_what_came_before_is_read(tmp_path: Path, compress: object) -> None:
    assert callable(compress)
    whole = tarred({"a.txt": "甲".encode(), "b.txt": bytes(range(256)) * 2000 + "乙".encode(), "c.txt": "丙".encode()})
    octets = compress(whole[:100_000]) if compress is bytes else compress(whole)[:-40]
    texts, problems = opened(tmp_path / "a.tar.x", octets)
    # bzip2 gives a block of 900 kB whole or not at all.
    assert compress is bz2.compress or set(texts) >= {"a.tar.x!a.txt"}, problems
    assert problems
