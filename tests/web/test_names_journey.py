"""In a real browser: two organisations joined in review by one key, parted after a preview; questions shared out and remarked on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from shanhai.ledger import Ledger
from tests.ledger.test_names import ELSEWHERE, FULL, LUCHENG, SHORT, TONGLU, telling

from .test_access import LOOKS, violations
from .test_journey import browser as opened_browser
from .test_journey import serving, sideways
from .test_reviewing_journey import sat_down

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        posts = [("李四", FULL, TONGLU), ("李四", ELSEWHERE, LUCHENG), ("王五", SHORT, TONGLU), ("赵六", SHORT, TONGLU)]
        for number, post in enumerate(posts):
            ledger.add(telling(number, *post))
        ledger.reconcile()
    with serving(tmp_path / "a.ledger") as base:
        yield base


def fine(page: Page) -> None:
    assert violations(page) == [], page.url
    assert sideways(page) == 0, page.url


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_organisations_are_joined_by_a_key_and_parted_after_a_preview(browser: Browser, site: str, look: tuple[int, str, str]) -> None:
    width, light, lang = look
    context, page = sat_down(browser, site, "林晓", width=width, color_scheme=light)
    for kind in ("person", "organization"):
        page.goto(f"/review?kind={kind}&lang={lang}")
        fine(page)
    page.locator("#why").fill("2019年起用简称")
    page.locator("button[value=comment]").click()
    expect(page.locator(".remarks")).to_contain_text("2019年起用简称")
    page.wait_for_load_state()
    page.keyboard.press("1")
    expect(page.get_by_role("status").locator(".effect")).to_contain_text(FULL)
    page.goto(f"/organizations/{SHORT}")
    expect(page.get_by_role("heading", level=1)).to_contain_text(FULL)
    fine(page)
    page.goto(f"/organizations/{FULL}/names")
    fine(page)
    page.locator("a[href*='called=']").click()
    expect(page.locator(".would")).to_contain_text(FULL)
    fine(page)
    page.locator("form.fields button.primary").click()
    expect(page.locator(".just")).to_be_visible()
    fine(page)
    page.goto("/people/李四/bearers")
    fine(page)
    page.goto("/review/shares")
    page.locator("#who").fill("王五")
    page.locator("form.fields button.primary").click()
    expect(page.locator(".shared")).to_contain_text("王五")
    fine(page)
    context.close()
