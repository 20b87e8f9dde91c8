"""ZIP archives: nested, locked, damaged, with Chinese names."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from shanhai.model import PageError
from shanhai.pages import open_pages
from shanhai.pages.container import Member
from shanhai.pages.formats.zip import members_of_zip

from ..made import docx, opened, tarred, told, zipped


def test_every_file_is_read_or_named(tmp_path: Path) -> None:
    files = {
        "b/c.html": "<p>乙市".encode(),
        "a.txt": "甲县".encode("gbk"),
        "x.png": b"\x89PNG\r\n\x1a\n",
        ".hidden": b"x",
        "__MACOSX/a.txt": b"x",
    }
    texts, problems = opened(tmp_path / "a.zip", zipped(files))
    assert texts == {"a.zip!b/c.html": "乙市", "a.zip!a.txt": "甲县"}
    assert list(problems) == ["a.zip!x.png"]


def test_archives_in_archives(tmp_path: Path) -> None:
    inner = zipped({"a.html": "<p>甲".encode(), "b.docx": docx("<w:p><w:r><w:t>乙</w:t></w:r></w:p>")})
    table = '{"text": "丁"}\n'.encode()
    octets = zipped({"in.zip": inner, "in.tar": tarred({"c.txt": "丙".encode(), "d.jsonl": table})})
    assert opened(tmp_path / "o.zip", octets)[0] == {
        "o.zip!in.zip!a.html": "甲",
        "o.zip!in.zip!b.docx": "乙",
        "o.zip!in.tar!c.txt": "丙",
        "o.zip!in.tar!d.jsonl#1": "丁",
    }


def test_archives_too_deep_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    octets = "甲".encode()
    for _ in range(8):
        octets = zipped({"a.zip" if octets.startswith(b"PK") else "a.txt": octets, "b.txt": "乙".encode()})
    texts, problems = opened(tmp_path / "a.zip", octets)
    assert len(texts) == 5
    assert [problem for problem in problems.values() if "5 层" in problem]


def test_names_written_by_chinese_systems(tmp_path: Path) -> None:
    octets = zipped({"abcdefgh.txt": "甲".encode()}).replace(b"abcdefgh", "甲县丙丁".encode("gbk"))
    assert opened(tmp_path / "a.zip", octets)[0] == {"a.zip!甲县丙丁.txt": "甲"}


def locked(octets: bytes, name: bytes) -> bytes:
    """The archive with this one file marked as encrypted, in both places."""
    marked = bytearray(octets)
    for mark, flags, length in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        start = -1
        while (start := octets.find(mark, start + 1)) >= 0:
            if octets[start + length :].startswith(name):
                marked[start + flags] |= 1
    return bytes(marked)


def test_a_locked_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    texts, problems = opened(tmp_path / "a.zip", locked(zipped({"a.txt": "甲".encode(), "b.txt": "乙".encode()}), b"a.txt"))
    assert texts == {"a.zip!b.txt": "乙"}
    assert "密码" in problems["a.zip!a.txt"]


def test_a_damaged_file_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    octets = zipped({"a.txt": "甲县".encode(), "b.txt": "乙市".encode()}, deflated=False).replace("甲县".encode(), "丙县".encode())
    texts, problems = opened(tmp_path / "a.zip", octets)
    assert texts == {"a.zip!b.txt": "乙市"}
    assert "损坏" in problems["a.zip!a.txt"]


@pytest.mark.parametrize("octets", [zipped({"a.txt": "甲".encode()})[:-30], b"PK\x03\x04" + bytes(50), zipped({})])
def test_a_damaged_or_empty_archive_is_named(tmp_path: Path, octets: bytes) -> None:
    texts, problems = opened(tmp_path / "a.zip", octets)
    assert not texts
    assert list(problems) == ["a.zip"]


def test_files_that_lie_before_the_beginning_are_named_one_by_one() -> None:
    octets = bytearray(zipped({"a.txt": "甲县".encode(), "b.txt": "乙市".encode()}, deflated=False))
    octets[-6] += 1  # the list of files is said to begin further on than it does
    found = list(members_of_zip(Member(source="a.zip", name="a.zip", stream=io.BytesIO(bytes(octets)))))
    assert [error.place for error in found if isinstance(error, PageError)] == ["a.zip!a.txt", "a.zip!b.txt"]


def test_a_page_too_large_is_named_and_the_rest_is_read(tmp_path: Path) -> None:
    texts, problems = opened(tmp_path / "a.zip", zipped({"a.txt": bytes(11_000_000), "b.txt": "乙".encode()}))
    assert texts == {"a.zip!b.txt": "乙"}
    assert "10 MB" in problems["a.zip!a.txt"]


def test_from_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(zipped({"a.txt": "甲".encode()}))))
    assert told(open_pages(["-"]), tmp_path / "x")[0] == {"-!a.txt": "甲"}
