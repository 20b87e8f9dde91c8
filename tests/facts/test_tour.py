"""What was seen, told by looking, going and stopping."""

from __future__ import annotations

import pytest

from shanhai.facts.landmark import Landmarks
from shanhai.facts.stop import Stops
from shanhai.facts.tour import TOUR, Tours

from .accounts import Case, context, differences, every_case

LISTS = {
    "酉水茶厂、边城纪念馆和梅江镇的两处车站": ["酉水茶厂", "边城纪念馆"],
    "县医院新建的门诊综合楼和汉源镇卫生院": ["门诊综合楼", "汉源镇卫生院"],
    "学校的宣传片": [],
    "酉水“飞地”园区": ["酉水“飞地”园区"],
}


@every_case("tour")
def test_tour(case: Case) -> None:
    assert differences(case) == {}


@pytest.mark.parametrize("text", LISTS)
def test_a_list_is_read_item_by_item(text: str) -> None:
    page = context(text)
    assert [m.text for m in Stops(page.text, Landmarks(page)).listed(0, len(text))] == LISTS[text]


def test_a_tour_is_a_match_of_its_own_rule() -> None:
    (match,) = Tours(context("代表团看了酉水茶厂，听取介绍。")).all()
    assert (match.rule, [m.text for m in match.roles["sites"]]) == (TOUR, ["酉水茶厂"])


def test_who_only_says_so_sees_nothing() -> None:
    assert not list(Tours(context("团长说，看了酉水茶厂才知道。")).all())
