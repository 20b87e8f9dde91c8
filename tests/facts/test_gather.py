"""The facts of one page: completed, united, told once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.facts.draft import Draft
from shanhai.facts.gather import page_programme, trips
from shanhai.model import Family, PlaceRef, Programme, Visit
from shanhai.read import read

from .accounts import cases, context, page

SENTENCES = [case.text for name in ("pages", "wordings", "tenure") for case in cases(name)]


@pytest.mark.parametrize(
    ("text", "programme"),
    [
        ("深化东西部协作，推进东西部协作，做好消费帮扶。", Programme(stated="东西部协作", family=Family.EAST_WEST)),
        ("推进山海协作。", Programme(stated="山海协作", family=Family.MOUNTAIN_SEA)),
        ("鄞州区对口支援盐源县。", Programme(stated="对口支援", family=Family.SUPPORT)),
        ("大家见面交流。", None),
    ],
)
def test_programme_of_a_page(text: str, programme: Programme | None) -> None:
    assert page_programme(context(text)) == programme


def test_a_headline_of_another_page_sets_no_programme() -> None:
    assert page_programme(context("代表团回来了\n代表团抵达。\n相关阅读：\n山海协作结硕果")) is None


def test_visits_of_one_sentence_share_a_trip() -> None:
    place = PlaceRef(name="桐庐县", code="330122")
    one, two, alone = trips([Draft(start=start, visitor_place=place) for start in (0, 0, 40)])
    assert one == two
    assert one is not None
    assert alone is None


def test_three_hosts_of_one_journey_are_three_visits_of_one_trip() -> None:
    text = "10月8日至12日，衡水市党政代表团先后到桐庐县、富阳区、秀山县考察。"
    visits = [fact for fact in read(page(text)).facts if isinstance(fact, Visit)]
    assert len(visits) == 3
    assert len({visit.trip for visit in visits}) == 1
    assert visits[0].trip is not None


def test_background_is_told_as_background() -> None:
    text = (
        "桐庐县党政代表团赴秀山县考察\n10月8日，桐庐县党政代表团赴秀山县考察东西部协作工作。\n"
        "新闻背景：2021年5月6日，富阳区党政代表团赴施秉县考察。"
    )
    visits = [fact for fact in read(page(text)).facts if isinstance(fact, Visit)]
    assert [visit.background for visit in visits] == [False, True]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from([*SENTENCES, "\n"]), max_size=8).map("".join))
def test_facts_of_sentences_in_any_order(text: str) -> None:
    facts = read(page(text)).facts
    assert len({fact.id for fact in facts}) == len(facts)
    assert all(fact.page == "0" * 64 and 0 < fact.confidence <= 1 for fact in facts)
