"""Whom and what a fact names, and in which field."""

from __future__ import annotations

import pytest

from shanhai.ledger.ties import organizations_in, people_in, places_in
from shanhai.model import Account, AnyFact, Meeting, Organization, PageAccount, Pairing, Person, PlaceRef, Pledge, Tenure, Visit

GUEST, HOST = PlaceRef(name="仪陇县", code="511324"), PlaceRef(name="龙湾区", code="330303")
ACCOUNT = Account(
    page=PageAccount(id="p", source="a.txt"),
    people=(Person(name="李四"), Person(name="王五")),
    organizations=(Organization(name="甲公司"), Organization(name="李四")),
)

CASES: list[tuple[AnyFact, list[str], list[str], list[str]]] = [
    (
        Visit(id="1", page="p", visitor_place=GUEST, host_place=HOST, head="李四", hosts=("赵六",), sites=("甲公司", "乙馆"), kind="考察"),
        ["visit.visitor_place 仪陇县", "visit.host_place 龙湾区"],
        ["visit.head 李四", "visit.hosts 赵六"],
        ["visit.sites 甲公司"],
    ),
    (
        Tenure(id="2", page="p", person="李四", post="书记", organization="龙湾区委", place=HOST),
        ["tenure.place 龙湾区"],
        ["tenure.person 李四"],
        ["tenure.organization 龙湾区委"],
    ),
    (Pairing(id="3", page="p", a=GUEST, b="甲公司"), ["pairing.a 仪陇县"], [], ["pairing.b 甲公司"]),
    (
        Meeting(id="4", page="p", name="甲公司", parties=(GUEST, "甲公司", "乙馆")),
        ["meeting.parties 仪陇县"],
        [],
        ["meeting.parties 甲公司"],
    ),
    (Pledge(id="5", page="p", text="李四", speaker="李四", actors=("甲公司", "")), [], ["pledge.speaker 李四"], ["pledge.actors 甲公司"]),
]


@pytest.mark.parametrize(("fact", "places", "people", "organizations"), CASES, ids=[type(case[0]).__name__ for case in CASES])
def test_who_and_what_a_fact_names(fact: AnyFact, places: list[str], people: list[str], organizations: list[str]) -> None:
    assert [f"{slot} {ref.name}" for slot, ref in places_in(fact)] == places
    assert [f"{tie.slot} {tie.name}" for tie in people_in(fact, ACCOUNT)] == people
    assert [f"{tie.slot} {tie.name}" for tie in organizations_in(fact, ACCOUNT)] == organizations
