"""Whatever is made to harm gives a clear error within a gigabyte, and the rest is read."""

from __future__ import annotations

import gzip
import io
import lzma
import zipfile
from pathlib import Path

import pytest

from shanhai.model import PageError
from shanhai.pages import fetch, open_pages
from shanhai.pages.budget import FREE_BYTES, MOST_RATIO

from .bounded import read_bounded
from .made import locked, pdf, record, tarred, zipped

GOOD = "甲县与乙市结对。".encode()
LIMIT = 1_000_000_000


def overlapping(files: int, size: int) -> bytes:
    """A zip file whose entries all are the same compressed bytes (Fifield, "A better zip bomb", WOOT 2019)."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.txt", bytes(size))
        (entry,) = archive.filelist
        archive.filelist.extend([entry] * files)
    return octets.getvalue()


def hostile(folder: Path) -> None:
    """One of each, and a good page at the end."""
    with (folder / "a-page.html").open("wb") as file:
        file.truncate(100_000_000)
    zeros = bytes(10_000_000)
    (folder / "b-bomb.gz").write_bytes(gzip.compress(zeros) * 60)
    (folder / "c-bomb.zip").write_bytes(overlapping(200, 9_000_000))
    (folder / "d-nested.zip").write_bytes(zipped({f"{number}.zip": zipped({f"{n}.txt": zeros for n in range(4)}) for number in range(12)}))
    (folder / "e-bomb.tar.xz").write_bytes(lzma.compress(tarred({"a.txt": GOOD} | {f"{n}.txt": zeros for n in range(40)})))
    (folder / "f-bomb.docx").write_bytes(zipped({"word/document.xml": b"<a>" + bytes(300_000_000)}))
    (folder / "g-line.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + bytes(200_000_000)))
    (folder / "h-line.csv.gz").write_bytes(gzip.compress(b"id,text\n" + b'1,"' + b"a" * 200_000_000))
    (folder / "i-bad.warc").write_bytes(record(1, GOOD)[:-40] + b"\x00" * 1000 + record(2, b"<p>" + GOOD))
    (folder / "j-cut.jsonl.gz").write_bytes(gzip.compress(b'{"text": "' + GOOD + b'"}\n' * 2)[:-9])
    deep = GOOD
    for _ in range(50):
        deep = zipped({"a.zip" if deep.startswith(b"PK") else "a.txt": deep})
    (folder / "k-deep.zip").write_bytes(deep)
    (folder / "l-deep.html").write_bytes(b"<div>" * 10_000 + GOOD)
    (folder / "m-memory.xz").write_bytes(b"\xfd7zXZ\x00" + bytes(200))
    (folder / "n-locked.pdf").write_bytes(locked("secret"))
    (folder / "o-scan.pdf").write_bytes(pdf([]))
    (folder / "p-cut.html.gz").write_bytes(gzip.compress(b"<p>" + GOOD * 1000)[:-20])
    (folder / "q-cut.tar.gz").write_bytes(gzip.compress(tarred({"a.txt": bytes(range(256)) * 3000}))[:-20])
    (folder / "z-good.txt").write_bytes(GOOD)


def test_hostile_files_are_named_within_a_gigabyte(tmp_path: Path) -> None:
    hostile(tmp_path)
    told, peak = read_bounded(tmp_path)
    assert peak < LIMIT
    assert told["z-good.txt"] is None
    named = {name.split("!")[0].split("#")[0] for name, problem in told.items() if problem}
    assert named == {path.name for path in tmp_path.iterdir()} - {"z-good.txt"}
    assert not [problem for problem in told.values() if problem and "MemoryError" in problem]
    assert "压缩炸弹" in str(told["c-bomb.zip"])
    assert told["e-bomb.tar.xz!a.txt"] is None
    assert told["2"] is None
    assert "密码" in str(told["n-locked.pdf"])
    assert "不完整" in str(told["p-cut.html.gz"])
    assert "网页无法完整解析" in str(told["l-deep.html"])
    assert "10 MB" in str(told["a-page.html"])


def test_a_large_archive_of_small_pages_is_no_bomb(tmp_path: Path) -> None:
    """Pages of one template that differ in little."""
    frame = "<div class=menu>" + "".join(f"<a href=/{number}>栏目{number}</a>" for number in range(300)) + "</div>"
    pages = {f"{number}.html": f"{frame}<p>甲县第{number}次{number**7:x}到乙市考察".encode() for number in range(2000)}
    octets = lzma.compress(tarred(pages), preset=1)
    assert 300 < len(tarred(pages)) / len(octets) < MOST_RATIO
    (tmp_path / "a.tar.xz").write_bytes(octets)
    assert sum(isinstance(result, tuple) for result in open_pages([tmp_path / "a.tar.xz"])) == 2000


def test_members_are_read_one_after_another(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page is given before the next is looked at."""
    (tmp_path / "a.jsonl").write_bytes(b'{"text": "' + GOOD + b'"}\n' + b"{bad\n" * 3)
    results = open_pages([tmp_path / "a.jsonl"])
    first = next(results)
    assert isinstance(first, tuple)
    (tmp_path / "a.jsonl").unlink()
    assert all(isinstance(result, PageError) for result in results)


def test_one_page_is_asked_of_a_container(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(zipped({"a.txt": GOOD}))
    with pytest.raises(PageError, match="许多网页"):
        fetch(tmp_path / "a.zip")


def test_a_file_closed_early_leaves_nothing_open(tmp_path: Path) -> None:
    (tmp_path / "a.tar.gz").write_bytes(gzip.compress(tarred({"a.txt": GOOD, "b.txt": GOOD})))
    results = open_pages([tmp_path / "a.tar.gz"])
    next(results)
    results.close()  # type: ignore[attr-defined]


def test_the_bounds_are_what_the_documents_say() -> None:
    documents = (Path(__file__).parents[2] / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"超过 {FREE_BYTES // 1_000_000} MB 又超过原来 {MOST_RATIO} 倍" in documents
