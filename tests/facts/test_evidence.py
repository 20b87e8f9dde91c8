"""Every quotation stands where it says, on damaged text too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.facts.evidence import Claim, Quoter, doubtful, fact_id
from shanhai.model import Account, Certainty, Evidence
from shanhai.read import read
from shanhai.restore import restore, restore_text

from .accounts import cases, page

SENTENCES = [case.text for name in ("pages", "wordings", "pairing", "meeting") for case in cases(name)]
DAMAGED = (
    "5月16日,宁波市鄞州區(qū)黨政代表團(tuán)赴鹽源縣(xiàn)考察東西部協(xié)作工作,縣(xiàn)長(zhǎng)何夏至陪同。",
    "５月１６日，鄞州区党政代表团赴盐源县考察东西部协作工作，盐源县县长何夏至陪同。",
    "5月16日，鄞州区党政代表团赴盐源县考察东西部协作工作。。盐源县县长何夏至陪同。",
    "　　5月16日，鄞州区党政代表团赴盐源县考察。　　",
)


def quotations(account: Account) -> Iterator[Evidence]:
    for keyed in (account.page.evidence, *(fact.evidence for fact in account.facts)):
        for found in keyed.values():
            yield from found


def check_quotations(text: str) -> None:
    account = read(page(text))
    restored = restore(page(text)).text
    for quoted in quotations(account):
        assert text[quoted.start : quoted.end] == quoted.exact != ""
        assert quoted.text in restored
        assert quoted.text == quoted.text.strip()
    assert all(fact.evidence.get("") for fact in account.facts)


@pytest.mark.parametrize("text", [*DAMAGED, *SENTENCES[::4]])
def test_quotations_of_a_page(text: str) -> None:
    check_quotations(text)


@pytest.mark.parametrize("text", DAMAGED)
def test_damage_does_not_keep_the_visit_from_being_told(text: str) -> None:
    (visit,) = (fact for fact in read(page(text)).facts if fact.evidence.get("host_place"))
    assert visit.evidence["host_place"][0].text == "盐源县"


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*SENTENCES, *DAMAGED, "\n", "\n\n", "　　"]), max_size=7).map("".join))
def test_quotations_of_sentences_in_any_order(text: str) -> None:
    check_quotations(text)


def test_a_quotation_is_tight_and_keeps_what_was_published() -> None:
    text = "鹽源縣(xiàn)委書(shū)記(jì)何夏至說，縣(xiàn)裡來客，縣(xiàn)長(zhǎng)致辭。"
    restored = restore_text(text)
    end = restored.text.index("何夏至")
    quoted = Quoter(restored).quote(Claim(field="", start=0, end=end, rule="x"))
    assert quoted.text == "盐源县委书记"
    assert quoted.exact == text[quoted.start : quoted.end]
    assert quoted.exact.startswith("鹽源縣(xiàn)委書(shū)記")


def test_each_span_is_quoted_once_and_in_order_of_the_page() -> None:
    quoter = Quoter(restore_text("桐庐县与秀山县"))
    claims = [
        Claim(field="b", start=4, end=7, rule="x"),
        Claim(field="a", start=0, end=3, rule="x"),
        Claim(field="a", start=0, end=3, rule="x"),
    ]
    assert {field: [e.text for e in found] for field, found in quoter.quotes(claims).items()} == {"a": ["桐庐县"], "b": ["秀山县"]}


def test_an_empty_span_is_no_evidence() -> None:
    assert Quoter(restore_text("桐庐县 来客")).quotes([Claim(field="a", start=3, end=4, rule="x")]) == {}


def test_ids_differ_by_page_type_value_and_span() -> None:
    evidence = Quoter(restore_text("桐庐县与秀山县")).quotes([Claim(field="", start=0, end=3, rule="x")])
    ids = {
        fact_id("1", "visit", {"date": None}, evidence),
        fact_id("2", "visit", {"date": None}, evidence),
        fact_id("1", "tenure", {"date": None}, evidence),
        fact_id("1", "visit", {"date": "2023"}, evidence),
        fact_id("1", "visit", {"date": None}, {}),
    }
    assert len(ids) == 5
    assert all(len(found) == 16 and set(found) <= set("0123456789abcdef") for found in ids)


def test_a_guess_behind_any_quotation_is_doubtful() -> None:
    sure = Evidence(start=0, end=1, exact="甲", text="甲", rule="x")
    guessed = Evidence(start=0, end=1, exact="甲", text="甲", rule="x", certainty=Certainty.GUESSED)
    assert not doubtful({"": (sure,)})
    assert doubtful({"": (sure,), "a": (sure, guessed)})
