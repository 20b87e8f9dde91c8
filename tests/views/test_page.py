"""One page comes back as it went in, by whatever name it is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec import structs

from shanhai.ledger import Ledger, PageReading
from shanhai.model import Capture
from shanhai.views import page


def test_a_page_comes_back_whole(ledger: Ledger, readings: dict[str, PageReading]) -> None:
    for reading in readings.values():
        view = page(ledger, reading.page.id)
        assert view is not None
        assert (view.page, view.restored, view.blocks, view.account) == (reading.page, reading.restored, reading.blocks, reading.account)
        assert (view.captures, view.rules) == ((reading.capture,), "made-up")


def test_a_page_is_found_by_id_by_its_beginning_and_by_source(ledger: Ledger, readings: dict[str, PageReading]) -> None:
    wanted = readings["visit"]
    for name in (wanted.page.id, wanted.page.id[:8], wanted.page.id[:40], "pages/visit.txt"):
        view = page(ledger, name)
        assert view is not None
        assert view.page == wanted.page


@pytest.mark.parametrize("name", ["", "0" * 64, "pages/none.txt", "pages/", "%", "ffffffffff"])
def test_other_names_find_nothing(ledger: Ledger, name: str) -> None:
    assert page(ledger, name) is None


def test_a_beginning_that_is_too_short_finds_nothing(ledger: Ledger, readings: dict[str, PageReading]) -> None:
    assert page(ledger, readings["visit"].page.id[:7]) is None


def test_of_two_pages_of_one_source_the_later_capture_is_shown(tmp_path: Path, readings: dict[str, PageReading]) -> None:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        for name, fetched in (("return", "2025-08-01T00:00:00Z"), ("visit", "2025-05-01T00:00:00Z")):
            capture = Capture(page=readings[name].page.id, source="https://example.invalid/1.html", fetched=fetched, headers={"etag": "甲"})
            ledger.add(structs.replace(readings[name], capture=capture))
        view = page(ledger, "https://example.invalid/1.html")
        assert view is not None
        assert view.page == readings["return"].page
        assert view.captures[0].headers == {"etag": "甲"}
