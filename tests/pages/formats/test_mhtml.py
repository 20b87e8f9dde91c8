"""MHTML as browsers save it."""

from __future__ import annotations

import base64
import quopri
import time

import pytest

from shanhai.model import PageError
from shanhai.pages import read_bytes

PAGE = '<html><head><meta charset="{}"></head><title>甲县</title><p>甲县与乙市结对。</p></html>'


def mhtml(encoding: str, how: str, *, start: str = "", lead: str = "From: <Saved by Blink>\r\n", other: str = "") -> bytes:
    octets = PAGE.format(encoding).encode(encoding)
    body = quopri.encodestring(octets) if how == "quoted-printable" else base64.encodebytes(octets)
    return (
        (
            f'{lead}MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";{start}\r\n\tboundary="----b"\r\n\r\n'
            f"{other}------b\r\nContent-Type: text/html; charset={encoding}\r\nContent-ID: <1>\r\nContent-Transfer-Encoding: {how}\r\n\r\n"
        ).encode()
        + body
        + b"\r\n------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n"
    )


@pytest.mark.parametrize("how", ["quoted-printable", "base64"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk", "gb18030"])
@pytest.mark.parametrize("name", ["a.mht", "a.mhtml", "a", "a.txt"])
def test_the_page_inside_is_read(name: str, encoding: str, how: str) -> None:
    page = read_bytes(mhtml(encoding, how), name=name)
    assert (page.text, page.format) == ("甲县\n甲县与乙市结对。", "mhtml")


def test_the_part_named_as_start_is_the_page() -> None:
    frame = "------b\r\nContent-Type: text/html\r\nContent-ID: <2>\r\n\r\n<p>frame\r\n"
    assert read_bytes(mhtml("utf-8", "base64", start=' start="<1>";', other=frame), name="a.mht").text == "甲县\n甲县与乙市结对。"


def test_without_a_page_it_is_refused() -> None:
    with pytest.raises(PageError, match="没有网页"):
        read_bytes(b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nx", name="a.mht")


@pytest.mark.parametrize("depth", [100, 5000])
def test_parts_in_parts(depth: int) -> None:
    parts = "".join(f"Content-Type: multipart/related; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    octets = f"MIME-Version: 1.0\r\n{parts}Content-Type: text/html\r\n\r\n<p>甲县".encode()
    if depth == 100:
        assert read_bytes(octets, name="a.mht").text == "甲县"
        return
    with pytest.raises(PageError, match="损坏"):
        read_bytes(octets, name="a.mht")


@pytest.mark.parametrize("filler", [";", ' start="', "\r\n ;", '"', "x=y;"])
def test_a_type_without_end_is_refused_at_once(filler: str) -> None:
    octets = mhtml("utf-8", "base64", start=filler * 100_000)
    begun = time.process_time()
    with pytest.raises(PageError):
        read_bytes(octets, name="a.mht")
    assert time.process_time() - begun < 1


def test_a_text_that_begins_like_a_letter_is_text() -> None:
    assert read_bytes("To: 甲县\nSubject: 结对\n\n甲县与乙市结对。".encode(), name="a.txt").format == "text"
