"""Journeys in a real browser: from the home to a sentence and back, by mouse, finger and keys; hostile pages stay inert."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from shanhai.web import create_app
from tests.web.made_up import made_up

CHROMIUM = "/usr/bin/chromium"
FIRST = made_up()[0].page.id

pytestmark = pytest.mark.browser


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The application on a free port of the loopback address, as long as the context lasts."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        server = uvicorn.Server(uvicorn.Config(create_app(str(path)), log_level="warning"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]})
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.02)
        try:
            yield f"http://127.0.0.1:{door.getsockname()[1]}"
        finally:  # a test that fails leaves no server behind, or pytest would wait for it for ever
            server.should_exit = True
            thread.join()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def site(ledger_path: Path) -> Iterator[str]:
    with serving(ledger_path) as base:
        yield base


@pytest.fixture
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A window of 1440 x 900."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, base_url=site)
    page = context.new_page()
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not faults


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[Page]:
    """A phone of 390 x 844."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, base_url=site, has_touch=True)
    yield context.new_page()
    context.close()


def lit(page: Page, side: str) -> str:
    return "".join(page.locator(f".{side} .f.said").all_text_contents())


def sideways(page: Page) -> int:
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def test_from_the_home_to_the_sentence_and_on_to_the_place(desk: Page) -> None:
    desk.goto("/")
    desk.locator("#pages").get_by_role("link", name="庆元县党政代表团来余杭区对接山海协作").click()
    desk.get_by_role("button", name="庆元县 到 余杭区").click()
    assert lit(desk, "p1").startswith("3月11日")
    assert lit(desk, "p2") == "3月11日秦望川县党政代表团余杭区云谷展厅南苕新村山海协作"
    expect(desk.locator(".p2 .f.on").first).to_be_in_viewport()
    expect(desk.get_by_text("made-up").first).to_be_visible()
    assert desk.url.endswith("#fact-f0")

    desk.get_by_role("link", name="English").click()
    expect(desk.get_by_role("heading", name="Facts")).to_be_visible()
    assert desk.locator("html").get_attribute("lang") == "en"
    desk.locator(".ph").get_by_role("link", name="余杭区").click()
    expect(desk.get_by_role("heading", level=1)).to_contain_text("余杭区")
    expect(desk.get_by_role("heading", name="Visits")).to_be_visible()


@pytest.mark.slow
def test_words_light_their_fact(desk: Page) -> None:
    desk.goto(f"/pages/{FIRST}")
    desk.locator(".p1 .f.v", has_text="山海").last.click()
    expect(desk.locator(".facts li.on")).to_have_count(1)
    assert desk.locator(".facts li.on b").inner_text().startswith("山海协作联席会议")
    assert lit(desk, "p2") == "山海协作联席会议"
    desk.locator(".p2 .f.v", has_text="陆听涛").hover()
    assert desk.locator(".facts li.on b").inner_text() == "陆听涛"


@pytest.mark.slow
def test_keys_alone_are_enough(desk: Page) -> None:
    desk.goto(f"/pages/{FIRST}")
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    assert desk.url.endswith("#fact-f1")
    assert lit(desk, "p2") == "去年5月余杭庆元"
    desk.keyboard.press("k")
    assert desk.url.endswith("#fact-f0")
    desk.keyboard.press("ArrowDown")
    assert desk.url.endswith("#fact-f1")
    desk.keyboard.press("Escape")
    assert (lit(desk, "p2"), desk.locator(".facts li.on").count()) == ("", 0)
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    assert desk.locator(".why:visible").count() == 1


@pytest.mark.slow
def test_single_keys_can_be_switched_off(desk: Page) -> None:
    desk.goto(f"/pages/{FIRST}")
    desk.get_by_role("button", name="单键快捷").click()
    desk.locator("h1").click()
    desk.keyboard.press("j")
    assert lit(desk, "p2") == ""
    desk.reload()
    desk.keyboard.press("j")
    assert lit(desk, "p2") == ""


@pytest.mark.slow
def test_damage_is_switched_off_and_the_address_keeps_it(desk: Page) -> None:
    desk.goto(f"/pages/{FIRST}")
    pinyin = desk.locator(".pub .d-pinyin").first
    small = pinyin.evaluate("element => getComputedStyle(element).fontSize")
    desk.get_by_label("拼音夹注").uncheck()
    assert pinyin.evaluate("element => getComputedStyle(element).fontSize") != small == "11px"
    desk.reload()
    expect(desk.get_by_label("拼音夹注")).not_to_be_checked()


@pytest.mark.slow
def test_the_sentence_behind_a_number_opens_in_place(desk: Page) -> None:
    desk.goto("/places/330110")
    source = desk.locator("#visits .ev").first
    source.click()
    expect(desk.get_by_role("dialog", name="出处")).to_contain_text("3月11日，庆元县委书记秦望川率县党政代表团到余杭区考察")
    desk.keyboard.press("Escape")
    expect(desk.get_by_role("dialog")).to_have_count(0)
    expect(source).to_be_focused()
    source.click()
    desk.get_by_role("link", name="打开原文").click()
    expect(desk.locator(".p2 .f.on").first).to_be_in_viewport()


@pytest.mark.slow
def test_a_phone_reads_one_text_and_raises_the_fact(phone: Page) -> None:
    phone.goto(f"/pages/{FIRST}")
    expect(phone.locator(".p1").last).to_be_hidden()
    phone.locator(".p2 .f.v", has_text="秦望川").first.tap()
    expect(phone.locator(".sheet")).to_be_visible()
    expect(phone.locator(".p2 .f.on").first).to_be_in_viewport()
    phone.get_by_role("button", name="收起").tap()
    expect(phone.locator(".sheet")).to_be_hidden()
    phone.get_by_role("link", name="事实").tap()
    phone.get_by_role("button", name="山海协作联席会议").tap()
    expect(phone.locator(".p2 .f.on").first).to_be_in_viewport()


@pytest.mark.slow
@pytest.mark.parametrize("width", [320, 390])
def test_nothing_scrolls_sideways_on_a_phone(phone: Page, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 844})
    for address in (
        "/",
        f"/pages/{FIRST}",
        f"/pages/{FIRST}?mode=published",
        f"/pages/{FIRST}?mode=facts",
        "/places/330110",
        "/places",
        "/people",
        "/no",
    ):
        for lang in ("zh", "en"):
            phone.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}")
            assert sideways(phone) == 0, address


@pytest.mark.slow
def test_without_scripts_the_page_is_all_there(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=site)
    page = context.new_page()
    page.goto(f"/pages/{FIRST}?mode=restored#fact-f0")
    expect(page.locator(".p2").last).to_be_visible()
    expect(page.locator(".p1").last).to_be_hidden()
    expect(page.get_by_role("button", name="庆元县 到 余杭区")).to_be_visible()
    context.close()


@pytest.mark.slow
def test_hostile_pages_stay_inert(browser: Browser, hostile_path: Path) -> None:
    with serving(hostile_path) as base:
        context = browser.new_context(base_url=base)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(dialog.message))
        ids = [line["page"]["id"] for line in context.request.get("/api/pages?limit=500").json()["lines"]]
        for address in ("/", "/people", "/find?q=<script>window.hit=1</script>", *(f"/pages/{page_id}" for page_id in ids)):
            page.goto(address)
            page.mouse.move(400, 400)
            assert page.evaluate("window.hit") is None, address
        assert not [url for url in asked if not url.startswith(base)]
        context.close()


@pytest.mark.slow
def test_a_list_is_narrowed_shared_and_kept(desk: Page) -> None:
    desk.goto("/")
    desk.locator(".bar nav").get_by_role("link", name="来往").click()
    desk.locator("#facets").get_by_role("link", name="2024").click()
    expect(desk).to_have_url(re.compile(r"/visits\?year=2024$"))
    expect(desk.locator("table.rec tbody tr")).to_have_count(1)
    desk.locator(".menu summary", has_text="下载").click()
    with desk.expect_download() as kept:
        desk.get_by_role("link", name="CSV").click()
    assert kept.value.suggested_filename.startswith("shanhai-visits-")
    desk.locator("table.rec .ev").first.click()
    desk.locator(".pop").get_by_role("link", name="看条目").click()
    expect(desk.locator("ol.told > li")).to_have_count(1)
    desk.locator("ol.told a.said").click()
    expect(desk).to_have_url(re.compile(r"/pages/[0-9a-f]+#fact-f0$"))


@pytest.mark.slow
def test_a_pair_is_looked_up_by_keys_alone(desk: Page) -> None:
    desk.goto("/places/330110")
    desk.locator("#partners a").first.focus()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"/pairs/330110/331126$"))
    expect(desk.locator(".versus .two")).to_have_css("border-top-width", "0px")  # the style sheet of another view drew lines there
    desk.locator("a.back").first.focus()
    desk.keyboard.press("Enter")
    expect(desk).to_have_url(re.compile(r"#v-visit-[0-9a-f]+$"))


@pytest.mark.slow
@pytest.mark.parametrize(
    "address", ["/visits", "/pledges", "/pairs/330110/331126", "/places/330110", "/search?q=余杭", "/pages", "/organizations"]
)
def test_no_list_scrolls_sideways_on_a_phone(phone: Page, address: str) -> None:
    phone.goto(address)
    assert sideways(phone) == 0
