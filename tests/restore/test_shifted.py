"""Runs shifted by one byte: solved when they can have been only one text."""

from __future__ import annotations

import pytest

from shanhai.model import Certainty, Repair
from shanhai.restore import Alignment, restore_text
from shanhai.restore.shifted import realign

TABLE = "縣(xiàn)書(shū)記(jì)當(dāng)經(jīng)驗(yàn)優(yōu)數(shù)"


def solved(text: str) -> list[tuple[str, str]]:
    return [(text[edit.start : edit.end], edit.replacement) for edit in realign(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TABLE + "濱海、天津?yàn)I海", [("?yàn)I", "濱")]),
        (TABLE + "濱江、天津?yàn)I海", []),  # neither 津濱 nor 濱海 stands elsewhere
        (TABLE + "濱海、天津?yàn)Q海", []),  # another byte, another character
        (TABLE + "濱海、天津?jīng)I海", []),  # no such reading behind this byte
        (TABLE + "地優、當地、當(dāng)?shù)貎?yōu)先", [("?shù)貎?yōu)", "地優")]),
        (TABLE + "地優、當(dāng)?shù)貎?yōu)先", [("?shù)貎?yōu)", "地優")]),
        (TABLE + "當(dāng)?shù)貎?yōu)先", []),
        (TABLE + "地優、當(dāng)?shù)貎?jīng)先", []),  # the end is read otherwise
        ("濱海、天津?yàn)I海", []),  # no table on the page
        (TABLE + "真的?", []),
    ],
)
def test_solved(text: str, expected: list[tuple[str, str]]) -> None:
    assert solved(text) == expected


def test_a_run_is_one_edit_with_its_script() -> None:
    text = TABLE + "濱海、天津?yàn)I海"
    restored = restore_text(text)
    edit = next(edit for edit in restored.edits if edit.repair is Repair.SHIFTED)
    assert (edit.original, edit.replacement, edit.certainty) == ("?yàn)I", "滨", Certainty.EXACT)
    place = restored.text.index("津滨海") + 1
    assert Alignment(restored).to_published(place, place + 1)[:2] == (edit.start, edit.end)
