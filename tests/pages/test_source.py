"""Files, folders and standard input; one bad file never stops the others."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import pytest

from shanhai.model import PageError
from shanhai.pages import fetch, open_pages, page_sources, read_path
from shanhai.pages.page import MOST_BYTES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Good pages among everything that can be wrong."""
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text("甲县", encoding="gbk")
    (tmp_path / "b" / "c.html").write_text("<p>乙市", encoding="utf-8")
    (tmp_path / "z.txt").write_text("丙区", encoding="utf-8")
    (tmp_path / "empty.txt").touch()
    (tmp_path / "english.txt").write_text("no Chinese here", encoding="utf-8")
    (tmp_path / "noise.txt").write_bytes(bytes(range(256)) * 10)
    (tmp_path / "notice.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere")
    with (tmp_path / "dump.html").open("wb") as file:
        file.truncate(50_000_000)
    return tmp_path


def test_every_file_of_a_folder_is_read_or_named_in_order(folder: Path) -> None:
    opened = list(open_pages([folder]))
    told = [Path(result.place).name if isinstance(result, PageError) else result[0].text for result in opened]
    assert told == ["甲县", "乙市", "dump.html", "empty.txt", "english.txt", "gone.txt", "noise.txt", "notice.doc", "丙区"]
    problems = {Path(error.place).name: error.problem for error in opened if isinstance(error, PageError)}
    assert "10 MB" in problems["dump.html"]
    assert "链接" in problems["gone.txt"]


def test_the_sources_are_what_is_opened(folder: Path) -> None:
    sources = list(page_sources([folder, "missing.txt", "-"]))
    assert len(sources) == 9 + 2
    assert sources[-2:] == ["missing.txt", "-"]


def test_what_file_managers_and_version_control_leave_is_passed_over_in_folders(tmp_path: Path) -> None:
    for name in (".DS_Store", ".git/config", "Thumbs.db", "desktop.ini"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("甲", encoding="utf-8")
    assert list(page_sources([tmp_path])) == []
    (tmp_path / ".甲.txt").write_text("甲", encoding="utf-8")
    assert read_path(tmp_path / ".甲.txt")[0].text == "甲"


def test_a_folder_that_links_to_itself_is_listed_once(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("甲", encoding="utf-8")
    (tmp_path / "again").symlink_to(tmp_path, target_is_directory=True)
    assert list(page_sources([tmp_path])) == [str(tmp_path / "a.txt")]


def test_folders_inside_folders(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * 200)
    deep.mkdir(parents=True)
    (deep / "a.txt").write_text("甲", encoding="utf-8")
    assert [page.text for page, _ in open_pages([tmp_path])] == ["甲"]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root reads everything: let the system refuse as it would for others

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(PageError, match="没有读取权限"):
        read_path(path)


def test_a_folder_that_may_not_be_listed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refuse)
    (error,) = open_pages([tmp_path])
    assert isinstance(error, PageError)
    assert error.place == str(tmp_path)


@pytest.mark.parametrize("path", ["missing.txt", "\x00.txt", "x" * 5000])
def test_paths_that_lead_nowhere_are_errors_of_ours(path: str) -> None:
    (error,) = open_pages([path])
    assert isinstance(error, PageError)


def test_an_endless_device_is_too_large_not_endless() -> None:
    with pytest.raises(PageError, match="10 MB"):
        fetch("/dev/zero")


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO("<p>甲县".encode("gbk"))))
    page, capture = read_path("-")
    assert (page.text, page.format, capture.source, capture.fetched) == ("甲县", "html", "-", None)


def test_standard_input_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"a" * (MOST_BYTES + 1))))
    with pytest.raises(PageError, match="10 MB"):
        read_path("-")


def test_a_capture_says_where_and_when(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")
    os.utime(path, (0, 86400))
    page, capture = read_path(path)
    assert (capture.page, capture.source, capture.fetched) == (page.id, str(path), "1970-01-02T00:00:00+00:00")


def test_the_same_bytes_at_two_places_are_one_page(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("甲", encoding="utf-8")
    (one, first), (two, second) = (read_path(tmp_path / name) for name in ("a.txt", "b.txt"))
    assert one == two
    assert first.source != second.source
