"""Several people in real browsers: invited, signed in, refused, slowed by nobody; two reviewers at once; open to everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from shanhai.accounts import Role
from shanhai.ledger import Ledger, judging
from tests.web.shared import NAMES, PASSWORD, shared
from tests.web.test_access import LOOKS, violations
from tests.web.test_journey import browser as opened_browser
from tests.web.test_journey import serving, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory.mktemp("ledger") / "a.ledger", pages=8)


@pytest.fixture(scope="module")
def site(path: Path) -> Iterator[str]:
    with serving(path) as base:
        yield base


def signed_in(browser: Browser, base: str, role: Role, **more: object) -> tuple[BrowserContext, Page]:
    context = browser.new_context(base_url=base, **({"viewport": {"width": 1280, "height": 860}} | more))  # type: ignore[arg-type]
    page = context.new_page()
    page.goto("/sign-in")
    page.locator("#name").fill(NAMES[role])
    page.locator("#p-password").fill(PASSWORD)
    page.locator(".door button.primary").click()
    expect(page.locator("details.who")).to_be_visible()
    return context, page


def test_a_reader_signs_in_and_is_refused_an_edit(browser: Browser, site: str) -> None:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 860})
    page = context.new_page()
    page.goto("/visits")
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.get_by_label("名字").fill(NAMES[Role.READER])
    page.get_by_label("口令").fill("不是这个口令")
    page.get_by_role("button", name="登录").click()
    expect(page.get_by_role("alert")).to_contain_text("名字或口令不对")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_url(f"{site}/visits")  # where they wanted to go
    expect(page.get_by_role("link", name="添加")).to_have_count(0)
    page.locator("table a[href^='/entries/']").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="改正")).to_have_count(0)
    entry = page.url.rpartition("/")[2].partition("?")[0]
    page.goto(f"/entries/{entry}/join")
    expect(page.get_by_role("heading", name="您的账户不能做这件事")).to_be_visible()
    expect(page.locator("main")).to_contain_text("您是钱读（读者），这要审核才能做")
    page.locator("details.who summary").click()
    page.get_by_role("button", name="退出登录").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.go_back()
    page.reload()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    context.close()


def test_two_reviewers_at_once_get_different_questions_and_overwrite_nothing(browser: Browser, site: str, path: Path) -> None:
    (one, first), (other, second) = signed_in(browser, site, Role.REVIEWER), signed_in(browser, site, Role.ADMIN)
    seen: dict[str, str] = {}
    for _ in range(5):
        for page in (first, second):
            page.goto("/review")
        asked = [page.locator(".reply input[name=question]").get_attribute("value") or "" for page in (first, second)]
        assert asked[0] != asked[1]
        for page, name, question in ((first, NAMES[Role.REVIEWER], asked[0]), (second, NAMES[Role.ADMIN], asked[1])):
            assert question not in seen
            seen[question] = name
            page.wait_for_load_state()
            page.keyboard.press("1")
            page.wait_for_function("asked => document.querySelector('.reply input[name=question]')?.value !== asked", arg=question)
    expect(first.locator("aside")).to_contain_text("林晓手上有1条")
    # The one takes up the question that the other has answered: told, and nothing is overwritten.
    stale = next(question for question, name in seen.items() if name == NAMES[Role.ADMIN])
    first.evaluate("stale => { document.querySelector('.reply input[name=question]').value = stale }", stale)
    first.get_by_role("button", name="不对").or_(first.get_by_role("button", name="不是")).first.click()
    expect(first.get_by_role("status")).to_contain_text("这一条刚被判过")
    with Ledger.open(str(path)) as ledger, ledger.looking() as connection:
        by = [each.judgement.who for each in judging.history(connection) if each.undone is None]
    assert sorted(by) == sorted(seen.values())
    one.close()
    other.close()


def test_an_admin_invites_and_the_invited_comes_in(browser: Browser, site: str) -> None:
    context, admin = signed_in(browser, site, Role.ADMIN)
    admin.locator("details.who summary").click()
    admin.get_by_role("link", name="账户管理").click()
    admin.get_by_label("名字").fill("孙新")
    admin.locator("#role").select_option("editor")
    admin.get_by_role("button", name="生成链接").click()
    link = admin.locator("#once").input_value()
    guest = browser.new_context(base_url=site)
    page = guest.new_page()
    page.goto(link)
    expect(page.get_by_label("名字")).to_have_value("孙新")
    page.get_by_label("口令").fill(PASSWORD)
    page.get_by_label("再输一遍").fill(PASSWORD)
    page.get_by_role("button", name="设好，进去").click()
    expect(page.get_by_role("heading", name="孙新")).to_be_visible()
    page.goto("/add")
    page.locator("#text").fill("桐庐县党政代表团赴衡水市考察。2024年9月3日，桐庐县委书记李四率团赴衡水市考察。")
    page.locator("form", has=page.locator("#text")).get_by_role("button").click()
    expect(page.locator("#batch[data-done=yes]")).to_be_visible(timeout=30_000)
    admin.goto("/audit")
    expect(admin.locator("tr.hand_in")).to_contain_text("孙新")
    guest.close()
    context.close()


def test_signing_in_works_without_scripts(browser: Browser, site: str) -> None:
    context, page = signed_in(browser, site, Role.EDITOR, java_script_enabled=False)
    page.goto("/add")
    page.locator("#text").fill("桐庐县党政代表团赴衡水市考察。")
    page.locator("form", has=page.locator("#text")).get_by_role("button").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert "/add/" in page.url
    context.close()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_it_is_open_to_everybody(browser: Browser, site: str, look: tuple[int, str, str]) -> None:
    width, light, lang = look
    size = {"width": width, "height": 900}
    context = browser.new_context(base_url=site, viewport=size, color_scheme=light)  # type: ignore[arg-type]
    page = context.new_page()
    wrong: dict[str, list[str]] = {}

    def look_at(address: str) -> None:
        page.goto(f"{address}?lang={lang}")
        found = violations(page) + ([f"{sideways(page)} px sideways"] if sideways(page) else [])
        if found:
            wrong[address] = found

    look_at("/sign-in")
    page.locator(".door button.primary").click()
    page.locator("#name").fill(NAMES[Role.ADMIN])
    page.locator("#p-password").fill(PASSWORD)
    page.locator(".door button.primary").click()
    for address in ("/account", "/accounts", "/audit", "/"):
        look_at(address)
    page.locator("details.who summary").click()
    wrong |= {"menu": found} if (found := violations(page)) or sideways(page) else {}
    page.goto("/accounts")
    page.locator("#name").fill(f"新人{width}")
    page.locator(".tall-labels button.primary").click()
    link = page.locator("#once").input_value()
    wrong |= {"link": found} if (found := violations(page)) else {}
    context.clear_cookies()
    look_at(link)
    context.close()
    assert wrong == {}
