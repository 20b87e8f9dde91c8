"""Rows laid beside entries: spoilt as offices spoil them, and told apart where they must be."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from shanhai.model import Amount, AnyFact, Measure, Pairing, PlaceRef, Pledge, Project, Tenure, Visit, When
from shanhai.sheets import SheetRow
from shanhai.sheets.likeness import row_likeness
from shanhai.sheets.matching import Match, match_rows

LUCHENG, LONGWAN, WENZHOU = (PlaceRef(name=n, code=c) for n, c in (("鹿城区", "330302"), ("龙湾区", "330303"), ("温州市", "330300")))
NANBU, YILONG = (PlaceRef(name=n, code=c) for n, c in (("南部县", "511321"), ("仪陇县", "511324")))


def at(start: str, end: str | None = None) -> When:
    return When(text=start, start=start, end=end)


def visit(day: str | None, guest: PlaceRef = LUCHENG, host: PlaceRef | None = NANBU, **more: Any) -> Visit:
    return Visit(id="1", page="p", visitor_place=guest, host_place=host, date=at(day) if day else None, **more)


def row(fact: AnyFact, number: int = 4, key: str = "", **more: Any) -> SheetRow:
    kind = str(type(fact).__struct_config__.tag)
    return SheetRow(sheet=0, number=number, kind=kind, key=key or f"k{number}", fact=fact, **more)


def money(yuan: int) -> Amount:
    return Amount(yuan=Decimal(yuan), text=str(yuan))


SAME: list[tuple[AnyFact, AnyFact]] = [
    (visit("2024-05-14"), visit("2024-05-14")),
    (visit("2024-05-14"), visit("2024-05-15")),
    (visit("2024-05-14"), visit("--05-14")),
    (visit("2024-05", head="李小四"), visit("2024-05-14", head="李小四")),
    (visit("2024-05-14", guest=WENZHOU), visit("2024-05-14", head="李小四")),
    (visit("2024-05-14", head="李小四"), visit("2024-05-14", head="李小泗")),
    (visit(None, head="李小四"), visit("2024-05-14", head="李小四")),
    (visit("2024-05-14", guest=PlaceRef(name="鼓楼", candidates=("320106", "330302"))), visit("2024-05-14")),
    (Project(id="1", page="p", name="甲县茶叶加工园项目", place=NANBU), Project(id="2", page="p", name="甲县茶叶加工园", place=NANBU)),
    (Project(id="1", page="p", name="茶叶园", amount=money(1200)), Project(id="2", page="p", name="“茶叶园”", amount=money(1210))),
    (
        Measure(id="1", page="p", subject="财政援助资金", amount=money(45_000_000), place=NANBU, period=at("2024")),
        Measure(id="2", page="p", subject="援助资金", value=Decimal("4499.6"), unit="万元", place=NANBU, period=at("2024-12")),
    ),
    (
        Measure(id="1", page="p", subject="选派教师", value=Decimal(25), unit="名", place=NANBU, period=at("2024")),
        Measure(id="2", page="p", subject="选派教师", value=Decimal(25), place=NANBU, period=at("2024")),
    ),
    (
        Tenure(id="1", page="p", person="李小四", post="副局长", organization="南部县教育局"),
        Tenure(id="2", page="p", person="李小四", post="党组成员、副局长", organization="南部县教育局", place=NANBU),
    ),
    (Pairing(id="1", page="p", a=LUCHENG, b=NANBU), Pairing(id="2", page="p", a=NANBU, b=LUCHENG)),
    (
        Pledge(id="1", page="p", text="共建茶叶加工中心两处", speaker="李小四"),
        Pledge(id="2", page="p", text="将共建茶叶加工中心两处", speaker="李小四"),
    ),
]
OTHER: list[tuple[AnyFact, AnyFact]] = [
    (visit("2024-05-14"), visit("2024-08-14")),
    (visit("2024-05-14"), visit("2023-06-01", head="李小四")),
    (visit("2024-05-14"), visit("2024-05-14", guest=LONGWAN)),
    (visit("2024-05-14"), visit("2024-05-14", guest=NANBU, host=LUCHENG)),
    (visit("2024-05-14", head="李小四"), visit("2024-05-22", head="王五丰")),
    (Project(id="1", page="p", name="甲县产业园一期", place=NANBU), Project(id="2", page="p", name="甲县产业园二期", place=NANBU)),
    (Project(id="1", page="p", name="茶叶加工项目8", place=NANBU), Project(id="2", page="p", name="茶叶加工项目9", place=NANBU)),
    (
        Measure(id="1", page="p", subject="援助资金", amount=money(45_000_000), place=NANBU, period=at("2024")),
        Measure(id="2", page="p", subject="援助资金", amount=money(45_000_000), place=YILONG, period=at("2024")),
    ),
    (
        Measure(id="1", page="p", subject="援助资金", amount=money(45_000_000), place=NANBU, period=at("2024")),
        Measure(id="2", page="p", subject="援助资金", amount=money(40_000_000), place=NANBU, period=at("2024")),
    ),
    (Tenure(id="1", page="p", person="李小四", post="副局长"), Tenure(id="2", page="p", person="王五丰", post="副局长")),
    (Pairing(id="1", page="p", a=LUCHENG, b=NANBU), Pairing(id="2", page="p", a=LUCHENG, b=YILONG)),
    (Pledge(id="1", page="p", text="共建茶叶加工中心两处"), Pledge(id="2", page="p", text="选派教师二十名到校任教")),
]


@pytest.mark.parametrize(("claimed", "told"), SAME)
def test_a_spoilt_row_finds_its_entry(claimed: AnyFact, told: AnyFact) -> None:
    found = match_rows([row(claimed)], {"e": told})[0]
    assert (found.match, [each.entry for each in found.candidates]) == (Match.FOUND, ["e"])
    assert found.candidates[0].features


@pytest.mark.parametrize(("claimed", "told"), OTHER)
def test_another_thing_is_not_found(claimed: AnyFact, told: AnyFact) -> None:
    assert match_rows([row(claimed)], {"e": told})[0].match is not Match.FOUND


def test_two_that_are_as_like_are_asked() -> None:
    found = match_rows([row(visit("2024-05-14"))], {"e": visit("2024-05-14"), "f": visit("2024-05-14", head="李小四")})[0]
    assert found.match is Match.UNSURE
    assert {each.entry for each in found.candidates} == {"e", "f"}


def test_an_entry_goes_to_the_row_that_is_most_like_it() -> None:
    rows = [row(visit("2024-05-16"), 4), row(visit("2024-05-14"), 5)]
    near, same = match_rows(rows, {"e": visit("2024-05-14")})
    assert same.match is Match.FOUND
    assert (near.match, near.shared) == (Match.UNSURE, 5)
    both = match_rows(rows, {"e": visit("2024-05-14"), "f": visit("2024-05-16")})
    assert [each.candidates[0].entry for each in both] == ["f", "e"]


def test_a_row_that_stands_twice_finds_the_same_entry() -> None:
    first, second = match_rows([row(visit("2024-05-14"), 4, "k"), row(visit("2024-05-14"), 5, "k")], {"e": visit("2024-05-14")})
    assert (first.shared, second.shared) == (None, 4)
    assert second.match is Match.FOUND


def test_a_row_that_does_not_say_who_went_finds_either_way() -> None:
    found = match_rows([row(visit("2024-05-14", guest=NANBU, host=LUCHENG), open=True)], {"e": visit("2024-05-14")})[0]
    assert found.match is Match.FOUND
    assert "turned" in found.candidates[0].features


def test_a_row_that_is_not_read_is_like_nothing() -> None:
    unread = SheetRow(sheet=0, number=4, kind="visit", key="k")
    assert row_likeness(unread, visit("2024-05-14")) is None
    assert match_rows([unread], {"e": visit("2024-05-14")})[0].match is Match.NONE
