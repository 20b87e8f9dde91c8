"""A document is laid out as its cases say."""

from __future__ import annotations

from typing import Any

import pytest

from shanhai.model import Page, Part, PartKind
from shanhai.pages import read_bytes

from .cases import cases, label


def page_of(case: dict[str, Any]) -> Page:
    return read_bytes(case["html"].encode(), name="page.html")


def told(page: Page, part: Part) -> list[Any]:
    """A part as the cases write it."""
    extra = {name: value for name in ("level", "table", "row", "column", "href") if (value := getattr(part, name)) is not None}
    return [str(part.kind), page.text[part.start : part.end], *([extra] if extra else [])]


@pytest.mark.parametrize("case", cases("walk"), ids=label)
def test_text(case: dict[str, Any]) -> None:
    text = page_of(case).text
    assert text == case.get("text", text)
    assert all(words in text for words in case.get("text_contains", [text]))


@pytest.mark.parametrize("case", [case for case in cases("walk") if "parts" in case], ids=label)
def test_parts(case: dict[str, Any]) -> None:
    page = page_of(case)
    assert [told(page, part) for part in page.parts if part.kind is not PartKind.MAIN] == case["parts"]


@pytest.mark.parametrize("case", [case for case in cases("walk") if "hidden" in case], ids=label)
def test_hidden(case: dict[str, Any]) -> None:
    assert page_of(case).hidden == case["hidden"]
