"""A place: visits both ways, pairings, people in post, and all that lies in it."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.model import LedgerError, Visit
from shanhai.views import Listing, PlaceView, place


def view(ledger: Ledger, name: str) -> PlaceView:
    found = place(ledger, name)
    assert found is not None
    return found


def dates(found: Listing) -> list[str | None]:
    visits = [statement.fact for statement in found.statements]
    return [visit.date.start if isinstance(visit, Visit) and visit.date else None for visit in visits]


def people(found: Listing) -> list[tuple[str, int]]:
    return [(getattr(statement.fact, "person"), statement.pages) for statement in found.statements]  # noqa: B009


def test_visits_out_and_in_latest_first(ledger: Ledger) -> None:
    district = view(ledger, "330303")
    assert (dates(district.visits_out), dates(district.visits_in)) == (["--08-26"], ["2025-07", "2025-05-20"])
    assert district.visits_in.statements[1].page.title == "仪陇县客人来龙湾区考察"


def test_what_lies_in_a_place_counts_for_it_and_denied_visits_do_not(ledger: Ledger) -> None:
    city = view(ledger, "330300")
    assert dates(city.visits_out) == ["2026", "2025-07", "--08-26"]
    assert dates(city.visits_in) == ["2025-07", "2025-06", "2025-05-20"]
    assert [ref.name for ref in city.above] == ["浙江省"]
    assert [line.place.name for line in city.below] == ["龙湾区", "鹿城区"]
    province = view(ledger, "浙江省")
    assert (province.here.pages, province.pages_total) == (0, 3)
    assert province.visits_in == city.visits_in


def test_a_pairing_that_two_pages_state_is_one(ledger: Ledger) -> None:
    county = view(ledger, "511324").pairings
    assert (county.total, county.statements[0].pages) == (1, 2)
    assert county.statements[0].page.published == "2025-05-22"
    assert view(ledger, "330300").pairings.total == 2


def test_people_in_post_by_place_and_by_their_organisation(ledger: Ledger) -> None:
    assert sorted(people(view(ledger, "330303").tenures)) == [("李庚辛", 1), ("钱丙丁", 2)]
    assert people(view(ledger, "511324").tenures) == [("赵甲乙", 1)]


def test_meetings_and_pages(ledger: Ledger) -> None:
    district = view(ledger, "330303")
    assert district.meetings.total == 1
    assert {head.source for head in district.pages} == {"pages/visit.txt", "pages/return.txt", "pages/plans.txt"}


@pytest.mark.parametrize("name", ["330303", "龙湾区", "龙湾"])
def test_a_place_is_found_by_code_and_by_what_it_is_called(ledger: Ledger, name: str) -> None:
    assert view(ledger, name).here.place.code == "330303"


def test_a_zone_goes_by_its_name_and_lies_in_its_host(ledger: Ledger) -> None:
    zone = view(ledger, "温州高新技术产业开发区")
    assert (zone.here.level, zone.visits_in.total) == ("zone", 1)
    assert [ref.name for ref in zone.above] == ["龙湾区", "温州市", "浙江省"]


def test_a_name_that_several_bear_asks_for_the_code(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"320106 江苏省南京市鼓楼区.*代码") as error:
        place(ledger, "鼓楼区")
    assert "350102 福建省福州市鼓楼区" in str(error.value)
    assert view(ledger, "350102").here.place.name == "鼓楼区"


@pytest.mark.parametrize("name", ["", "甲县", "110000", "北京市", "'; DROP TABLE places; --"])
def test_a_place_that_no_page_names_is_not_there(ledger: Ledger, name: str) -> None:
    assert place(ledger, name) is None


def test_a_list_holds_as_many_as_are_asked_for_and_says_how_many_there_are(ledger: Ledger) -> None:
    city = place(ledger, "330300", limit=1)
    assert city is not None
    assert (city.visits_out.total, dates(city.visits_out)) == (3, ["2026"])
    assert (city.pages_total, len(city.pages)) == (3, 1)
