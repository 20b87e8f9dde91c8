"""Edits in columns give what the same edits give one by one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.model import AlignmentError, Repair, RestoredText
from shanhai.restore import compose, mend, restore_text
from shanhai.restore.columns import Edits, applied, deletions, puts_something, substitutions, united

from .strategies import pages

PAGE = RestoredText(page="p", text="書(shū)記,、縣長")


@st.composite
def columns(draw: st.DrawFn, text: str) -> list[Edits]:
    """Deletions and substitutions that touch no other of their round."""
    places = sorted(draw(st.sets(st.integers(0, len(text) - 1)))) if text else []
    marks = [(place, draw(st.booleans())) for place in places]
    gone = [place for place, deleted in marks if deleted]
    changed = [place for place, deleted in marks if not deleted]
    made = []
    if gone:
        made.append(deletions(Repair.PINYIN, gone, [place + 1 for place in gone], [text[place] for place in gone]))
    if changed:
        made.append(
            substitutions(Repair.SCRIPT, changed, [text[place] for place in changed], [draw(st.sampled_from("XY")) for _ in changed])
        )
    return made


@given(st.data(), st.text("abcdef", max_size=12))
def test_columns_unite_as_single_edits_do(draw: st.DataObject, text: str) -> None:
    slow = fast = RestoredText(page="p", text=text)
    for _ in range(3):
        if batches := draw.draw(columns(fast.text)):
            after = applied(fast.text, batches)
            fast = united(fast, batches, after)
            slow = compose(slow, [edit for batch in batches for edit in batch])
            assert fast == slow
            assert fast.text == after


def test_a_text_that_is_made_one_for_one_takes_the_other_edits() -> None:
    script = substitutions(Repair.SCRIPT, [0, 6], ["書", "記"], ["书", "记"], "书(shū)记,、縣長")
    assert applied(PAGE.text, [script, substitutions(Repair.WIDTH, [7], [","], ["，"])]) == "书(shū)记，、縣長"


def test_columns_that_overlap_are_refused() -> None:
    twice = [deletions(Repair.PINYIN, [1], [6], ["(shū)"]), deletions(Repair.DOUBLED_MARK, [5], [6], [")"])]
    with pytest.raises(AlignmentError):
        applied(PAGE.text, twice)


def test_what_puts_something() -> None:
    assert puts_something(substitutions(Repair.SCRIPT, [0], ["書"], ["书"]))
    assert not puts_something(deletions(Repair.PINYIN, [1], [6], ["(shū)"]))


@settings(deadline=None)  # the first text loads the tables
@given(pages())
def test_the_text_alone_is_that_of_the_account(text: str) -> None:
    assert mend(text) == restore_text(text).text
