"""HTML in any of our encodings, whatever its meta says, and documents that no parser likes."""

from __future__ import annotations

import pytest

from shanhai.model import PageError
from shanhai.pages.formats.html import declared_encoding, publish_html

BODY = "<title>甲县要闻</title><p>9月3日，甲县县委书记李四率党政代表团到乙市考察学习。</p>"
TEXT = "甲县要闻\n9月3日，甲县县委书记李四率党政代表团到乙市考察学习。"
DECLARATIONS = ["", *(f"<meta charset={name}>" for name in ("utf-8", "gb2312", "gbk", "iso-8859-1", "big5", "utf-16", "x-nonsense"))]


@pytest.mark.parametrize("declaration", DECLARATIONS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16"])
def test_the_text_is_the_same_in_every_encoding(encoding: str, declaration: str) -> None:
    page = publish_html((declaration + BODY).encode(encoding), "a.html")
    assert page.text == TEXT
    assert "\ufffd" not in page.text


@pytest.mark.parametrize(
    ("source", "declared"),
    [
        (b"<META CHARSET='GB2312'>", "GB2312"),
        (b'<meta http-equiv=Content-Type content="text/html;charset=utf-8">', "utf-8"),
        (b'<?xml version="1.0" encoding="gbk"?>', "gbk"),
        (b'<meta name=x content="charset">', None),
        (b"charset=utf-8", None),
        (b"", None),
    ],
)
def test_declared(source: bytes, declared: str | None) -> None:
    assert declared_encoding(source) == declared


@pytest.mark.parametrize("depth", [10, 500, 2000])
def test_nested_deeply(depth: int) -> None:
    assert publish_html(("<div>" * depth + "甲县").encode(), "a.html").text == "甲县"


@pytest.mark.parametrize("opening", ["<div>", "<b>", "<ul><li>", "<table><tr><td>", "<font><p>"])
@pytest.mark.parametrize("depth", [10_000, 100_000])
def test_nested_more_deeply_than_can_be_parsed(opening: str, depth: int) -> None:
    with pytest.raises(PageError) as raised:
        publish_html((opening * depth + "甲县").encode(), "a.html")
    assert raised.value.remedy


BROKEN = [
    "<table>" * 50 + "甲",
    "</div></p></table>甲",
    "<td><li><a href>甲",
    "<![CDATA[乙]]>甲",
    "<a b='c' b=d =e>甲</a",
    "&#xD800;&#x110000;甲",
    "<p <p <p>甲",
    "<html><body></html>甲<body>",
]


@pytest.mark.parametrize("source", BROKEN)
def test_broken_markup_gives_its_text(source: str) -> None:
    assert "甲" in publish_html(source.encode(), "a.html").text
