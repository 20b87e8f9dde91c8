from __future__ import annotations

from shanhai.facts.regular import Pattern
from shanhai.facts.triggers import Triggers

from .engine import own_grammar


def test_only_patterns_whose_words_are_all_there_are_tried() -> None:
    goes, comes = (Pattern(source, own_grammar()) for source in ("{place}‹前往›{place}‹考察›", "由{place}‹带领›"))
    triggers = Triggers([goes, comes])
    slots = triggers.slots("甲县代表团前往乙市学习")
    assert triggers.ready(goes, slots)
    assert not triggers.ready(comes, slots)
    assert not triggers.ready(goes, triggers.slots("甲县代表团前往乙市"))
    assert triggers.worded("甲县代表团前往乙市学习") == [0]
    assert triggers.worded("由甲率领的代表团前往乙市学习") == [0, 1]
    assert triggers.worded("甲县代表团前往乙市") == []


def test_words_that_overlap_are_all_found() -> None:
    long, short = (Pattern(source, own_grammar()) for source in ("{place}到乙", "{place}来到"))
    triggers = Triggers([long, short])
    slots = triggers.slots("甲来到乙")
    assert triggers.ready(long, slots)
    assert triggers.ready(short, slots)


def test_without_patterns_nothing_is_found() -> None:
    assert Triggers([]).slots("甲县") == 0
