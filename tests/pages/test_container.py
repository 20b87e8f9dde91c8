"""Which container a file is, by its bytes and its name."""

from __future__ import annotations

import gzip
from io import BufferedReader, BytesIO
from typing import cast

import pytest

from shanhai.pages.container import Member, container_of, head_of, known_containers
from shanhai.pages.package import package_kind

from .made import docx, record, tarred, zipped


@pytest.mark.parametrize(
    ("name", "octets", "expected"),
    [
        ("a.zip", zipped({"a.txt": b"x"}), "zip"),
        ("a", zipped({"a.txt": b"x"}), "zip"),
        ("a.zip", zipped({}), "zip"),
        ("a.docx", docx(""), None),
        ("a.zip", docx(""), None),
        ("a.ofd", zipped({"OFD.xml": b"x"}), None),
        ("a.odt", zipped({"content.xml": b"x"}), None),
        ("a.xlsx", zipped({"xl/workbook.xml": b"x"}), "xlsx"),
        ("a.tar", tarred({"a": b"x"}), "tar"),
        ("a", tarred({"a": b"x"}), "tar"),
        ("a.html", gzip.compress(b"x", mtime=0), "compressed"),
        ("a", record(1, b"x"), "warc"),
        ("a.warc", b"x", None),
        ("a.csv", b"x", "csv"),
        ("a.TSV", b"x", "csv"),
        ("a.jsonl", b"x", "jsonl"),
        ("a", b'{"text": "x"}', "jsonl"),
        ("a", b'{"name": "x"}', None),
        ("a.txt", b'{"text": "x"}', None),
        ("a.parquet", b"PAR1", "parquet"),
        ("a.html", b"<p>", None),
        ("a", b"", None),
    ],
)
def test_recognised(name: str, octets: bytes, expected: str | None) -> None:
    stream = BytesIO(octets)
    found = container_of(Member(source=name, name=name, stream=stream))
    assert (found.name if found else None) == expected
    assert stream.tell() == 0


def test_looking_does_not_move_a_stream_that_cannot_go_back() -> None:
    class Pipe(BytesIO):
        def seekable(self) -> bool:
            return False

    stream = BufferedReader(Pipe(b"abc"))
    assert head_of(cast(BytesIO, stream)) == b"abc"
    assert stream.read() == b"abc"


def test_suffixes_are_sound() -> None:
    suffixes = [suffix for container in known_containers() for suffix in container.suffixes]
    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("octets", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(10), zipped({"a": b"x"})[:-1]])
def test_what_is_no_sound_zip_file_has_no_kind(octets: bytes) -> None:
    assert package_kind(BytesIO(octets)) is None
