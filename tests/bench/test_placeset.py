"""The place set and how it is scored."""

from __future__ import annotations

from bench.gazetteer import NONE, OPEN, Places, Reading, places_text, read_set
from bench.placeset import MADE, made, marked, sentences


def test_a_line_without_its_marks() -> None:
    line = marked("{浙|330000}{川|510000}协作，两地{合作|-}。")
    assert line.text == "浙川协作，两地合作。"
    assert [line.text[a:b] for a, b, _ in line.marks] == ["浙", "川", "合作"]


def test_the_made_part_is_made_again_alike() -> None:
    assert MADE.read_text("utf-8").splitlines() == list(made())


def test_the_set_is_large_enough() -> None:
    assert sum(len(sentence.marks) for sentence in sentences()) >= 2000


def test_shares() -> None:
    readings = (
        Reading(sentence="", name="甲县", wanted="330122", found="330122"),
        Reading(sentence="", name="合作", wanted=NONE, found="合作"),
        Reading(sentence="", name="乙区", wanted=OPEN, found=OPEN),
    )
    places = Places(readings=readings)
    assert (places.decided, places.left_open) == (0.5, 1.0)
    assert "应为 -" in places_text(places)


def test_places_are_read() -> None:
    places = read_set()
    assert places.decided >= 0.98
    assert places.left_open >= 0.95
