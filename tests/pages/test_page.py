"""Any bytes give a page or a reason."""

from __future__ import annotations

from hashlib import sha256
from itertools import pairwise
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from resiliparse.parse.html import HTMLTree

from shanhai.model import Page, PageError, PartKind
from shanhai.pages import read_bytes
from shanhai.pages.format import Published, format_of
from shanhai.pages.formats.html import publish_html
from shanhai.pages.page import HAN, MOST_BYTES

from .cases import cases, label, octets

NAMES = st.sampled_from(["a.html", "a.txt", "page", "a.doc", "-"])
# Pieces that make documents of every shape, well-formed or not.
MARKUP = [
    *("<html>", "</html>", "<head>", "<body>", "</body>", "<title>", "</title>", "<p>", "</p>", "<br>", "<div>", "</div>", "<h1>", "</h2>"),
    *("<table>", "</table>", "<tr>", "<td>", "<td rowspan=2 colspan=3>", "</td>", "<th>", "<caption>", "<ul>", "<li>", "</ul>", "<nav>"),
    *("<a href=x>", "</a>", "<pre>", "</pre>", "<textarea>", "<script>", "</script>", "<style>.a{display:none}</style>", "<p class=a>"),
    *("<!--", "-->", "<b>", "</b>", "<svg>", "<select>", "<option>", "<p hidden>", "<x:y>", "<", ">", '"'),
]
WORDS = ["甲县", "乙市，", "丙", "abc", "&nbsp;", "&#0;", "&amp", "\u3000", " ", "\n", "\t", "\ue000"]
# Markup that leaves all text visible wherever it stands.
SHOWN = [
    tag for tag in MARKUP if tag.strip("</>") in {"p", "br", "div", "h1", "h2", "table", "tr", "td", "th", "ul", "li", "b", "html", "body"}
]
PIECES = st.sampled_from([*MARKUP, *WORDS, "\x00", "\x01"])


@pytest.mark.parametrize("case", cases("refused"), ids=label)
def test_what_is_no_page_is_refused_with_reason_and_remedy(case: dict[str, Any]) -> None:
    with pytest.raises(PageError) as raised:
        read_bytes(octets(case), name=case["name"])
    assert raised.value.place == case["name"]
    assert case["says"] in raised.value.problem
    assert raised.value.remedy


def test_a_page_is_named_by_its_bytes() -> None:
    page = read_bytes("甲县".encode(), name="a.txt")
    assert page.id == sha256("甲县".encode()).hexdigest()
    assert page == read_bytes("甲县".encode(), name="b.txt")


def test_a_page_of_the_largest_size_is_read_and_one_byte_more_is_not() -> None:
    octets = "甲".encode() + b"\n" * (MOST_BYTES - 3)
    assert read_bytes(octets, name="a.txt").text.startswith("甲")
    with pytest.raises(PageError, match="10 MB"):
        read_bytes(octets + b"\n", name="a.txt")


def sound(page: Page) -> None:
    """Parts are sorted, tight, inside the text, and do not cross, but for the stretch in which a library sees the article."""
    open_ends: list[int] = []
    for part in page.parts:
        words = page.text[part.start : part.end]
        assert 0 <= part.start < part.end <= len(page.text)
        assert words == words.strip()
        if part.kind is PartKind.MAIN:
            continue
        while open_ends and open_ends[-1] <= part.start:
            open_ends.pop()
        assert not open_ends or part.end <= open_ends[-1], f"{part} crosses its neighbour"
        open_ends.append(part.end)
    assert all((one.start, -one.end) <= (two.start, -two.end) for one, two in pairwise(page.parts))
    assert msgspec.json.decode(msgspec.json.encode(page), type=Page) == page


def read_twice(octets: bytes, name: str) -> None:
    try:
        page = read_bytes(octets, name=name)
    except PageError as error:
        assert error.place == name
        assert error.problem and error.remedy
    else:
        sound(page)
        assert read_bytes(octets, name=name) == page


@given(st.binary(max_size=400), NAMES)
def test_any_bytes(octets: bytes, name: str) -> None:
    read_twice(octets, name)


@settings(max_examples=400)
@given(st.lists(PIECES, max_size=40), st.sampled_from(["utf-8", "gb18030", "utf-16"]))
def test_any_document(pieces: list[str], encoding: str) -> None:
    read_twice("".join(pieces).encode(encoding), "a.html")


@given(st.text(max_size=200))
def test_any_text_is_published_as_it_is(text: str) -> None:
    octets = ("甲" + text).encode("utf-8", "replace")
    try:
        page = read_bytes(octets, name="a.txt")
    except PageError:
        return
    sound(page)
    if page.format == "text" and page.encoding == "utf-8":
        assert page.text == ("甲" + text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "\ufffd"))


@settings(max_examples=300)
@given(st.lists(st.sampled_from([*SHOWN, "甲县", "乙市"]), max_size=40))
def test_a_second_parser_sees_the_same_characters(pieces: list[str]) -> None:
    source = "".join(pieces)
    body = HTMLTree.parse(source).body
    theirs = HAN.findall(body.text) if body else []
    ours = HAN.findall(publish_html(source.encode(), "a.html").text)
    assert sorted(ours) == sorted(theirs)


@given(st.lists(st.sampled_from(WORDS), max_size=30))
def test_every_visible_word_is_published(words: list[str]) -> None:
    source = "".join(f"<div>{word}</div>" for word in words) + "<p>丁</p>"
    published = read_bytes(source.encode(), name="a.html").text
    for word in ("甲县", "乙市，", "丙", "abc"):
        assert published.count(word) == words.count(word)


def test_no_text_holds_what_cannot_be_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that yields NUL or half a surrogate pair, as tables of characters in a PDF can, gives U+FFFD in its place."""
    form = msgspec.structs.replace(
        format_of(b"", name="a.txt"), publish=lambda *_: Published(text="甲\x00县\ud800", encoding="", encoding_reason="")
    )
    monkeypatch.setattr("shanhai.pages.page.format_of", lambda *_, **__: form)
    assert read_bytes(b"1", name="a.txt").text == "甲\ufffd县\ufffd"
