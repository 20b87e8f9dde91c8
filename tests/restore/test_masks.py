"""Asterisks of filters: written out where public text leaves no doubt, left and flagged elsewhere."""

from __future__ import annotations

import pytest

from shanhai.model import Certainty, Repair
from shanhai.restore import restore_text
from shanhai.restore.masks import MOST, write_out


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("县委副书*、县长柳岸到会。", "县委副书记、县长柳岸到会。"),
        ("两县签订合作框架协*书。", "两县签订合作框架协议书。"),
        ("支持园区*水处理。", "支持园区污水处理。"),
        ("3月5日，市*书记柳岸来访。", "3月5日，市委书记柳岸来访。"),
        ("3月5日，县*书*柳岸来访。", "3月5日，县委书记柳岸来访。"),
        ("双方签订采购协*，帮扶资*30万元。", "双方签订采购协议，帮扶资金30万元。"),
        ("我市*导柳岸、沈舟参加。", "我市领导柳岸、沈舟参加。"),
        ("南浦县*、县政府来函。", "南浦县委、县政府来函。"),
        ("干部到乙市学习取*。", "干部到乙市学习取*。"),
        ("双方签了一份协*。", "双方签了一份协议。"),
        ("他是协*成员。", "他是协*成员。"),
        ("张*和李**到会。", "张*和李**到会。"),
        ("面积3*5米，合计*项。", "面积3*5米，合计*项。"),
        ("*县来客，，*要来。", "*县来客，，*要来。"),
    ],
)
def test_what_is_written_out(text: str, written: str) -> None:
    assert "".join(_applied(text)) == written


def _applied(text: str) -> list[str]:
    signs = list(text)
    for edit in write_out(text):
        signs[edit.start] = edit.replacement
    return signs


def test_it_is_a_guess_that_names_the_next() -> None:
    (edit,) = (e for e in restore_text("县委副书*、县长柳岸到会。").edits if e.original == "*")
    assert (edit.replacement, edit.repair, edit.certainty) == ("记", Repair.MASKED, Certainty.GUESSED)
    assert edit.alternatives


def test_restored_twice_is_restored_once() -> None:
    once = restore_text("县委副书*、县长柳岸到会，两县签订合作框架协*书，学习取*。").text
    assert restore_text(once).text == once


def test_a_page_of_asterisks_is_left_alone() -> None:
    assert write_out("县委副书*、县长到会。" * (MOST + 1)) == ()
    assert len(write_out("县委副书*、县长到会。" * MOST)) == MOST
