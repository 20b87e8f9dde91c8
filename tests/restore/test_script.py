"""Which characters are made simplified, where."""

from __future__ import annotations

import pytest

from shanhai.knowledge.load import table
from shanhai.model import Repair
from shanhai.restore.script import simplify_script


def changed(text: str) -> str:
    return "".join(edit.replacement for edit in simplify_script(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("縣長與書記", "县长与书记"),
        ("乾部", ""),  # no line is traditional
        ("乾部來", "干来"),
        ("著名學者隨著", "学随着"),
        ("土著與著作", "与"),
        ("县里的们这\n於是說", "于说"),  # line by line
        ("於是\n縣長說", "于县长说"),  # an undecided line follows the page
        ("於是\n县长们说这个\n縣", "县"),
        ("縣乾们这说发", "县干"),  # beside an unmistakable one
        ("皇后公里台面", ""),
        ("の縣です", ""),
        ("鮮の縣長來到書記處會議", "鲜县长来书记处会议"),
        ("", ""),
    ],
)
def test_changed(text: str, expected: str) -> None:
    assert changed(text) == expected


def test_one_character_for_one() -> None:
    for edit in simplify_script("甲縣縣長會見了來訪的臺商，談妥專案"):
        assert (edit.end - edit.start, len(edit.replacement), edit.repair) == (1, 1, Repair.SCRIPT)


def test_names_of_places_in_simplified_text_stay() -> None:
    """Every name of the table of places comes back as it is."""
    names = "\n".join(row["name"] for row in table("places"))
    assert simplify_script(names) == ()
