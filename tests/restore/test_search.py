"""Shifted runs that are searched: which come back, how sure they are, and what they cost."""

from __future__ import annotations

import time

import pytest

from shanhai.model import Certainty, Edit, Repair
from shanhai.restore import rebuild, restore_text

TABLE = "甲縣(xiàn)書(shū)記(jì)說(shuō),"


def searched(text: str) -> list[Edit]:
    return [edit for edit in restore_text(TABLE + text).edits if edit.repair is Repair.SHIFTED]


@pytest.mark.parametrize(
    ("text", "restored", "certainty"),
    [
        ("當(dāng)?shù)鼐珳?zhǔn)招商。", "地精准", Certainty.SEARCHED),  # nothing is lost
        ("天津?qū)谥г誓袭a(chǎn)業園。", "对口支援甘南产", Certainty.GUESSED),  # two pairs were dropped
        ("凝聚发展的動力?!傲硪活^”在乙市。", "。“另一头", Certainty.SEARCHED),  # one byte was lost
    ],
)
def test_searched(text: str, restored: str, certainty: Certainty) -> None:
    (edit,) = searched(text)
    assert (edit.replacement, edit.certainty) == (restored, certainty)
    assert bool(edit.alternatives) is (certainty is Certainty.GUESSED)


def test_a_lost_digit_is_never_filled_in() -> None:
    (edit,) = searched("請(qǐng)?jiān)?0日內到會。")
    assert edit.certainty is Certainty.GUESSED
    assert edit.replacement.endswith("□")
    assert edit.replacement[-2:] == "在□" or "在□" in edit.alternatives


def test_alternatives_differ_from_the_text_and_from_each_other() -> None:
    (edit,) = searched("天津?qū)谥г誓袭a(chǎn)業園。")
    assert len({edit.replacement, *edit.alternatives}) == 1 + len(edit.alternatives)


@pytest.mark.parametrize(
    "text", ["他问:真的?!大家說好。", "真的?好", "見http://a.b/?c,d", "?xyz)", "??? 近日開會。", "????4月到訪。", "會后合影。??"]
)
def test_questions_stay(text: str) -> None:
    assert searched(text) == []


def test_no_evidence_no_search() -> None:
    assert restore_text("当?shù)鼐珳?zhǔn)招商。").edits == ()


def test_a_long_page_is_bounded() -> None:
    """100,000 characters full of runs take 2 s at most, here with room for a slow machine; the runs behind the bound stay."""
    page = TABLE + "\n".join(
        f"第{number}批天津?qū)谥г誓袭a(chǎn)業{chr(0x4E00 + number)}{chr(0x5E00 + number)}園。" for number in range(2000)
    )
    begin = time.process_time()
    restored = restore_text(page)
    assert time.process_time() - begin < 6
    assert rebuild(restored) == page
    assert restore_text(restored.text).edits == ()
