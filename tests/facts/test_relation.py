"""Sentences are masked for two sides, and couples of a page are judged by them."""

from __future__ import annotations

import pytest

from shanhai.facts.evidence import only_likely
from shanhai.facts.masking import OTHER, A, B, Scene, Stage
from shanhai.facts.relation import PAIRING, VISIT, Relations
from shanhai.facts.tenure import Tenures
from shanhai.knowledge.relations import LinearModel
from shanhai.model import Pairing, Visit
from shanhai.read import read

from .accounts import context, page

GUESTS = "4月20日，桐庐县党政代表团冒雨翻山，一路走进内丘县的果园。"


def stage(text: str) -> tuple[Stage, Relations]:
    own = context(text)
    made = Stage(own, Tenures(own).read())
    return made, Relations(own, made, VISIT)


def only(text: str) -> Scene:
    (scene,) = stage(text)[0].scenes
    return scene


def test_the_sides_are_masked_and_other_places_are_one() -> None:
    text = "桐庐县与内丘县座谈，秀山县旁听。"
    masked = only(text).masked(text, "330122", "130523")
    assert masked == f"{A}与{B}座谈，{OTHER}旁听。"


def test_what_a_side_lies_in_is_left_out() -> None:
    text = "浙江省桐庐县与内丘县座谈。"
    assert only(text).masked(text, "330122", "130523").startswith(f"{A}与{B}")


def test_who_holds_a_post_of_a_side_stands_for_it() -> None:
    text = "桐庐县县长李苏白到内丘县座谈。"
    first, second = only(text).masked(text, "330122", "130523"), only(text).masked(text, "130523", "330122")
    assert first[0] != second[0]
    assert first[1:] == f"到{B}座谈。"


def test_visits_have_both_orders_and_pairs_one() -> None:
    own = context(GUESTS)
    made = Stage(own, Tenures(own).read())
    orders = {(c.a, c.b) for c in Relations(own, made, VISIT).couples()}
    assert {("330122", "130523"), ("130523", "330122")} <= orders
    assert [{c.a, c.b} for c in Relations(own, made, PAIRING).couples()] == [{"330122", "130523"}]


def test_a_place_and_what_it_lies_in_are_no_couple() -> None:
    assert list(stage("杭州市与桐庐县座谈。")[1].couples()) == []


def test_the_guest_is_likelier_than_the_host() -> None:
    _, relations = stage(GUESTS)
    likely = {(c.a, c.b): relations.judged(c)[0] for c in relations.couples()}
    assert likely["330122", "130523"] > likely["130523", "330122"]
    assert all(0 < p < 1 for p in likely.values())


def test_tables_are_left_to_their_columns() -> None:
    assert stage("桐庐县\t内丘县\n秀山县\t大余县")[0].scenes == ()


@pytest.mark.parametrize("text", ["", "座谈。", "桐庐县座谈。"])
def test_pages_with_fewer_than_two_places_have_no_couple(text: str) -> None:
    assert list(stage(text)[1].couples()) == []


@pytest.fixture
def sure(monkeypatch: pytest.MonkeyPatch) -> None:
    """A model that takes every couple for one."""
    monkeypatch.setattr("shanhai.facts.relation.model", lambda relation: LinearModel({}, 9.0))


@pytest.mark.usefixtures("sure")
def test_what_is_only_likely_asks_for_review_and_quotes_its_sentence() -> None:
    account = read(page("东西部协作中，桐庐县的苗木种上了内丘县的山坡。东西部协作越走越实。"))
    likely = [f for f in account.facts if only_likely(quote.rule for quote in f.evidence.get("", ()))]
    assert {type(fact) for fact in likely} == {Visit, Pairing}
    assert all(fact.needs_review for fact in likely)
    assert {fact.evidence[""][0].exact for fact in likely} == {"东西部协作中，桐庐县的苗木种上了内丘县的山坡。"}


@pytest.mark.usefixtures("sure")
def test_what_rules_tell_is_not_told_again() -> None:
    account = read(page("东西部协作中，桐庐县与内丘县结对。4月20日，桐庐县党政代表团赴内丘县考察。"))
    told = [
        f
        for f in account.facts
        if isinstance(f, Pairing) or (isinstance(f, Visit) and f.visitor_place and f.visitor_place.name == "桐庐县")
    ]
    assert [type(fact) for fact in told] == [Visit, Pairing]
    assert not any(only_likely(quote.rule for quote in fact.evidence[""]) for fact in told)


@pytest.mark.usefixtures("sure")
def test_a_likely_fact_makes_no_page_relevant() -> None:
    assert not read(page("桐庐县的苗木种上了内丘县的山坡。")).page.relevant
