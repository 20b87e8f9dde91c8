"""docs/formats.md says what its data say."""

from __future__ import annotations

from scripts.build_formats import DOCUMENT, document
from tests.pages.cells import shares


def test_the_tables_are_those_of_the_measured_cells() -> None:
    text = DOCUMENT.read_text("utf-8")
    assert document(text, shares()) == text


def test_there_are_tables() -> None:
    assert DOCUMENT.read_text("utf-8").count("✓") > 80
