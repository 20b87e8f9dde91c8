"""What pages say stays text: known payloads in every place where a page's words are shown."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from markupsafe import Markup

from shanhai.ledger import Ledger, PageReading
from shanhai.pages import read_path
from shanhai.read import read_fully
from shanhai.web import create_app
from shanhai.web.desk import original
from shanhai.web.headers import CONTENT_SECURITY_POLICY, SECURITY_HEADERS
from shanhai.web.marking import control_name
from shanhai.web.register import REGISTERS
from shanhai.web.rendering import link
from shanhai.web.taming import tame

from .made_up import hostile, plain, spiteful

PAYLOADS = hostile()["payloads"]
OURS = {"script", "link", "meta", "input", "form", "button", "template", "svg", "style", "iframe", "img", "base", "object", "embed"}
FOREIGN = OURS - {"script", "link", "meta", "input", "form", "button", "template"}
# What a chart draws, as JSON: no browser runs it.
DRAWN = "@type = 'application/json' and not(@src)"
LONGEST_LIST = 400_000
# What may stand in an answer besides printable characters: line ends, and the space of full width.
LAYOUT = {"\n", "\u3000", "\u00a0"}


def inert(answer: str) -> lxml.html.HtmlElement:
    """The answer as a tree, in which nothing is not ours."""
    page = lxml.html.document_fromstring(answer)
    # Our drawings have a class.
    assert not [element.tag for element in page.iter() if element.tag in FOREIGN and not (element.tag == "svg" and element.get("class"))]
    assert all(re.fullmatch(r"/static/\w+\.[0-9a-f]{12}\.js", script.get("src", "")) for script in page.xpath(f"//script[not({DRAWN})]"))
    assert all(json.loads(script.text) for script in page.xpath(f"//script[{DRAWN}]"))
    assert not page.xpath(f"//script[not({DRAWN})]/text()[normalize-space()] | //@style | //@srcdoc | //meta[@http-equiv]")
    assert not [name for element in page.iter() for name in element.keys() if name.startswith("on")]  # noqa: SIM118
    assert all(re.match(r"(/(?!/)|#|\?|https?://)", href) for href in page.xpath("//@href | //@src | //@action"))
    assert not {character for character in answer if control_name(character)} - LAYOUT
    return page


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_page_is_text(hostile_client: TestClient, name: str) -> None:
    payload = PAYLOADS[name]
    page = inert(hostile_client.get(f"/pages/{plain(payload, title=payload).page.id}").text)
    visible = "".join(character for character in payload if not control_name(character))
    shown = "".join(page.xpath("//div[contains(@class, 'p2')]//text()[not(ancestor::*[contains(@class, 'ctl')])]"))
    assert visible in shown
    assert visible in page.xpath("//h1")[0].text_content()
    assert [label.text for label in page.xpath("//div[contains(@class, 'p1')]//span[contains(@class, 'ctl')]")] == [
        control_name(character) for character in payload if control_name(character)
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("address", ["/", "/places", "/people", "/search?q=甲", "/pages", "/posts", "/posts?q=甲", "/organizations"])
def test_lists_of_hostile_pages_are_text(hostile_client: TestClient, address: str, lang: str) -> None:
    inert(hostile_client.get(f"{address}{'&' if '?' in address else '?'}lang={lang}").text)


@pytest.mark.parametrize("name", PAYLOADS)
def test_a_hostile_address_is_text(hostile_client: TestClient, name: str) -> None:
    payload = quote(PAYLOADS[name], safe="")
    for address in (
        f"/{payload}",
        f"/pages/{payload}",
        f"/places/{payload}",
        f"/people/{payload}",
        f"/find?q={payload}",
        f"/?lang={payload}",
    ):
        answer = hostile_client.get(address)
        assert answer.status_code in {200, 400, 404}
        inert(answer.text)


@pytest.mark.parametrize("address", hostile()["addresses"])
def test_an_address_that_is_not_of_the_web_is_no_link(address: str) -> None:
    assert original(address) is None


@pytest.mark.parametrize("address", ["/", "/nowhere", "/api/pages", "/api/nothing", "/static/none.css", "/favicon.ico", "/api/schema"])
def test_every_answer_is_guarded(hostile_client: TestClient, address: str) -> None:
    headers = hostile_client.get(address).headers
    assert {name: headers.get(name) for name in SECURITY_HEADERS} == SECURITY_HEADERS


def test_nothing_inline_is_allowed() -> None:
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none'; script-src 'self'; style-src 'self';")


@settings(deadline=None)
@given(st.text())
def test_a_tamed_text_hides_nothing(text: str) -> None:
    tamed = tame(text)
    assert isinstance(tamed, str)
    assert not any(map(control_name, tamed))
    assert [character for character in text if not control_name(character)] == list(tamed)


def test_our_own_markup_is_not_tamed() -> None:
    assert tame(Markup("<b>\u200b</b>")) == Markup("<b>\u200b</b>")


@given(st.text(), st.text())
def test_a_link_is_one_element(href: str, words: str) -> None:
    assert link(href, words).count("<") == 2


def test_a_line_of_a_megabyte_is_answered(hostile_path: object, hostile_client: TestClient) -> None:
    reading = plain("甲" * 1_000_000, "long.txt", title="长")
    hostile_client.app.state.ledger.add(reading)
    answer = hostile_client.get(f"/pages/{reading.page.id}")
    assert answer.status_code == 200
    # The text twice, the fact that is all of it, its quotation, and what a page needs besides.
    assert len(answer.text) < 4_100_000


VIEWS = (
    "/",
    *(f"/{name}" for name in REGISTERS),
    *(f"/{name}?columns={','.join(register.columns)}" for name, register in REGISTERS.items()),
    "/places",
    "/places/330110",
    "/pairs/330110/331126",
    "/network?level=county",
    "/network?level=county&show=graph",
    "/network?level=county&show=matrix",
    "/calendar?month=2024-03",
    "/board",
    "/pledges/state",
    "/programmes",
    "/organizations",
    "/people",
    "/search?q=window",
)


@pytest.fixture(scope="module")
def spited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A ledger whose facts of every type have a payload in every field."""
    path = tmp_path_factory.mktemp("ledger") / "spited.ledger"
    with Ledger.open(str(path)) as ledger:
        for name, payload in PAYLOADS.items():
            ledger.add(spiteful(payload, f"{name}.html"))
        ledger.reconcile()
    with TestClient(create_app(str(path)), raise_server_exceptions=False) as client:
        yield client


@pytest.mark.parametrize("address", VIEWS)
def test_every_view_of_hostile_facts_is_text(spited: TestClient, address: str) -> None:
    for lang in ("zh", "en"):
        answer = spited.get(f"{address}{'&' if '?' in address else '?'}lang={lang}")
        assert answer.status_code == 200
        inert(answer.text)


@pytest.mark.parametrize("kind", sorted(REGISTERS))
def test_every_entry_of_hostile_facts_is_text(spited: TestClient, kind: str) -> None:
    for line in spited.get(f"/api/{kind}?limit=40").json()["lines"]:
        inert(spited.get(f"/entries/{line['entry']}").text)
        for name in ("visitors", "parties"):
            for body in line["fact"].get(name) or ():
                if isinstance(body, str):
                    inert(spited.get(f"/organizations/{quote(body, safe='')}").text)


def test_downloads_of_hostile_facts_hold_no_formula_and_no_control(spited: TestClient) -> None:
    assert b"\x1b" not in spited.get("/visits.csv").content
    graph = spited.get("/network.gexf?level=county")
    assert lxml.etree.fromstring(graph.content) is not None


def test_a_hostile_page_that_was_read_is_text(tmp_path: Path) -> None:
    """All payloads as the elements that they are, through the reader of HTML itself."""
    path = tmp_path / "hostile.html"
    body = "".join(f"<p>3月11日，庆元县委书记秦望川率县党政代表团到余杭区考察。{payload}</p>\n" for payload in PAYLOADS.values())
    path.write_bytes(f"<!doctype html><meta charset=utf-8><title>庆元县来访</title>{body}".encode("utf-8", "surrogatepass"))
    with Ledger.open(str(tmp_path / "read.ledger")) as ledger:
        page, capture = read_path(path)
        made = read_fully(page, capture.source)
        frame = {"page": page, "capture": capture, "raw": path.read_bytes(), "rules": "made-up"}
        ledger.add(PageReading(**frame, restored=made.restored, blocks=made.blocks, account=made.account))
        ledger.reconcile()
    with TestClient(create_app(str(tmp_path / "read.ledger"))) as client:
        for address in (f"/pages/{page.id}", "/visits", "/", "/network?level=county"):
            inert(client.get(address).text)


@pytest.mark.parametrize("address", ["/", "/posts", "/people", "/pages", "/search?q=甲甲", "/api/posts", "/posts.csv"])
def test_lists_stay_short_with_a_line_of_a_megabyte_in_them(tmp_path: Path, address: str) -> None:
    with Ledger.open(str(tmp_path / "long.ledger")) as ledger:
        ledger.add(plain("甲" * 1_000_000, "long.txt", title="甲" * 1_000_000, person="李四"))
        ledger.reconcile()
    with TestClient(create_app(str(tmp_path / "long.ledger"))) as client:
        answer = client.get(address)
        assert answer.status_code == 200
        if not address.startswith(("/api", "/posts.csv")):
            inert(answer.text)
            assert len(answer.text) < LONGEST_LIST
