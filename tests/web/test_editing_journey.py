"""In a real browser: a damaged page handed in, its facts seen, a value corrected and undone, a sentence made a fact."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from shanhai.ledger import Ledger

from .made_up import made_up
from .test_access import violations
from .test_journey import browser as opened_browser
from .test_journey import serving, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser
FIRST = made_up()[0].page.id
DAMAGED = (
    "桐廬縣(xiàn)黨政代表團(tuán)赴衡水市考察\n2024年9月3日，桐廬縣(xiàn)委書(shū)記(jì)李四率桐廬縣(xiàn)黨政代表團(tuán)赴衡水市考察。"
)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    path = tmp_path / "a.ledger"
    with Ledger.open(str(path)) as ledger:
        for reading in made_up():
            ledger.add(reading)
        ledger.reconcile()
    with serving(path) as base:
        yield base


def test_a_damaged_text_is_added_corrected_and_undone(browser: Browser, site: str) -> None:
    page = browser.new_page(base_url=site, viewport={"width": 1280, "height": 900})
    page.goto("/add")
    assert violations(page) == []
    page.get_by_label("粘贴一段文字").last.fill(DAMAGED)
    page.locator("form", has=page.locator("#text")).get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="读完了")).to_be_visible(timeout=60_000)
    assert violations(page) == []
    page.locator(".came a.title").click()
    page.locator(".facts .fr", has_text="桐庐县").first.click()
    page.locator(".facts .why a", has_text="改正").first.click()
    page.get_by_label("带队").fill("王五")
    page.get_by_label("理由").fill("见会议记录")
    page.get_by_label("名字").fill("林晓")
    assert violations(page) == []
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_role("status").first).to_contain_text("王五")
    expect(page.locator(".facts")).to_contain_text("王五带队")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".facts")).to_contain_text("李四带队")
    page.close()


def test_a_damaged_file_is_added_its_evidence_followed_corrected_and_undone(browser: Browser, site: str, tmp_path: Path) -> None:
    title, _, body = DAMAGED.partition("\n")
    (tmp_path / "一页.html").write_text(
        f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>", "gb18030"
    )
    page = browser.new_page(base_url=site, viewport={"width": 1280, "height": 900})
    page.goto("/add")
    page.locator("#pages").set_input_files(str(tmp_path / "一页.html"))
    page.locator("form", has=page.locator("#pages")).get_by_role("button", name="添加").click()
    expect(page.get_by_role("heading", name="读完了")).to_be_visible(timeout=60_000)
    page.goto("/visits?q=衡水")
    page.locator("table.rec .ev").first.click()
    page.locator(".pop").get_by_role("link", name="打开原文").click()  # the number leads to its sentence, the sentence to its page
    expect(page.locator(".p2 .f.on").first).to_be_in_viewport()
    assert "衡水市" in "".join(page.locator(".p1 .f.said").all_text_contents())
    if not page.locator(".facts .why:visible").count():
        page.locator(".facts .fr", has_text="桐庐县").first.click()
    page.locator(".facts .why:visible a", has_text="改正").first.click()
    page.get_by_label("带队").fill("王五")
    page.get_by_label("名字").fill("林晓")
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".facts")).to_contain_text("王五带队")
    page.get_by_role("button", name="撤销").click()
    expect(page.locator(".facts")).to_contain_text("李四带队")
    page.close()


def test_chosen_words_become_a_fact(browser: Browser, site: str) -> None:
    page = browser.new_page(base_url=site, viewport={"width": 1280, "height": 900})
    page.goto(f"/pages/{FIRST}")
    page.evaluate(
        """() => {
          const node = [...document.querySelectorAll('.p2.art p')].find((p) => p.textContent.includes('香菇'));
          const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) if (walker.currentNode.data.includes('香菇')) break;
          const range = document.createRange();
          const at = walker.currentNode.data.indexOf('香菇');
          range.setStart(walker.currentNode, at);
          range.setEnd(walker.currentNode, at + 2);
          getSelection().removeAllRanges();
          getSelection().addRange(range);
        }"""
    )
    page.locator(".picked a").click()
    expect(page.locator("blockquote mark")).to_have_text("香菇")
    page.get_by_role("link", name="政策").click()
    page.get_by_label("名称").fill("香菇行动")
    page.get_by_label("名字").fill("林晓")
    assert violations(page) == []
    page.get_by_role("button", name="记下").click()
    expect(page.locator(".facts")).to_contain_text("香菇行动")
    assert sideways(page) == 0
    page.close()
