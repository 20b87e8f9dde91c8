"""Offsets map both ways, tightly, and the published text is rebuilt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.model import AlignmentError, Certainty, Edit, Repair, RestoredText
from shanhai.restore import Alignment, compose, rebuild

from .strategies import rounds


def restored(text: str, *edits: tuple[int, int, str, str], certainty: Certainty = Certainty.EXACT) -> RestoredText:
    made = (
        Edit(start=start, end=end, original=original, replacement=replacement, repair=Repair.PINYIN, certainty=certainty)
        for start, end, original, replacement in edits
    )
    return RestoredText(page="p", text=text, edits=tuple(made))


# 周(zhōu)一富書記 → 周一富书记
NAME = restored("周一富书记", (1, 7, "(zhōu)", ""), (9, 10, "書", "书"), (10, 11, "記", "记"))
# 津?yàn)I海 → 津滨海
RUN = restored("津滨海", (1, 7, "?yàn)I", "滨"), certainty=Certainty.SEARCHED)
PAIR = restored("abXYe", (2, 4, "cd", "XY"), certainty=Certainty.GUESSED)


@pytest.mark.parametrize(
    ("text", "span", "published", "certainty"),
    [
        (NAME, (0, 1), (0, 1), Certainty.EXACT),  # an end maps left of deleted text
        (NAME, (1, 3), (7, 9), Certainty.EXACT),  # a start maps right of it
        (NAME, (0, 3), (0, 9), Certainty.EXACT),
        (NAME, (3, 4), (9, 10), Certainty.EXACT),
        (NAME, (0, 5), (0, 11), Certainty.EXACT),
        (NAME, (1, 1), (7, 7), Certainty.EXACT),
        (NAME, (5, 5), (11, 11), Certainty.EXACT),
        (RUN, (0, 1), (0, 1), Certainty.EXACT),
        (RUN, (1, 2), (1, 7), Certainty.SEARCHED),
        (RUN, (1, 3), (1, 8), Certainty.SEARCHED),
        (RUN, (2, 3), (7, 8), Certainty.EXACT),
        (PAIR, (2, 3), (2, 4), Certainty.GUESSED),  # part of a run is the whole run
        (PAIR, (1, 4), (1, 4), Certainty.GUESSED),
        (PAIR, (0, 2), (0, 2), Certainty.EXACT),
        (PAIR, (4, 5), (4, 5), Certainty.EXACT),
    ],
)
def test_to_published(text: RestoredText, span: tuple[int, int], published: tuple[int, int], certainty: Certainty) -> None:
    assert Alignment(text).to_published(*span) == (*published, certainty)


@pytest.mark.parametrize(
    ("text", "published", "span"),
    [
        (NAME, (0, 1), (0, 1)),
        (NAME, (0, 7), (0, 1)),
        (NAME, (1, 7), (1, 1)),
        (NAME, (3, 5), (1, 1)),
        (NAME, (7, 9), (1, 3)),
        (NAME, (0, 11), (0, 5)),
        (RUN, (3, 4), (1, 2)),
        (RUN, (0, 2), (0, 2)),
        (PAIR, (3, 5), (2, 5)),
        (PAIR, (0, 2), (0, 2)),
    ],
)
def test_restored_span(text: RestoredText, published: tuple[int, int], span: tuple[int, int]) -> None:
    assert Alignment(text).restored_span(*published) == span


def test_sides_of_an_insertion() -> None:
    inserted = restored("abXcd", (2, 2, "", "X"))
    alignment = Alignment(inserted)
    assert [alignment.to_restored(2, "start"), alignment.to_restored(2, "end")] == [3, 2]
    assert alignment.to_published(2, 3) == (2, 2, Certainty.EXACT)
    assert alignment.to_published(1, 4) == (1, 3, Certainty.EXACT)


@given(st.data(), st.text("abcdef", max_size=15))
def test_maps_are_monotone_tight_and_inside(draw: st.DataObject, text: str) -> None:
    made = RestoredText(page="p", text=text)
    for _ in range(2):
        made = compose(made, draw.draw(rounds(made.text)))
    alignment = Alignment(made)
    starts = [alignment.to_published(index, index + 1)[:2] for index in range(len(made.text))]
    assert all(0 <= start <= end <= len(text) for start, end in starts)
    assert starts == sorted(starts)
    whole = alignment.to_published(0, len(made.text))
    assert not made.text or whole[:2] == (starts[0][0], starts[-1][1])
    for side in ("start", "end"):
        offsets = [alignment.to_restored(index, side) for index in range(len(text) + 1)]
        assert offsets == sorted(offsets)
        assert all(0 <= offset <= len(made.text) for offset in offsets)
    for index, (start, end) in enumerate(starts):
        if start < end:
            back = alignment.restored_span(start, end)
            assert back[0] <= index < back[1]
        if not any(edit.start < end and edit.end > start for edit in made.edits) and start < end:
            assert text[start:end] == made.text[index]


@pytest.mark.parametrize(
    ("broken", "problem"),
    [
        (restored("ab", (0, 2, "x", "")), "is not as long as"),
        (restored("ab", (3, 4, "x", ""), (0, 1, "y", "")), "overlaps or stands before"),
        (restored("ab", (0, 2, "xy", "a"), (1, 3, "yz", "b")), "overlaps or stands before"),
        (restored("ab", (0, 0, "", "a"), (0, 0, "", "b")), "overlaps or stands before"),
        (restored("ab", (0, 1, "x", "q")), "the restored text has 'a'"),
        (restored("ab", (7, 8, "x", "")), "the restored text has ''"),
    ],
)
def test_rebuild_names_page_and_offset(broken: RestoredText, problem: str) -> None:
    with pytest.raises(AlignmentError, match=problem) as caught:
        rebuild(broken)
    assert caught.value.place.startswith("p:")
