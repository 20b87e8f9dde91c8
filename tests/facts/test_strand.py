"""Which visit is being told of."""

from __future__ import annotations

from shanhai.facts.draft import Draft
from shanhai.facts.strand import Strand
from shanhai.model import PlaceRef, When

from .accounts import context

HOST, GUEST = PlaceRef(name="秀山土家族苗族自治县", code="500241"), PlaceRef(name="桐庐县", code="330122")
TEXT = "9月3日，代表团到秀山县。座谈会召开。\n去年，秀山县曾到桐庐县学习。大家走访甲园。\n10月5日，大家走访乙园。"


def strand() -> Strand:
    there = Draft(visitor_place=GUEST, host_place=HOST, date=When(text="", start="--09-03"), start=0, end=8)
    back = Draft(visitor_place=HOST, host_place=GUEST, start=TEXT.index("去年"), end=TEXT.index("去年") + 8)
    return Strand(context(TEXT), [there, back])


def test_a_visit_goes_on() -> None:
    assert strand().at(TEXT.index("座谈会")) == [0]


def test_an_aside_that_begins_its_paragraph_ends_with_it() -> None:
    assert strand().at(TEXT.index("走访甲园")) == [1]


def test_another_day_is_of_no_visit_told() -> None:
    assert strand().at(TEXT.index("走访乙园")) == []
    assert strand().fitting([0, 1], TEXT.index("走访乙园")) == [1]


def test_nothing_is_told_of_without_visits() -> None:
    assert Strand(context(TEXT), []).at(3) == []
