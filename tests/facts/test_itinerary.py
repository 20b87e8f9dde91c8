"""The days of a journey's stages."""

from __future__ import annotations

from shanhai.facts.draft import Draft
from shanhai.facts.itinerary import by_stages
from shanhai.model import PlaceRef, When

from .accounts import context

GUEST = PlaceRef(name="桐庐县", code="330122")
HENGSHUI, XINGTAI = PlaceRef(name="衡水市", code="131100"), PlaceRef(name="邢台市", code="130500")
TEXT = "5月7日至9日赴衡水市、邢台市。7日，代表团在衡水市座谈。8日至9日，代表团到达邢台市。6月1日，又有人到邢台市。"
RANGE = When(text="", start="--05-07", end="--05-09")


def journey(*hosts: PlaceRef) -> list[Draft]:
    return [Draft(visitor_place=GUEST, host_place=host, date=RANGE, end=16) for host in hosts]


def days(*hosts: PlaceRef) -> list[tuple[str | None, str | None]]:
    staged = by_stages(context(TEXT), journey(*hosts))
    return [(d.date.start, d.date.end) for d in staged if d.date is not None]


def test_each_host_has_its_days() -> None:
    assert days(HENGSHUI, XINGTAI) == [("--05-07", None), ("--05-08", "--05-09")]


def test_one_host_keeps_the_range() -> None:
    assert days(HENGSHUI) == [("--05-07", "--05-09")]
