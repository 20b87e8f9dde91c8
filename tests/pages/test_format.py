"""The format of a page: by its bytes, then by its suffix."""

from __future__ import annotations

import pytest

from shanhai.model import PageError
from shanhai.pages.container import known_containers
from shanhai.pages.format import format_of, known_formats


@pytest.mark.parametrize(
    ("name", "octets", "expected"),
    [
        ("a.html", "甲县".encode(), "html"),
        ("A.HTM", "甲县".encode("gbk"), "html"),
        ("index.shtml", b"<p>", "html"),
        ("a.txt", "甲县 <p>".encode(), "text"),
        ("a.txt", "<!DOCTYPE html><p>甲县".encode(), "html"),
        ("a.txt", "\ufeff\n<html lang=zh><p>甲县".encode(), "html"),
        ("a.txt", "<html><p>甲县".encode("utf-16"), "html"),
        ("a.doc", "<html><p>甲县".encode(), "html"),
        ("a.xml", b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "x"><html/>', "html"),
        ("a.txt", "<!-- 甲 --> <!-- 乙 --><!doctype HTML>".encode(), "html"),
        ("-", "甲县\n<br>".encode(), "html"),
        ("-", "甲县在 A<B 时".encode(), "text"),
        ("content_123", "甲县".encode(), "text"),
        ("第3.5期", "甲县".encode(), "text"),
        ("page.htm?id=3.txt", "甲县".encode(), "html"),
    ],
)
def test_format(name: str, octets: bytes, expected: str) -> None:
    assert format_of(octets, name=name).name == expected


def test_unknown_formats_name_those_that_are_read() -> None:
    with pytest.raises(PageError, match=r"\.html .*\.txt"):
        format_of("甲县".encode(), name="a.xyz")


def test_a_new_format_is_one_file() -> None:
    from pathlib import Path

    from shanhai.pages import formats

    assert len(known_formats()) + len(known_containers()) == len(
        [path for path in Path(formats.__path__[0]).glob("*.py") if path.stem != "__init__"]
    )


def test_a_window_full_of_comments_is_no_trap() -> None:
    assert format_of(b"<!-- -->" * 500 + b"x", name="a.txt").name == "text"
