"""Official pairings from either side."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from shanhai.knowledge.pairings import paired, pairings, partners

ALL = pairings()


def test_fujian_helps_ningxia() -> None:
    found = {pairing.programme: pairing for pairing in paired("640000", "350000")}
    assert found["东西部协作"].a == "350000" and found["东西部协作"].b == "640000"
    assert found["东西部扶贫协作"].until == 2010


def test_strangers_are_not_paired() -> None:
    assert paired("350000", "150000") == ()


def test_a_zone_is_paired_by_name_only() -> None:
    zone = next(pairing for pairing in ALL if pairing.a is None)
    assert zone.a_name and zone in partners(zone.b or "")


def test_most_are_certain_and_these_say_where_they_stand() -> None:
    certain = [pairing for pairing in ALL if pairing.certain]
    assert len(certain) / len(ALL) > 0.85
    assert all((pairing.source or "").startswith("http") for pairing in certain)


@given(st.sampled_from(ALL).filter(lambda pairing: pairing.a and pairing.b))
def test_both_sides_know(pairing: object) -> None:
    a, b = pairing.a, pairing.b  # type: ignore[attr-defined]
    assert pairing in paired(a, b) and pairing in paired(b, a)
    assert pairing in partners(a) and pairing in partners(b)
