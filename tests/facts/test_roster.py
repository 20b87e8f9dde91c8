"""People and places of the story, each once."""

from __future__ import annotations

from shanhai.facts.roster import people, places
from shanhai.facts.tenure import Tenures

from .accounts import context


def roles(text: str) -> dict[str, str]:
    own = context(text)
    return {person.name: person.role.value for person in people(own, Tenures(own).read())}


def test_people_and_their_roles() -> None:
    text = "桐庐日报讯（记者 秦小满）桐庐县县长柳岸学习习近平总书记的重要论述，苗青同志参加。"
    assert roles(text) == {"柳岸": "actor", "习近平": "reference", "秦小满": "credit"}


def test_a_person_named_twice_is_listed_once() -> None:
    assert list(roles("桐庐县县长柳岸到会。县长柳岸讲话，柳岸返程。")) == ["柳岸"]


def test_places_inside_names_are_places_of_the_story() -> None:
    names = [ref.name for ref in places(context("桐庐县党政代表团赴秀山县考察，富阳区发改局参加。"))]
    assert names == ["桐庐县", "秀山土家族苗族自治县", "富阳区"]


def test_a_place_named_two_ways_is_listed_once() -> None:
    assert [ref.name for ref in places(context("秀山县来客，秀山土家族苗族自治县接待。"))] == ["秀山土家族苗族自治县"]


def test_the_place_in_a_companys_name_is_none_of_the_story() -> None:
    assert places(context("浙江青山茶业有限公司参加。")) == ()


def test_our_county_is_a_place_of_the_story() -> None:
    assert "桐庐县" in [ref.name for ref in places(context("桐庐发布讯 我县召开会议。"))]


def test_headlines_of_other_pages_name_nobody() -> None:
    text = "桐庐县党政代表团赴秀山县考察\n桐庐县县长柳岸到会。\n相关阅读：\n衡水市市长莫问津讲话"
    assert "莫问津" not in roles(text)
    assert "衡水市" not in [ref.name for ref in places(context(text))]
