"""A page about the delegations of one province, added as anybody adds it: its visits, its neighbours and its return stand on the screen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.cli.run import shanhai

from .test_journey import browser, serving  # noqa: F401

PROVINCE = Path(__file__).parents[1] / "cases" / "web" / "journey" / "province.txt"
VISITS = {
    ("桂林市", "柳州市"): "去年10月，桂林市委书记秦晓岚率",
    ("柳州市", "桂林市"): "5月16日，柳州市委书记覃望川率",
    ("贺州市", "梧州市"): "4月9日，贺州市党政代表团",
    ("北海市", "钦州市"): "3月21日，北海市委书记苏沐阳率",
    ("百色市", "桂林市"): "6月3日，百色市委书记韦知秋率",
}

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("ledger") / "province.ledger"
    assert shanhai("add", PROVINCE, "--ledger", place).status == 0
    with serving(place) as base:
        yield base


@pytest.fixture
def desk(browser: Browser, added: str) -> Iterator[Page]:  # noqa: F811
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=added)
    yield context.new_page()
    context.close()


def says(desk: Page, mark: Locator, sentence: str) -> None:
    """The mark opens this sentence, and Escape closes it."""
    mark.click()
    expect(desk.get_by_role("dialog", name="出处")).to_contain_text(sentence)
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)


def test_the_visits_stand_in_the_list_each_with_its_sentence(desk: Page) -> None:
    desk.goto("/visits")
    expect(desk.locator("main table tbody tr:has(.ev)")).to_have_count(len(VISITS))
    for (visitor, host), sentence in VISITS.items():
        row = desk.locator("main table tbody tr").filter(has_text=re.compile(rf"{visitor}\s*→\s*{host}"))
        says(desk, row.locator(".ev").first, sentence)


def test_the_share_of_neighbours_stands_beside_chance(desk: Page) -> None:
    desk.goto("/network")
    near = desk.locator("#near")
    # All but the visit from Baise go to a neighbour: four of five.
    expect(near.locator("tr").first).to_contain_text("80%")
    expect(near.locator("tr").first).to_contain_text("4/5次")
    chance = near.locator("tr").nth(1).locator("b").inner_text()
    assert 0 < int(chance.rstrip("%")) < 80
    near.get_by_text("去相邻地方的4次").click()
    for (visitor, host), sentence in VISITS.items():
        if visitor != "百色市":
            says(desk, near.locator("li").filter(has_text=f"{visitor} → {host}").locator(".ev"), sentence)


def test_the_return_stands_with_both_its_sentences(desk: Page) -> None:
    desk.goto("/network")
    line = desk.locator("#returned li")
    expect(line).to_have_count(1)
    expect(line.locator("> span").first).to_contain_text("桂林市 → 柳州市 → 桂林市")
    # The page gives no year: that 去年10月 comes before 5月16日 is inferred from the page alone.
    expect(line.locator(".cm.inferred")).to_have_text("推")
    expect(line).to_contain_text("6个月")
    says(desk, line.locator(".ev").first, VISITS["桂林市", "柳州市"])
    says(desk, line.locator(".ev").last, VISITS["柳州市", "桂林市"])


def test_the_pair_tells_of_the_return(desk: Page) -> None:
    desk.goto("/pairs/450300/450200")
    expect(desk.locator("#visits ol.line li.out a.back")).to_contain_text("约7个月")
    expect(desk.locator("#visits ol.line li.out .cm.inferred").first).to_be_visible()
