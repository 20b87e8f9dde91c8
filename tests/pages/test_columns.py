"""Columns of tables of pages."""

from __future__ import annotations

import msgspec
import pytest

from shanhai.pages.columns import column_names, columns_of


def test_the_names_are_sound() -> None:
    names = [name for group in msgspec.structs.astuple(column_names()) for name in group]
    assert len(names) == len(set(names))
    assert all(name == "".join(name.lower().replace("-", "").replace("_", "").split()) for name in names)


@pytest.mark.parametrize(
    ("names", "html", "text", "title", "url"),
    [
        (["id", "TITLE", "Content", "Page URL"], None, "Content", "TITLE", "Page URL"),
        (["raw_html", "text"], "raw_html", "text", None, None),
        (["标题", "正文", "链接", "发布时间"], None, "正文", "标题", "链接"),
        (["content", "text"], None, "text", None, None),
        (["text", "Text"], None, "text", None, None),
    ],
)
def test_columns(names: list[str], html: str | None, text: str | None, title: str | None, url: str | None) -> None:
    columns = columns_of(names)
    assert columns is not None
    assert (columns.html, columns.text, columns.title, columns.url) == (html, text, title, url)


@pytest.mark.parametrize("names", [[], [""], ["id", "title", "url"], ["甲", "乙"]])
def test_no_column_of_pages(names: list[str]) -> None:
    assert columns_of(names) is None


def test_a_given_column_must_be_there() -> None:
    assert columns_of(["text"], given="body") is None
    columns = columns_of(["html", "甲"], given="甲")
    assert columns is not None
    assert (columns.html, columns.text) == (None, "甲")
