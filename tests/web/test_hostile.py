"""What pages say stays text: known payloads in every place where a page's words are shown."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import lxml.html
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from litestar.testing import TestClient
from markupsafe import Markup

from shanhai.web.desk import original
from shanhai.web.headers import CONTENT_SECURITY_POLICY, SECURITY_HEADERS
from shanhai.web.marking import control_name
from shanhai.web.rendering import link, tame

from .made_up import hostile, plain

PAYLOADS = hostile()["payloads"]
OURS = {"script", "link", "meta", "input", "form", "button", "template", "svg", "style", "iframe", "img", "base", "object", "embed"}
FOREIGN = OURS - {"script", "link", "meta", "input", "form", "button", "template"}
# What a chart draws, as JSON: no browser runs it.
DRAWN = "@type = 'application/json' and not(@src)"
# What may stand in an answer besides printable characters: line ends, and the space of full width.
LAYOUT = {"\n", "\u3000", "\u00a0"}


def inert(answer: str) -> lxml.html.HtmlElement:
    """The answer as a tree, in which nothing is not ours."""
    page = lxml.html.document_fromstring(answer)
    assert not [element.tag for element in page.iter() if element.tag in FOREIGN]
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
