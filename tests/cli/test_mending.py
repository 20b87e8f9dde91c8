"""What restoring mended, shown in place."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from shanhai.cli.mending import KINDS, mended_lines, show_mending
from shanhai.model import Certainty, Edit, Page, Repair, RestoredText


def edit(start: int, original: str, replacement: str, **more: object) -> Edit:
    return Edit(start=start, end=start + len(original), original=original, replacement=replacement, repair=Repair.SCRIPT, **more)  # type: ignore[arg-type]


def test_every_kind_of_damage_has_its_name() -> None:
    assert set(KINDS) == set(Repair)


def test_only_touched_lines_are_shown() -> None:
    lines = mended_lines("一\n縣、鄉\n二\n黨", (edit(2, "縣", "县"), edit(4, "鄉", "乡"), edit(8, "黨", "党")))
    assert [str(line) for line in lines] == ["[-縣-]{+县+}、[-鄉-]{+乡+}", "[-黨-]{+党+}"]


def test_a_guess_is_marked() -> None:
    (line,) = mended_lines("?", (edit(0, "?", "县", certainty=Certainty.GUESSED),))
    assert str(line) == "[-?-]{+县猜+}"


def test_a_flag_stands_in_brackets_of_its_own() -> None:
    flag = Edit(start=1, end=2, original="*", replacement="*", repair=Repair.MASKED, certainty=Certainty.GUESSED)
    (line,) = mended_lines("取*经", (flag,))
    assert str(line) == "取[?*?]经"


def test_counts_come_first() -> None:
    out = io.StringIO()
    restored = RestoredText(page="0", text="县乡", edits=(edit(0, "縣", "县"), edit(1, "鄉", "乡")))
    show_mending(Page(id="0", format="text", encoding="utf-8", text="縣鄉"), restored, Console(file=out, markup=False))
    assert out.getvalue().splitlines()[0] == "繁简 2"


@given(st.text(alphabet="甲\n", max_size=30), st.sets(st.integers(0, 29)))
def test_taking_the_marks_back_gives_the_touched_lines(text: str, places: set[int]) -> None:
    edits = tuple(edit(place, "甲", "乙") for place in sorted(places) if place < len(text) and text[place] == "甲")
    touched = {text.count("\n", 0, found.start) for found in edits}
    shown = [str(line).replace("[-甲-]{+乙+}", "甲") for line in mended_lines(text, edits)]
    assert shown == [line for number, line in enumerate(text.split("\n")) if number in touched]
