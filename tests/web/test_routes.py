from __future__ import annotations

import itertools
import re

import lxml.html
import pytest
from litestar.testing import TestClient

from shanhai.web.register import REGISTERS

from .made_up import made_up

FIRST, SECOND = (reading.page.id for reading in made_up())
VIEWS = [
    "/",
    "/search?q=庆元",
    "/search?q=没有这些字",
    "/search",
    "/pages",
    "/pages?year=2024&review=yes",
    "/visits?year=2024&q=考察&sort=-pages&columns=date,route",
    "/visits?visitor=330110&since=2020",
    "/visits?year=1900",
    *(f"/{name}" for name in REGISTERS),
    "/pairs/330110/331126",
    "/pairs/甲县/330110",
    "/organizations",
    "/organizations?kind=party",
    "/organizations/庆元县委",
    "/programmes",
    "/programmes/山海协作",
    f"/pages/{FIRST}",
    f"/pages/{SECOND}",
    "/places",
    "/places/330110",
    "/places/甲县",
    "/people",
    "/people/李四",
    "/network",
    "/network?show=graph&place=330100&level=county",
    "/network?show=matrix&since=2024",
    "/calendar",
    "/calendar?month=2019-02",
    "/board",
    "/pledges/state",
    "/digest",
    "/nowhere",
]


KNOWN: set[str] = set()
"""Addresses that led somewhere already."""


def tree(client: TestClient, address: str) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(client.get(address).text)


def words(element: lxml.html.HtmlElement, path: str) -> list[str]:
    return [re.sub(r"\s+", " ", found.text_content()).strip() for found in element.xpath(path)]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", VIEWS)
def test_every_view_is_sound(client: TestClient, address: str, lang: str) -> None:
    """One h1, unique ids, named landmarks, a skip link first, and no address that leads nowhere."""
    page = tree(client, f"{address}{'&' if '?' in address else '?'}lang={lang}")
    ids = page.xpath("//@id")
    assert len(page.xpath("//h1")) == 1
    assert len(ids) == len(set(ids))
    assert page.get("lang") == {"zh": "zh-CN", "en": "en"}[lang]
    assert page.xpath("//body/*[1]/@href") == ["#main"]
    assert all(nav.get("aria-label") for nav in page.xpath("//nav"))
    assert not page.xpath(
        "//*[@style or @onclick or @onload] | //script[not(@src) and @type != 'application/json'] | //script[not(@src or @type)] | //style"
    )
    for href in set(page.xpath("//a/@href")) | set(page.xpath("//link/@href")) | set(page.xpath("//script/@src")):
        if href.startswith("#"):
            assert href[1:] in ids, href
        elif href.startswith("/") and href not in KNOWN:
            KNOWN.add(href)
            assert client.get(href).status_code == 200 or address == "/nowhere", href


def test_headings_come_in_order(client: TestClient) -> None:
    for address in VIEWS:
        levels = [int(heading.tag[1]) for heading in tree(client, address).xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in itertools.pairwise(levels)), address


def test_home_counts_what_each_page_says(client: TestClient) -> None:
    page = tree(client, "/")
    assert words(page, "//p[@class='say']") == ["台账记着2页网页：3次来往、2对结对、1次会议，涉及4人、4个地方。 1条等人判断。"]
    row = next(row for row in page.xpath("//table//tbody/tr") if FIRST in row.xpath(".//a/@href")[0])
    numbers = words(row, ".//td[contains(@class, 'only-wide')] | .//td[contains(@class, 'act')]/span[@class='only-wide']")
    assert numbers == ["2", "1", "1", "2", "109", "1"]
    assert words(row, ".//td[contains(@class, 'date')]") == ["2024-03-12"]


def test_home_shows_only_what_waits(client: TestClient) -> None:
    assert len(tree(client, "/?review=yes").xpath("//table//tbody/tr")) == 1


def test_latest_visits_lead_to_their_sentences(client: TestClient) -> None:
    page = tree(client, "/")
    assert words(page, "//*[@id='visits']//li[not(@class)]/span[2]") == ["庆元县 → 余杭区", "甲县 → 乙市"]
    assert page.xpath("//*[@id='visits']//a[contains(@class, 'ev')]/@href") == [f"/pages/{FIRST}#fact-f0", f"/pages/{SECOND}#fact-f0"]


def test_an_empty_ledger_says_how_to_begin(empty_client: TestClient) -> None:
    page = tree(empty_client, "/")
    assert words(page, "//h1") == ["台账还是空的"]
    assert words(page, "//pre") == ["shanhai add 网页文件夹/"]
    assert empty_client.get("/places").status_code == empty_client.get("/people").status_code == 200


def test_a_page_stands_beside_itself(client: TestClient) -> None:
    page = tree(client, f"/pages/{FIRST}")
    assert words(page, "//div[contains(@class, 'p1')]//p[@class='title']") == [
        "慶元縣(xiàn)党政代表團(tuán)來(lái)余杭區(qū)對(duì)接山海協(xié)作"
    ]
    assert words(page, "//div[contains(@class, 'p2')]//p[@class='title']") == ["庆元县党政代表团来余杭区对接山海协作"]
    assert words(page, "//p[contains(@class, 'boil')]")[0] == "首页 区情 要闻"


def test_a_fact_and_its_words_bear_the_same_number(client: TestClient) -> None:
    page = tree(client, f"/pages/{FIRST}")
    number = page.xpath("//li[@id='fact-f3']/@data-fact")[0]
    for side, said in (("p1", "余杭區慶元縣"), ("p2", "余杭区庆元县")):
        lit = page.xpath(f"//div[contains(@class, '{side}')]//span[contains(concat(' ', @data-v, ' '), ' {number} ')]")
        assert "".join(span.text_content() for span in lit).replace("2021年", "") == said


def test_damage_has_a_switch_of_each_kind(client: TestClient) -> None:
    page = tree(client, f"/pages/{FIRST}")
    assert dict(zip(page.xpath("//input/@data-mark"), words(page, "//label/span[@class='num']"), strict=True)) == {
        "script": "53",
        "pinyin": "49",
        "width": "6",
        "doubled-mark": "1",
        "guess": "1",
    }
    assert page.xpath("//*[@class='pv']/@data-marks") == ["pinyin doubled-mark guess"]
    assert tree(client, f"/pages/{FIRST}?marks=script").xpath("//*[@class='pv']/@data-marks") == ["script"]


def test_a_fact_says_why_it_was_found(client: TestClient) -> None:
    why = tree(client, f"/pages/{FIRST}").xpath("//li[@id='fact-f0']//dl")[0]
    assert words(why, "./dt") == ["代表团", "带队", "东道", "走访", "日期", "协作机制", "原句", "规则"]
    assert words(why, "./dd")[4] == "2024-03-11 3月11日"
    assert words(why, "./dd")[-1] == "made-up"


def test_doubt_is_marked(client: TestClient) -> None:
    page = tree(client, f"/pages/{FIRST}")
    assert words(page, "//li[@id='fact-f1']//button//abbr") == ["推", "待"]
    assert words(page, "//li[@id='fact-f2']//button//abbr") == []


def test_a_page_is_found_by_the_beginning_of_its_id(client: TestClient) -> None:
    assert client.get(f"/pages/{FIRST[:12]}").status_code == 200


def test_a_place_has_its_visits_on_one_line(client: TestClient) -> None:
    page = tree(client, "/places/330110")
    assert words(page, "//h1") == ["余杭区330110"]
    assert words(page, "//ol/li[@class='yr']") == ["2024年", "2023年"]
    assert [(li.get("class"), words(li, "./span[1]")) for li in page.xpath("//ol/li[not(@class='yr')]")] == [
        ("in", ["来访庆元县 → 余杭区"]),
        ("out told", ["出访余杭区 → 庆元县待 旧事 隔约10个月回访"]),
    ]
    assert words(page, "//*[@id='pairings']//tbody/tr/td[1]") == ["余杭区—庆元县 看两地往来"]
    assert words(page, "//*[@id='partners']//li") == ["庆元县出访1次，来访1次，1对结对"]
    assert page.xpath("//*[@id='partners']//a/@href") == ["/pairs/330110/331126"]
    assert words(page, "//*[@id='meetings']//li[not(@class)]/span[2]") == ["山海协作联席会议"]
    assert words(page, "//*[@id='people']//a[@class='pl']") == ["陆听涛"]
    assert words(page, "//*[@id='people']//li/span")[0] == "余杭区委副书记"


def test_a_province_holds_what_its_places_do(client: TestClient) -> None:
    page = tree(client, "/places/330000")
    assert {li.get("class").split()[0] for li in page.xpath("//ol/li[not(@class='yr')]")} == {"within"}
    assert words(page, "//p[@class='say']") == ["读过的网页里，境内互访2次，1对结对，见于1页。"]


def test_every_item_of_a_place_leads_to_its_sentence(client: TestClient) -> None:
    for href in tree(client, "/places/330110").xpath("//a[contains(@class, 'ev')]/@href"):
        address, fact = href.split("#")
        assert tree(client, address).xpath(f"//*[@id='{fact}']")


def test_a_person_has_posts_and_visits(client: TestClient) -> None:
    page = tree(client, "/people/李四")
    assert words(page, "//*[@id='posts']//li/span[1]") == ["甲县县委书记 甲县"]
    assert words(page, "//*[@id='visits']//li[not(@class)]/span[2]") == ["甲县 → 乙市"]


def test_searching_gives_places_organizations_pages_and_entries(client: TestClient) -> None:
    page = tree(client, "/search?q=庆元县")
    assert words(page, "//dl[@class='named']/dd/a") == ["庆元县", "庆元县委"]
    kinds = {words(hit, ".//span[@class='tag']")[0]: hit.xpath(".//h3/a/@href")[0] for hit in page.xpath("//ol[@class='hits']/li")}
    assert kinds["网页"] == f"/pages/{FIRST}"
    assert kinds["来往"].startswith("/entries/visit-")
    assert words(page, "//mark")[0] == "庆元县"
    assert tree(client, "/search?q=无此词").xpath("//p[@class='empty']")


def test_the_first_address_of_searching_leads_on(client: TestClient) -> None:
    answer = client.get("/find?q=庆元", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, "/search?q=%E5%BA%86%E5%85%83")


def test_english_is_remembered(client: TestClient) -> None:
    asked = client.get("/?lang=en")
    assert "lang=en" in asked.headers["set-cookie"]
    assert 'lang="en"' in client.get("/places").text[:120]
    client.cookies.clear()
    assert "set-cookie" not in client.get("/").headers


def test_the_theme_of_the_reader_is_kept(client: TestClient) -> None:
    assert 'data-theme="dark"' in client.get("/", headers={"Cookie": "theme=dark"}).text
    assert "data-theme" not in client.get("/", headers={"Cookie": 'theme="><script>'}).text


@pytest.mark.parametrize(
    ("address", "unknown"),
    [
        ("/places/330110", 404),
        ("/pairs/330110/331126", 200),  # two places that had nothing to do with one another yet
        ("/people/李四", 404),
        ("/api/places/330110", 404),
        ("/api/people/李四", 404),
    ],
)
def test_a_date_in_the_address_is_understood_or_refused(client: TestClient, address: str, unknown: int) -> None:
    assert client.get(f"{address}?known=2100-01-01").status_code == 200
    assert client.get(f"{address}?known=1900-01-01").status_code == unknown
    assert client.get(f"{address}?on=yesterday").status_code == 400


def test_what_was_on_a_date_says_so_and_leads_to_the_present(client: TestClient) -> None:
    page = tree(client, "/places/330110?on=2100-01-01")
    note = page.xpath("//p[@class='note'][contains(., '截至')]")[0]
    assert note.xpath(".//a/@href") == ["?"]
    assert not tree(client, "/places/330110").xpath("//p[@class='note'][contains(., '截至')]")
