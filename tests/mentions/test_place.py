"""Places of the sentences in tests/cases/mentions/place.yaml."""

from __future__ import annotations

from shanhai.mentions import find

from .cases import Case, check, every_case, of_types

TYPES = ("place", "zone", "region", "deixis")


@every_case("place")
def test_found(case: Case) -> None:
    check(case, TYPES)


def test_links_of_a_chain_narrow_what_they_mean() -> None:
    mention = next(iter(of_types(find("北京市朝阳区来人"), TYPES)))
    assert mention.parts[-1].value == "110105"


def test_a_name_with_namesakes_means_them_all() -> None:
    mention = next(iter(of_types(find("朝阳区来人"), TYPES)))
    assert len((mention.value or "").split("|")) > 1
