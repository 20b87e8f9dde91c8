"""Reviewing in a real browser: twenty answers by keyboard, by mouse, on a phone; undo; two at once; open to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from .near import doubtful
from .test_access import LOOKS, looked_at, violations
from .test_journey import browser as opened_browser
from .test_journey import serving, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    with serving(doubtful(tmp_path / "a.ledger")) as base:
        yield base


def sat_down(browser: Browser, base: str, name: str, width: int = 1280, **more: object) -> tuple[BrowserContext, Page]:
    context = browser.new_context(viewport={"width": width, "height": 860}, base_url=base, **more)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/review")
    page.get_by_label("名字").fill(name)
    page.get_by_role("button", name="开始").click()
    expect(page.locator("#ask")).to_be_visible()
    page.wait_for_load_state()  # keys are heard from then on
    return context, page


def test_twenty_by_keyboard(browser: Browser, site: str) -> None:
    context, page = sat_down(browser, site, "林晓")
    for number in range(20):
        asked = page.locator(".reply input[name=question]").get_attribute("value")
        page.wait_for_load_state()
        page.keyboard.press("1231s"[number % 5])
        page.wait_for_function("asked => document.querySelector('.reply input[name=question]')?.value !== asked", arg=asked)
    expect(page.locator("aside")).to_contain_text("已判16条")
    page.wait_for_load_state()
    page.keyboard.press("u")
    expect(page.get_by_role("status")).to_contain_text("已恢复")
    expect(page.locator("aside")).to_contain_text("已判15条")
    page.get_by_role("link", name=re.compile("这一次共判")).click()
    expect(page.locator(".done > li")).to_have_count(16)
    page.get_by_role("button", name="整次撤销").click()
    expect(page.locator(".say")).to_contain_text("算数的判断0条")
    context.close()


def test_keys_are_left_alone_in_fields_and_when_switched_off(browser: Browser, site: str) -> None:
    context, page = sat_down(browser, site, "林晓")
    asked = page.locator(".reply input[name=question]").get_attribute("value")
    page.get_by_label("备注").press_sequentially("1 见会议记录 2")
    assert page.locator(".reply input[name=question]").get_attribute("value") == asked
    page.keyboard.press("Escape")
    page.get_by_role("button", name="单键快捷").click()
    page.keyboard.press("1")
    page.wait_for_timeout(200)
    assert page.locator(".reply input[name=question]").get_attribute("value") == asked
    page.get_by_role("button", name="对", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("这一判改变了")
    context.close()


def test_on_a_phone_the_answers_are_in_reach(browser: Browser, site: str) -> None:
    context, page = sat_down(browser, site, "林晓", width=390, has_touch=True)
    button = page.get_by_role("button", name="不对")
    box = button.bounding_box()
    assert box
    assert box["height"] >= 48
    assert box["y"] + box["height"] <= 860
    button.tap()
    expect(page.get_by_role("status")).to_contain_text("这一判改变了")
    assert sideways(page) == 0
    context.close()


def test_two_reviewers_do_not_step_on_one_another(browser: Browser, site: str) -> None:
    (one, first), (other, second) = sat_down(browser, site, "甲"), sat_down(browser, site, "乙")
    seen = set()
    for _ in range(6):
        for page in (first, second):
            page.reload()
            asked = page.locator(".reply input[name=question]").get_attribute("value")
            assert asked not in seen
            seen.add(asked)
            page.wait_for_load_state()
            page.keyboard.press("1")
            page.wait_for_function("asked => document.querySelector('.reply input[name=question]')?.value !== asked", arg=asked)
    expect(second.locator("aside")).to_contain_text("甲手上有1条")
    one.close()
    other.close()


def test_it_works_without_scripts(browser: Browser, site: str) -> None:
    context, page = sat_down(browser, site, "林晓", java_script_enabled=False)
    page.get_by_role("button", name="对", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("这一判改变了")
    context.close()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_it_is_open_to_everybody(browser: Browser, site: str, look: tuple[int, str, str]) -> None:
    assert looked_at(browser, site, ["/review"], look) == {}
    context, page = sat_down(browser, site, "林晓", width=look[0], color_scheme=look[1])
    page.keyboard.press("1")
    expect(page.get_by_role("status")).to_contain_text("这一判改变了")
    assert violations(page) == []
    page.locator("aside a[href^='/sittings/']").click()
    assert violations(page) == []
    context.close()
