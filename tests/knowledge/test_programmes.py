"""Names of programmes and their families."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from shanhai.knowledge.places import aliases
from shanhai.knowledge.programmes import family, programmes
from shanhai.model import Family

CASES: dict[str, list[str]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "knowledge" / "programmes.yaml").read_text("utf-8"))


@pytest.mark.parametrize("belongs,name", [(belongs, name) for belongs in Family for name in CASES[belongs]])
def test_families(belongs: Family, name: str) -> None:
    assert programmes()[name] == belongs


@pytest.mark.parametrize("name", CASES["none"])
def test_names_that_do_not_tell(name: str) -> None:
    assert name in programmes() and family(name) is None


@pytest.mark.parametrize("name", CASES["unknown"])
def test_no_programmes(name: str) -> None:
    assert name not in programmes()


@pytest.mark.parametrize("stated,belongs", [("新一轮东西部协作", "东西部协作"), ("新时代山海协作工程", "山海协作"), ("教育帮扶", None)])
def test_the_family_of_a_longer_name(stated: str, belongs: str | None) -> None:
    assert family(stated) == belongs


def test_no_programme_is_a_place() -> None:
    assert not set(programmes()) & set(aliases())
