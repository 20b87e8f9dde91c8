"""Lists, entries, pairs and search by axe-core (WCAG 2.2 A and AA, best practice): without a violation."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser

from .test_journey import browser as opened_browser
from .test_journey import serving, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
VIEWS = [
    "/visits?year=2024",
    "/pairings",
    "/pledges",
    "/measures",
    "/projects",
    "/pages",
    "/pairs/330110/331126",
    "/places/330110",
    "/organizations",
    "/organizations/庆元县委",
    "/programmes/山海协作",
    "/search?q=庆元",
    "/search?q=无此词",
]


@pytest.fixture(scope="module")
def site(ledger_path: Path) -> Iterator[str]:
    with serving(ledger_path) as base:
        yield base


def wrong_with(browser: Browser, base: str, address: str, look: tuple[int, str, str]) -> list[str]:
    width, light, lang = look
    page = browser.new_page(base_url=base, viewport={"width": width, "height": 900}, color_scheme=light)
    page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}", wait_until="networkidle")
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(found => found.violations)")
    said = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]
    if sideways(page):
        said.append(f"{sideways(page)} px sideways")
    page.close()
    return said


@pytest.mark.parametrize("look", [(1280, "light", "zh"), (390, "dark", "en")], ids=lambda look: "-".join(map(str, look)))
def test_lists_and_entries_are_open_to_everybody(browser: Browser, site: str, look: tuple[int, str, str]) -> None:
    context = browser.new_page(base_url=site)
    context.goto("/visits")
    entry = context.locator("table.rec a[href^='/entries/']").first.get_attribute("href")
    context.close()
    found = {address: wrong_with(browser, site, address, look) for address in [*VIEWS, entry]}
    assert {address: said for address, said in found.items() if said} == {}
