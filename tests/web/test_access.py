"""Every view by axe-core (WCAG 2.2 A and AA, best practice): without a violation, wide and light, narrow and dark, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.views.made_up import lay_network

from .made_up import made_up
from .test_journey import browser as opened_browser
from .test_journey import serving, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
FIRST = made_up()[0].page.id
WIDE = ["/", "/network", "/network?show=graph&place=330300", "/network?show=matrix", "/calendar", "/board", "/pledges/state"]
PLAIN = ["/", "/find?q=庆元", f"/pages/{FIRST}", "/places", "/places/330110", "/people", "/people/李四", "/digest", "/nowhere"]
LOOKS = [(1280, "light", "zh"), (390, "dark", "en")]


@pytest.fixture(scope="module")
def wide_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(lay_network(tmp_path_factory.mktemp("ledger") / "network.ledger")) as base:
        yield base


@pytest.fixture(scope="module")
def plain_site(ledger_path: Path) -> Iterator[str]:
    with serving(ledger_path) as base:
        yield base


def violations(page: Page) -> list[str]:
    page.evaluate(AXE)
    found: list[dict[str, Any]] = page.evaluate("axe.run().then(found => found.violations)")
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"]]


def looked_at(browser: Browser, base: str, addresses: list[str], look: tuple[int, str, str]) -> dict[str, list[str]]:
    """What axe and the width find wrong on each of the views, and what the browser complains of."""
    width, light, lang = look
    context = browser.new_context(viewport={"width": width, "height": 900}, base_url=base, color_scheme=light)
    wrong: dict[str, list[str]] = {}
    for address in addresses:
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("request", lambda request, said=said: None if request.url.startswith(base) else said.append(request.url))
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}", wait_until="networkidle")
        said = [each for each in said if "404" not in each] + violations(page)
        if sideways(page):
            said.append(f"{sideways(page)} px sideways")
        if said:
            wrong[address] = said
        page.close()
    context.close()
    return wrong


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_the_questions_are_open_to_everybody(browser: Browser, wide_site: str, look: tuple[int, str, str]) -> None:
    assert looked_at(browser, wide_site, WIDE, look) == {}


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_the_other_views_are_open_to_everybody(browser: Browser, plain_site: str, look: tuple[int, str, str]) -> None:
    assert looked_at(browser, plain_site, PLAIN, look) == {}


def test_a_number_of_the_network_leads_to_its_sentence(browser: Browser, wide_site: str) -> None:
    """The map by mouse, the table by keys, the graph with its picture; the address keeps it."""
    page = browser.new_page(base_url=wide_site, viewport={"width": 1280, "height": 900})
    page.goto("/network?show=graph")
    expect(page.locator("#graph canvas")).to_be_visible()
    page.get_by_role("link", name="地图").click()
    page.locator(".map .mark", has_text="丽水").locator("circle").click()
    expect(page.locator(".sides h2")).to_have_text("丽水市")
    assert "place=331100" in page.url
    page.locator(".sides tbody tr", has_text="温州").locator("a.ev").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#visits li", has_text="温州市 → 丽水市").first).to_be_visible()
    page.locator("#visits a.ev").first.click()
    expect(page.get_by_role("dialog", name="出处")).to_be_visible()
    page.close()


def test_without_scripts_the_map_and_the_tables_are_there(browser: Browser, wide_site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=wide_site)
    page = context.new_page()
    page.goto("/network")
    expect(page.locator("svg.map .arc").first).to_be_attached()
    expect(page.locator("#ties tbody tr").first).to_be_visible()
    page.goto("/network?show=matrix")
    expect(page.locator(".matrix td a").first).to_be_visible()
    context.close()
