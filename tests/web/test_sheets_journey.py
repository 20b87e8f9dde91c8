"""An office's sheet in a real browser: 1,000 rows are brought and found, three of them resolved, the file comes back; at both widths."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, expect

from bench.load.fill import Filler
from bench.sheets import FIRST_ROW, claims, written
from shanhai.ledger import Ledger
from tests.ledger.synthetic import page_reading
from tests.ledger.test_workbooks import HEAD, STRAY, claimed
from tests.sheets.books import book

from .test_access import LOOKS, violations
from .test_journey import browser as opened_browser
from .test_journey import serving, sideways

pytestmark = [pytest.mark.browser, pytest.mark.slow]
browser = opened_browser
FACTS = 12_000


@pytest.fixture(scope="module")
def thousand(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, list[set[str]]]:
    """A ledger of made-up pages, a sheet of 1,000 spoilt rows over it, and the entries that each row is."""
    folder = tmp_path_factory.mktemp("sheets")
    with Ledger.open(str(folder / "a.ledger")) as ledger:
        Filler(ledger).fill(FACTS)
        sheets, labels = claims(ledger, seed=7, kinds=("visit",))
    (folder / "互访台账.xlsx").write_bytes(written(sheets))
    return folder / "a.ledger", folder / "互访台账.xlsx", labels["visit"]


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        for number in range(8):
            ledger.add(page_reading(number))
        ledger.reconcile()
    rows = [
        *HEAD,
        *(claimed(number) for number in range(5)),
        claimed(6, day="2031-01-01", head="赵不同"),
        STRAY,
        ["无", "鹿城区", "", "", ""],
    ]
    (tmp_path / "小台账.xlsx").write_bytes(book({"互访": rows}))
    with serving(tmp_path / "a.ledger") as base:
        yield base


def bring(page: Page, file: Path) -> str:
    """The address of the workbook, imported by the way that a person goes."""
    page.goto("/add")
    page.get_by_role("link", name="核对台账").click()
    page.get_by_label("选文件").set_input_files(str(file))
    page.get_by_role("button", name="放进来").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("各列是什么")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.locator(".kinds")).to_be_visible()
    return page.url.split("?")[0]


def test_a_sheet_of_a_thousand_rows_and_three_of_them_resolved(browser: Browser, thousand: tuple[Path, Path, list[set[str]]]) -> None:
    ledger, file, labels = thousand
    with serving(ledger) as base:
        context = browser.new_context(base_url=base, viewport={"width": 1280, "height": 900})
        page = context.new_page()
        where = bring(page, file)
        rows = context.request.get(where.replace("/sheets/", "/api/sheets/")).json()["rows"]
        assert len(rows) == 1000
        found = [(row["entry"], labels[row["row"] - FIRST_ROW]) for row in rows if row["state"] == "found"]
        right = sum(entry in wanted for entry, wanted in found)
        precision, recall = right / len(found), right / sum(map(bool, labels))
        assert 2 * precision * recall / (precision + recall) >= 0.9

        page.goto(f"{where}?group=unsure")
        before = int(re.findall(r"\d+", page.locator(".kinds a[aria-current]").inner_text())[0])
        page.get_by_label("名字").first.fill("林晓")
        page.get_by_role("button", name="是这一条").first.click()  # this entry
        expect(page.get_by_role("status")).to_contain_text("记下了")
        expect(page.locator(".kinds a[aria-current]")).to_contain_text(str(before - 1))
        page.goto(f"{where}?group=claimed")
        page.locator(".does a").first.click()
        page.get_by_role("button", name="网上没有").click()  # none
        expect(page.get_by_role("status")).to_contain_text("记下了")
        page.goto(f"{where}?group=claimed")
        page.locator(".rowlines > li", has_not_text="确认未见").locator(".does a").first.click()
        page.get_by_role("button", name="照这一行另建一条").click()  # made by hand
        expect(page.get_by_role("status")).to_contain_text("记下了")
        page.goto(f"{where}?group=claimed")
        expect(page.locator(".rowlines")).to_contain_text("照这一行建的")
        page.locator(".rowlines li", has_text="照这一行建的").get_by_role("link").nth(1).click()
        expect(page.locator("main")).to_contain_text("单位台账")

        page.goto(where)
        with page.expect_download() as kept:
            page.get_by_role("link", name="带出处写回 Excel").click()
        sheet = load_workbook(BytesIO(Path(kept.value.path()).read_bytes())).worksheets[0]
        heads = [cell.value for cell in sheet[FIRST_ROW - 1]]
        states = [sheet.cell(row, heads.index("山海：结果") + 1).value for row in range(FIRST_ROW, FIRST_ROW + 1000)]
        assert {"对上", "已认定", "确认未见", "已另建"} <= set(states)

        page.goto(f"{where}?group=claimed")
        page.locator(".rowlines li", has_text="确认未见").get_by_role("button", name="撤销").first.click()
        expect(page.locator(".rowlines")).not_to_contain_text("确认未见")
        context.close()


@pytest.mark.parametrize("look", LOOKS, ids=lambda look: "-".join(map(str, look)))
def test_it_is_open_to_everybody(browser: Browser, site: str, tmp_path: Path, look: tuple[int, str, str]) -> None:
    width, light, lang = look
    context = browser.new_context(base_url=site, viewport={"width": width, "height": 900}, color_scheme=light)
    page = context.new_page()
    where = bring(page, tmp_path / "小台账.xlsx")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    groups = [f"{where}?group={group}" for group in ("found", "unsure", "claimed", "public", "unread")]
    for address in ("/add", "/sheets", f"{where}/columns", f"{where}/rows/1-3", f"{where}/rows/1-8", f"{where}/rows/1-10", *groups):
        page.goto(f"{address}{'&' if '?' in address else '?'}lang={lang}", wait_until="networkidle")
        assert violations(page) == [], address
        assert sideways(page) == 0, address
    assert said == []
    context.close()


def test_it_works_without_scripts(browser: Browser, site: str, tmp_path: Path) -> None:
    context = browser.new_context(base_url=site, java_script_enabled=False)
    page = context.new_page()
    where = bring(page, tmp_path / "小台账.xlsx")
    page.goto(f"{where}/rows/1-9")
    page.get_by_label("名字").fill("林晓")
    page.get_by_role("button", name="网上没有").click()
    expect(page.get_by_role("status")).to_contain_text("记下了")
    context.close()
