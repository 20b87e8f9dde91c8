from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bench.damage.gbk import Insertion, boundaries, crossings, decode, positions, replace
from bench.damage.pinyin import reading

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "bench" / "bytes.yaml").read_text("utf-8"))
gbk_text = st.text(alphabet=st.characters(codec="gbk", exclude_categories=["Cc", "Cs", "Co"]), max_size=20)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['text']}+{''.join(case['keys'])}")
def test_replacement_by_bytes(case: dict[str, Any]) -> None:
    table = [Insertion(pattern=key.encode("gbk"), addition=f"({reading(key)[0]})".encode("gb18030"), after=True) for key in case["keys"]]
    assert replace(case["text"], table, Random(0)) == case["says"]


@given(gbk_text)
def test_whole_characters_are_read_as_they_were(text: str) -> None:
    assert decode(text.encode("gbk")) == text


@given(st.binary(max_size=40))
def test_any_bytes_can_be_read(raw: bytes) -> None:
    assert len(decode(raw)) <= len(raw)


@given(gbk_text)
def test_boundaries_are_those_of_the_characters(text: str) -> None:
    ends = {len(text[:at].encode("gbk")) for at in range(len(text))}
    assert boundaries(text.encode("gbk")) == ends


@given(st.text(max_size=20))
def test_nothing_to_insert_changes_nothing(text: str) -> None:
    assert replace(text, [], Random(0)) == text


def test_a_share_of_nothing_befalls_nothing() -> None:
    never = Insertion(pattern="，".encode("gbk"), addition=b",", after=False, share=0.0)
    assert replace("甲，乙，丙", [never], Random(0)) == "甲，乙，丙"


def test_positions_do_not_overlap() -> None:
    assert list(positions(b"aaaa", b"aa")) == [0, 2]


def test_crossings_are_counted() -> None:
    assert crossings("當地當地", ["數".encode("gbk")]) == 2
    assert crossings("數", ["數".encode("gbk")]) == 0
