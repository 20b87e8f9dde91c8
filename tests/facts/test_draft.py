"""A visit as it is being put together."""

from __future__ import annotations

import pytest

from shanhai.facts.draft import Draft, has_party, same_visit, united
from shanhai.facts.evidence import Claim
from shanhai.model import Modality, PlaceRef, When

CLAIM = Claim(field="visitors", start=0, end=2, rule="visit.x")
TONGLU, XIUSHAN, FUYANG = PlaceRef(name="桐庐县"), PlaceRef(name="秀山土家族苗族自治县"), PlaceRef(name="富阳区")


def on(day: str | None) -> When:
    return When(text=day or "近日", start=day)


def test_changing_a_draft_keeps_its_claims_and_leaves_the_old_one() -> None:
    first = Draft(claims=(CLAIM,))
    second = first.with_([CLAIM], head="柳岸")
    assert (first.head, second.head, second.claims) == (None, "柳岸", (CLAIM, CLAIM))


def test_a_name_is_added_once_and_in_order() -> None:
    assert Draft(hosts=("龙在野",)).adding("hosts", ("苏白", "龙在野"), [CLAIM]).hosts == ("龙在野", "苏白")


def test_where_it_was_told_last() -> None:
    draft = Draft(start=10, tellings=(40, 90))
    assert [draft.told(offset) for offset in (5, 10, 60, 90)] == [None, 10, 40, 90]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=on("--09-03")), True),
        (Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=on(None)), True),
        (Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=on("--09-04")), False),
        (Draft(visitor_place=TONGLU, host_place=FUYANG, date=on("--09-03")), False),
        (Draft(visitor_place=FUYANG, host_place=XIUSHAN, date=on("--09-03")), False),
        (Draft(host_place=XIUSHAN), False),
    ],
)
def test_one_visit_has_the_same_sides_and_no_two_days(other: Draft, expected: bool) -> None:
    one = Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=on("--09-03"))
    assert same_visit(one, other) is same_visit(other, one) is expected


def test_what_one_telling_leaves_open_the_other_fills() -> None:
    known = Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=on(None), hosts=("龙在野",), start=3)
    more = Draft(visitor_place=TONGLU, host_place=XIUSHAN, date=on("--09-03"), head="柳岸", hosts=("苏白",), start=90)
    both = united(known, more)
    assert (both.head, both.hosts, both.tellings, both.date) == ("柳岸", ("龙在野", "苏白"), (90,), on("--09-03"))


def test_a_visit_that_happened_is_no_plan_for_being_announced_before() -> None:
    plan, visit = Draft(modality=Modality.PLANNED), Draft(modality=Modality.HAPPENED)
    assert united(plan, visit).modality is united(visit, plan).modality is Modality.HAPPENED


def test_a_named_delegation_says_who_came() -> None:
    named, led = Draft(visitors=("桐庐县党政代表团",), claims=(CLAIM,)), Draft(visitors=("桐庐县",), head="柳岸")
    assert has_party(named)
    assert not has_party(led)
    assert united(led, named).visitors == ("桐庐县党政代表团",)
