"""What 我区, 两地, 该县 stand for on a page."""

from __future__ import annotations

import msgspec
import pytest

from shanhai.facts.home import fits, wanted_level
from shanhai.facts.location import flatten, reference

from .accounts import CASES, context


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    text: str
    deixis: str
    means: tuple[str, ...]


FOUND = msgspec.yaml.decode((CASES / "home.yaml").read_bytes(), type=list[Case])


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in FOUND])
def test_meaning(case: Case) -> None:
    own = context(case.text)
    mention = next(m for m in flatten(own.mentions) if m.type == "deixis" and m.text == case.deixis)
    assert tuple(ref.name for ref in own.places_of(mention)) == case.means


@pytest.mark.parametrize(
    ("word", "level"),
    [("我区", "区"), ("该县", "县"), ("副市长", "市"), ("自治区政协", "自治区"), ("两地", None), ("州委", "州"), ("", None)],
)
def test_wanted_level(word: str, level: str | None) -> None:
    assert wanted_level(word) == level


@pytest.mark.parametrize(
    ("code", "level", "expected"),
    [
        ("330111", "区", True),
        ("330122", "县", True),
        ("330122", "区", False),
        ("640000", "自治区", True),
        ("330000", "省", True),
        ("632300", "州", True),
        ("330122", None, True),
    ],
)
def test_fits(code: str, level: str | None, expected: bool) -> None:
    assert fits(reference(code), level) is expected


def test_the_publishers_place_is_established() -> None:
    home = context("桐庐发布讯 秀山县党政代表团来访。").home
    found = home.established("县")
    assert found is not None
    assert found.name == "桐庐县"


def test_two_places_named_as_often_are_neither_the_pages_own() -> None:
    assert context("桐庐县与秀山县座谈。").home.at("县") is None
