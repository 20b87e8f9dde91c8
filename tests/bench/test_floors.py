from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.floors import FloorError, Floors, measured, read_floors, write_floors

WAS = Floors(corpus="a", least={"f1 people": 0.9}, most={"cer 25": 0.1})
BETTER = Floors(corpus="a", least={"f1 people": 0.95}, most={"cer 25": 0.0})
WORSE = Floors(corpus="b", least={"f1 people": 0.8}, most={"cer 25": 0.2})

shares = st.dictionaries(st.sampled_from("abc"), st.floats(0, 1))


def test_what_falls_is_named() -> None:
    assert WAS.broken(WORSE) == ("f1 people: 0.8 is below 0.9", "cer 25: 0.2 is above 0.1")
    assert WAS.broken(BETTER) == ()
    assert WAS.broken(Floors()) == ("f1 people: None is below 0.9", "cer 25: None is above 0.1")


def test_floors_only_rise() -> None:
    assert WAS.raised(BETTER) == BETTER
    assert WAS.raised(WORSE).least == WAS.least
    assert WAS.raised(WORSE).most == WAS.most


@given(shares, shares)
def test_raised_floors_are_never_lower(old: dict[str, float], new: dict[str, float]) -> None:
    floors, now = measured("", old, old), measured("", new, new)
    raised = floors.raised(now)
    assert all(raised.least[name] >= floors.least.get(name, 0) for name in raised.least)
    assert all(raised.most[name] <= floors.most.get(name, 1) for name in raised.most)


@given(shares)
def test_a_run_never_breaks_its_own_floors(found: dict[str, float]) -> None:
    now = measured("", found, found)
    assert Floors().raised(now).broken(now) == ()


def test_lowering_keeps_its_reason() -> None:
    lowered = WAS.lowered(WORSE, "三页新语料")
    assert lowered.least == WORSE.least
    assert lowered.regressions[0].reason == "三页新语料"
    assert lowered.regressions[0].lowered == WAS.broken(WORSE)
    with pytest.raises(FloorError):
        WAS.lowered(WORSE, "")


def test_floors_are_kept_in_a_file(tmp_path: Path) -> None:
    path = tmp_path / "floors.json"
    assert read_floors(path) == Floors()
    write_floors(WAS, path)
    assert read_floors(path) == WAS
