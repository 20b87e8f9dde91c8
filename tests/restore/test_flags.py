"""What cannot be undone is pointed at, and nothing else is."""

from __future__ import annotations

import pytest

from shanhai.model import Certainty, Repair
from shanhai.restore import Alignment, rebuild, restore_text

DAMAGED = "縣(xiàn)委書(shū)記(jì)李四說(shuō),大家好。"


@pytest.mark.parametrize(
    ("text", "repair", "flagged"),
    [
        ("干部到乙市学习取*，行是*学习。", Repair.MASKED, "*"),
        ("去年##县来访。", Repair.MASKED, "##"),
        ("项目于202223年落地。", Repair.REPLACED, "202223年"),
        ("这批器物出土于丙地，年在丁县展出。", Repair.REPLACED, "年"),
        ("尊龙凯时国际董事长王五来访。", Repair.REPLACED, "尊龙凯时"),
        ("甲县经济社会开展成就显著。", Repair.REWRITTEN, "经济社会开展"),
    ],
)
def test_flagged(text: str, repair: Repair, flagged: str) -> None:
    restored = restore_text(text)
    assert restored.text == text
    edit = restored.edits[0]
    assert (edit.repair, edit.original, edit.replacement, edit.certainty) == (repair, flagged, flagged, Certainty.GUESSED)
    assert rebuild(restored) == text


@pytest.mark.parametrize(
    "text",
    ["* 第一条\n*县里的项目", "面积3×5米，20000年前，2023年", "##山东省", "*ST甲股份", "近年来，年轻人在乙市；，年产值上升", "1*2", "C#县"],
)
def test_not_flagged(text: str) -> None:
    assert restore_text(text).edits == ()


def test_what_is_left_of_a_run_is_flagged_and_makes_its_words_doubtful() -> None:
    restored = restore_text(DAMAGED + "這里有?bāngZZZ字?lóng)㈱㈱㈱㈱㈱㈱㈱㈱㈱㈱㈱㈱")
    lost = [edit for edit in restored.edits if edit.repair is Repair.LOST]
    assert lost
    assert lost[0].original == lost[0].replacement
    place = restored.text.index(lost[0].replacement)
    assert Alignment(restored).to_published(place, place + 1)[2] is Certainty.GUESSED
