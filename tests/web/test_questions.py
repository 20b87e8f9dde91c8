"""Who visits whom, the calendar, the board and the pledges, over the made-up ledger of tests/cases/views/network.yaml."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import msgspec
import pytest
from litestar.testing import TestClient

from shanhai.ledger import Ledger
from shanhai.model import Pledge, Project
from tests.views.made_up import lay_network

from .conftest import client_over
from .made_up import hostile, plain
from .test_hostile import inert
from .test_routes import tree, words

VIEWS = ["/", "/network", "/network?show=graph&place=330300", "/network?show=matrix", "/calendar", "/board", "/pledges/state"]


@pytest.fixture(scope="module")
def wide_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay_network(tmp_path_factory.mktemp("ledger") / "network.ledger")


@pytest.fixture(scope="module")
def opened_wide(wide_path: Path) -> Iterator[TestClient]:
    with client_over(wide_path) as client:
        yield client


@pytest.fixture
def wide(opened_wide: TestClient) -> TestClient:
    """A reader who comes for the first time."""
    opened_wide.cookies.clear()
    return opened_wide


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", VIEWS)
def test_every_view_is_sound(wide: TestClient, address: str, lang: str) -> None:
    """No address of these views that leads nowhere; ids are unique, headings in order."""
    page = tree(wide, f"{address}{'&' if '?' in address else '?'}lang={lang}")
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    levels = [int(heading.tag[1]) for heading in page.xpath("//h1 | //h2 | //h3 | //h4")]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    for href in {*page.xpath("//main//@href"), *page.xpath("//main//@data-href")}:
        if href.startswith("/") and not re.match(r"/(entries|pairs)/", href):  # which another branch builds
            answer = wide.get(href)
            assert answer.status_code == 200, href
            assert "#" not in href or href.split("#")[1] in lxml.html.document_fromstring(answer.text).xpath("//@id"), href


def test_the_numbers_stand_on_the_screen(wide: TestClient) -> None:
    page = tree(wide, "/network")
    assert words(page, "//p[@class='say']") == ["这里算4次来往，在3个地方之间；去相邻地方的占75%，1次有回访。"]
    assert words(page, "//*[@id='near']//b") == ["75%", "62%"]
    assert words(page, "//*[@id='returned']//li/span[1]/a") == ["温州市", "丽水市", "温州市"]
    assert words(page, "//*[@id='returned']//li/span[2]") == ["6个月"]
    assert words(page, "//*[@id='ties']//tbody/tr[1]/td") == ["温州市 → 丽水市 邻", "2", "1"]


def test_every_number_opens_its_visits(wide: TestClient) -> None:
    page = tree(wide, "/network")
    href = page.xpath("//*[@id='ties']//tbody/tr[1]//a[@class='ev']/@href")[0]
    assert href == "/network?from=330300&to=331100#visits"
    opened = tree(wide, href)
    assert len(opened.xpath("//*[@id='visits']//a[contains(@class, 'ev')]")) == 2
    assert words(opened, "//p[@class='chips']/span") == ["温州去的×", "去丽水的×"]


def test_a_matrix_and_a_place_say_the_same(wide: TestClient) -> None:
    rows = {
        row[0]: row[1:]
        for row in (
            words(line, "./th | ./td") for line in tree(wide, "/network?show=matrix").xpath("//table[contains(@class, 'matrix')]//tr")
        )
    }
    assert rows["来访方＼东道"] == ["丽水", "温州", "阿坝", "去"]
    assert rows["温州"] == ["2", "—", "1", "3"]
    assert words(tree(wide, "/network?place=330300"), "//aside[@class='sides']//tbody/tr")[0] == "丽水 邻126个月"


def test_what_the_graph_draws(wide: TestClient) -> None:
    drawn = json.loads(tree(wide, "/network?show=graph").get_element_by_id("graph-drawn").text)
    assert [(node["name"], node["into"]) for node in drawn["nodes"]] == [("温州", 1), ("丽水", 2), ("阿坝", 1)]
    assert [(link["target"], link["n"], link["returned"]) for link in drawn["links"] if link["source"] == "330300"][:1] == [
        ("331100", 2, True)
    ]
    months = json.loads(tree(wide, "/network").get_element_by_id("months-drawn").text)
    assert (months["months"][0], months["months"][-1], sum(months["visits"])) == ("2024-11", "2025-05", 3)


def test_the_map_has_an_arc_for_every_tie(wide: TestClient) -> None:
    page = tree(wide, "/network")
    assert page.xpath("count(//*[local-name()='g'][starts-with(@class, 'arc')])") == 3
    assert {title.text for title in page.xpath("//*[local-name()='title'][contains(text(), '→')]")} >= {"温州 → 丽水，2次，回访1次"}


def test_the_calendar_shows_days(wide: TestClient) -> None:
    page = tree(wide, "/calendar")
    assert words(page, "//h2")[0] == "2025年6月"
    assert words(page, "//td[@class='held']//li/a[@class='pl']") == ["浙江省", "四川省", "鹿城区", "永嘉县"]
    assert words(page, "//table[contains(@class, 'heat')]//td[@class='sum']") == ["4", "1"]


def test_the_board_and_the_pledges_show_state_date_and_source(wide: TestClient) -> None:
    page = tree(wide, "/board?stall=签约未落地")
    assert words(page, "//li[@class='pj']/a") == ["海河联运中心"]
    assert "按网页发布日，不晚于2024-11-06" in words(page, "//li[@class='pj']")[0]
    lines = words(tree(wide, "/pledges/state?state=kept"), "//ol[@class='pledges']/li")
    assert len(lines) == 1
    assert all(part in lines[0] for part in ("像是兑现", "建成茶叶加工中心", "茶叶加工中心", "同在两地、用词重合、点到名称", "见于2025-05"))


def test_home_says_what_waits_and_what_is_silent(wide: TestClient) -> None:
    page = tree(wide, "/")
    assert "久无下文" in words(page, "//p[@class='say']")[0]
    assert words(page, "//*[@id='silent']//li/span[1]")[0] == "签约未落地"
    assert page.xpath("//*[@id='ties']//*[local-name()='svg']")


@pytest.mark.parametrize("address", VIEWS)
def test_an_empty_ledger_is_empty_in_words(empty_client: TestClient, address: str) -> None:
    page = tree(empty_client, address)
    assert page.xpath("//*[@class='empty' or @class='first']"), address


@pytest.mark.parametrize("asked", ["level=town", "since=9", "from=x", "show=3d", "theme=A", "place=33"])
def test_what_makes_no_sense_is_refused(wide: TestClient, asked: str) -> None:
    assert wide.get(f"/network?{asked}").status_code == 400


def test_conditions_of_strangers_are_text(wide: TestClient) -> None:
    for payload in hostile()["payloads"].values():
        answer = wide.get("/network", params={"programme": payload[:200], "show": "graph"})
        assert answer.status_code in {200, 400}
        inert(re.sub(r"<svg.*?</svg>", "", answer.text, flags=re.S))


def test_promises_and_projects_of_strangers_are_text(tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        for name, payload in hostile()["payloads"].items():
            reading = plain(payload, f"{name}.html")
            page, evidence = reading.page.id, reading.account.facts[0].evidence["post"]
            project = Project(id="p1", page=page, name=payload, parties=(payload,), evidence={"name": evidence})
            pledge = Pledge(id="p2", page=page, text=payload, speaker=payload, evidence={"text": evidence})
            account = msgspec.structs.replace(reading.account, facts=(project, pledge))
            ledger.add(msgspec.structs.replace(reading, account=account))
        ledger.reconcile()
    with client_over(tmp_path / "a.ledger") as client:
        for address in ("/board", "/pledges/state"):
            inert(client.get(address).text)
