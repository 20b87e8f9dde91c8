from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bench.damage import KINDS, DamageError, damage

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parents[1] / "cases" / "bench" / "kinds.yaml").read_text("utf-8"))
CLEAN = "甲县党政代表团赴乙市考察\n9月3日，甲县县委书记李四率队到乙市，推进东西部协作。双方签订协议，乙市将投入帮扶资金30万元。"
PINYIN = re.compile(r"\([a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+\)")
pages = st.text(alphabet="甲乙县市区长书记，。、！“”（）30 \n海当地", max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['kind']}-{case['text']}")
def test_full_strength(case: dict[str, Any]) -> None:
    found = damage(case["text"], case["kind"], 1.0).text
    if case["says"] is None:
        assert found.count(case["contains"]) == case["times"]
    else:
        assert found == case["says"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_text(kind: str) -> None:
    text = "\n".join([CLEAN, "2023年，两地进一步推进“山海协作”。"] * 12)
    first, second = damage(text, kind, seed=5), damage(text, kind, seed=5)
    assert first == second
    assert first.truth == text
    assert first.text != text


@pytest.mark.parametrize("kind", ["pinyin-characters", "pinyin-words", "doubled-marks", "mirror"])
def test_another_seed_gives_another_text(kind: str) -> None:
    assert len({damage(CLEAN * 3, kind, seed=seed).text for seed in range(4)}) > 1


@given(pages, st.integers(0, 50))
def test_pinyin_after_words_is_undone_by_deleting_it(text: str, seed: int) -> None:
    assert PINYIN.sub("", damage(text, "pinyin-words", 0.5, seed).text) == text


@given(pages, st.sampled_from(["pinyin-words", "doubled-marks", "width", "masks", "menus", "repeated-title"]))
def test_no_strength_does_no_more_than_fold_widths(text: str, kind: str) -> None:
    if kind == "doubled-marks":
        assert damage(text, kind, 0.0).text == damage(text, "width", 1.0).text
    else:
        assert damage(text, kind, 0.0).text == text


@given(pages)
def test_script_keeps_the_length(text: str) -> None:
    assert len(damage(text, "script").text) == len(text)


def test_a_shifted_run_is_counted() -> None:
    found = damage("当地", "pinyin-characters", 1.0)
    assert found.crossings > 0
    assert "?" in found.text


@pytest.mark.parametrize("kind", ["fire", "width+fire", ""])
def test_an_unknown_kind_is_refused(kind: str) -> None:
    with pytest.raises(DamageError, match="no such kind of damage; take one of pinyin-characters"):
        damage("甲县", kind)
