"""Which place a name means on its page."""

from __future__ import annotations

import msgspec
import pytest

from shanhai.facts.location import Locations, flatten, host_codes, level_word, near, reference, related
from shanhai.mentions import find
from shanhai.model import PlaceRef

from .accounts import CASES


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    text: str
    name: str
    place: str
    code: str | None


FOUND = msgspec.yaml.decode((CASES / "location.yaml").read_bytes(), type=list[Case])


def decided(text: str, name: str) -> PlaceRef | None:
    mentions = find(text)
    mention = next(m for m in flatten(mentions) if m.text == name and m.type in ("place", "zone"))
    return Locations(mentions).ref(mention)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in FOUND])
def test_decided_or_left_open(case: Case) -> None:
    ref = decided(case.text, case.name)
    assert ref is not None
    assert (ref.name, ref.code) == (case.place, case.code)


def test_what_is_left_open_names_its_candidates() -> None:
    ref = decided("鼓楼区参加。", "鼓楼区")
    assert ref is not None
    assert len(ref.candidates) > 1
    assert list(ref.candidates) == sorted(ref.candidates)


def test_a_township_lies_in_the_county_before_it() -> None:
    mentions = find("桐庐县分水镇来客")
    assert Locations(mentions).county(mentions[0]) == PlaceRef(name="桐庐县", code="330122")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("330122", "330100", True), ("330100", "330122", True), ("330122", "330122", True), ("330122", "500241", False)],
)
def test_related(one: str, other: str, expected: bool) -> None:
    assert related(reference(one), reference(other)) is expected


def test_a_zone_lies_with_its_hosts() -> None:
    zone = PlaceRef(name="西咸新区")
    assert host_codes(zone)
    assert related(zone, reference("610000"))


@pytest.mark.parametrize(
    ("name", "word"),
    [("富阳区", "区"), ("宁夏回族自治区", "区"), ("黄南藏族自治州", "州"), ("敖汉旗", "旗"), ("桐君街道", "街道"), ("分水镇", "镇")],
)
def test_level_word(name: str, word: str) -> None:
    assert level_word(PlaceRef(name=name)) == word


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("330122", "330122", True), ("330122", "330100", True), ("330122", "500241", False), ("330122", None, False), (None, None, False)],
)
def test_near(one: str | None, other: str | None, expected: bool) -> None:
    assert near(*(reference(code) if code else None for code in (one, other))) is expected
