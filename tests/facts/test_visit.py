"""Visits on small pages in many wordings."""

from __future__ import annotations

import pytest

from shanhai.facts.draft import Draft
from shanhai.facts.visit import near, people_of, united
from shanhai.model import Mention, Modality, PlaceRef, When

from .accounts import CASES, Case, cases, differences, every_case

EVERY = ("pages", "wordings", "negatives", "company", "meeting", "pairing", "tenure")
TONGLU, HANGZHOU, XIUSHAN = (
    PlaceRef(name="桐庐县", code="330122"),
    PlaceRef(name="杭州市", code="330100"),
    PlaceRef(name="秀山土家族苗族自治县", code="500241"),
)


@every_case("pages", "wordings")
def test_page(case: Case) -> None:
    assert differences(case) == {}


@every_case("negatives")
def test_no_visit_and_no_pairing(case: Case) -> None:
    assert differences(case) == {}


@pytest.mark.xfail(strict=True, reason="not told rightly yet")
@every_case("known-failures")
def test_known_failure(case: Case) -> None:
    assert differences(case) == {}


def test_labels_are_unique_and_negatives_are_empty() -> None:
    for name in (*EVERY, "known-failures"):
        labels = [case.label for case in cases(name)]
        assert len(set(labels)) == len(labels) > 0
    assert all(not case.visits and not case.pairings for case in cases("negatives"))
    assert all(case.visits for case in cases("pages"))


def test_each_page_is_told_in_its_own_words() -> None:
    texts = [case.text for path in sorted(CASES.glob("*.yaml")) if path.stem in EVERY for case in cases(path.stem)]
    assert len(set(texts)) == len(texts)


def test_what_one_telling_leaves_open_the_other_fills() -> None:
    known = Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=When(text="近日"), hosts=("龙在野",), start=3)
    more = Draft(
        visitor_place=TONGLU, host_place=XIUSHAN, date=When(text="9月3日", start="--09-03"), head="柳岸", hosts=("苏白",), start=90
    )
    both = united(known, more)
    assert (both.head, both.hosts, both.tellings) == ("柳岸", ("龙在野", "苏白"), (90,))
    assert both.date is not None
    assert both.date.start == "--09-03"


def test_a_visit_that_happened_is_no_plan_for_being_announced_before() -> None:
    plan, visit = Draft(modality=Modality.PLANNED), Draft(modality=Modality.HAPPENED)
    assert united(plan, visit).modality is united(visit, plan).modality is Modality.HAPPENED


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [(TONGLU, TONGLU, True), (TONGLU, HANGZHOU, True), (TONGLU, XIUSHAN, False), (TONGLU, None, False), (None, None, False)],
)
def test_near(one: PlaceRef | None, other: PlaceRef | None, expected: bool) -> None:
    assert near(one, other) is expected


def test_only_officials_and_persons_are_people() -> None:
    official = Mention(type="official", start=0, end=4, text="县长柳岸", value="柳岸")
    place = Mention(type="place", start=5, end=8, text="桐庐县", value="330122")
    assert [name for name, _ in people_of([official, place])] == ["柳岸"]
