"""Questions about many spans, against the plain answer that compares each with each."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.mentions.spans import Covers, inside, offsets_within, outermost
from shanhai.model import Mention

LENGTH = 12
MENTIONS = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 6), st.sampled_from(["place", "site"])).map(
        lambda span: Mention(type=span[2], start=span[0], end=min(span[0] + span[1], LENGTH), text="")
    ),
    max_size=12,
)
bounded = settings(max_examples=80, deadline=None)


def longest_first(mention: Mention) -> tuple[int, int, str]:
    return (mention.start - mention.end, mention.start, mention.type)


@bounded
@given(MENTIONS, MENTIONS)
def test_a_cover_holds_what_lies_within_it_and_is_not_itself(covers: list[Mention], mentions: list[Mention]) -> None:
    held = Covers(covers)
    for mention in mentions:
        within = any(c.start <= mention.start and mention.end <= c.end for c in covers)
        assert held.hold(mention) is (within and mention not in covers)


@bounded
@given(MENTIONS, st.integers(0, LENGTH), st.integers(0, LENGTH))
def test_inside_is_what_lies_within(mentions: list[Mention], start: int, end: int) -> None:
    ordered = sorted(mentions, key=lambda m: m.start)
    found = inside(ordered, [m.start for m in ordered], start, end)
    assert found == [m for m in ordered if start <= m.start < end and m.end <= end]


@bounded
@given(MENTIONS)
def test_the_outermost_do_not_overlap_and_what_is_left_out_overlaps_one_of_them(mentions: list[Mention]) -> None:
    chosen = outermost(mentions, longest_first, LENGTH)
    assert all(a.end <= b.start for a, b in pairwise(chosen))
    assert all(any(c.start < m.end and m.start < c.end for c in chosen) for m in mentions)


@bounded
@given(MENTIONS)
def test_offsets_within_are_those_strictly_inside(mentions: list[Mention]) -> None:
    assert offsets_within(mentions) == {i for i in range(LENGTH) if any(m.start < i < m.end for m in mentions)}
