from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.model import Block, BlockKind, Certainty, Edit, Evidence, Meeting, Part, PartKind, Repair, RestoredText
from shanhai.web.marking import Passage, Span, control_name, damage, passages, runs

from .made_up import made_up

# Letters, marks, line ends and characters that hide: what pages are made of, and what edges fall on.
CHARACTERS = "甲乙縣县，,。\n\n \u200b\u202e(x)"
words = st.text(alphabet=CHARACTERS, max_size=6)


@st.composite
def marked_pages(draw: st.DrawFn) -> tuple[str, RestoredText, tuple[Block, ...], tuple[Meeting, ...]]:
    """Any page: stretches that stand and stretches that were mended, blocks that tile or do not, evidence anywhere."""
    published = restored = ""
    edits: list[Edit] = []
    for text, original, replacement, repair, certainty in draw(
        st.lists(st.tuples(words, words, words, st.sampled_from(Repair), st.sampled_from(Certainty)), max_size=8)
    ):
        published, restored = published + text, restored + text
        if original != replacement and not (edits and (edits[-1].start, edits[-1].end) == (len(published), len(published) + len(original))):
            edits.append(
                Edit(
                    start=len(published),
                    end=len(published) + len(original),
                    original=original,
                    replacement=replacement,
                    repair=repair,
                    certainty=certainty,
                )
            )
            published, restored = published + original, restored + replacement
    edges = sorted(draw(st.sets(st.integers(0, len(restored)), max_size=6)))
    kinds = st.sampled_from(BlockKind)
    blocks = tuple(Block(kind=draw(kinds), start=start, end=end) for start, end in pairwise(edges) if draw(st.booleans()))
    return published, RestoredText(page="p", text=restored, edits=tuple(edits)), blocks, draw(facts_over(published))


def facts_over(published: str) -> st.SearchStrategy[tuple[Meeting, ...]]:
    spans = st.tuples(st.integers(0, len(published)), st.integers(0, len(published))).map(sorted)
    evidence = spans.map(lambda span: Evidence(start=span[0], end=span[1], exact=published[span[0] : span[1]], text="", rule="r"))
    fact = st.dictionaries(st.sampled_from(("", "name", "date")), st.lists(evidence, min_size=1, max_size=2).map(tuple), max_size=3)
    return st.lists(fact, max_size=4).map(
        lambda held: tuple(Meeting(id=str(at), page="p", name="会", evidence=evidence) for at, evidence in enumerate(held))
    )


@given(marked_pages())
def test_spans_joined_are_the_text(page: tuple[str, RestoredText, tuple[Block, ...], tuple[Meeting, ...]]) -> None:
    published, restored, blocks, facts = page
    marked = passages(published, restored, blocks, facts)
    assert "".join(span.text for passage in marked for span in passage.published) == published
    assert "".join(span.text for passage in marked for span in passage.restored) == restored.text


@given(marked_pages())
def test_every_quotation_is_marked(page: tuple[str, RestoredText, tuple[Block, ...], tuple[Meeting, ...]]) -> None:
    published, restored, blocks, facts = page
    spans = [span for passage in passages(published, restored, blocks, facts) for span in passage.published]
    for number, fact in enumerate(facts):
        covered = {at for words in fact.evidence.values() for evidence in words for at in range(evidence.start, evidence.end)}
        at, lit = 0, set()
        for span in spans:
            lit |= set(range(at, at + len(span.text))) if number in span.facts else set()
            at += len(span.text)
        assert lit == covered


@given(marked_pages())
def test_a_span_is_one_thing(page: tuple[str, RestoredText, tuple[Block, ...], tuple[Meeting, ...]]) -> None:
    """No span is empty, values are facts, and a character that hides stands alone."""
    for passage in passages(*page):
        for span in (*passage.published, *passage.restored):
            assert span.text
            assert set(span.values) <= set(span.facts)
            assert (span.control is not None) == (len(span.text) == 1 and control_name(span.text) is not None)
            assert span.control or not any(map(control_name, span.text))


@given(marked_pages())
def test_edits_are_marked_whole(page: tuple[str, RestoredText, tuple[Block, ...], tuple[Meeting, ...]]) -> None:
    marked = passages(*page)
    for edit in page[1].edits:
        published = "".join(span.text for passage in marked for span in passage.published if span.edit is edit)
        restored = "".join(span.text for passage in marked for span in passage.restored if span.edit is edit)
        assert (published, restored) == (edit.original, edit.replacement)


def test_a_fact_is_lit_in_both_texts() -> None:
    reading = made_up()[0]
    marked = passages(reading.page.text, reading.restored, reading.blocks, reading.account.facts)
    heads = [
        "".join(span.text for span in side if 0 in span.values)
        for passage in marked
        for side in (passage.published, passage.restored)
        if any(0 in span.values for span in side)
    ]
    assert heads == [
        "3月11日秦望川縣(xiàn)党政代表團余杭區云谷展厅南苕新村山海協(xié)作",
        "3月11日秦望川县党政代表团余杭区云谷展厅南苕新村山海协作",
    ]


def test_lines_stand_beside_each_other() -> None:
    reading = made_up()[0]
    marked = passages(reading.page.text, reading.restored, reading.blocks, reading.account.facts)
    assert [passage.kind for passage in marked] == [block.kind for block in reading.blocks]
    assert [passage.boilerplate for passage in marked] == [True, False, False, False, False, False, False, True, True, True, True, True]
    assert [(quiet, len(run)) for quiet, run in runs(marked)] == [(True, 1), (False, 6), (True, 5)]


def test_boilerplate_with_a_fact_is_not_passed_over() -> None:
    said = Span(text="甲县", facts=(0,))
    assert not Passage(kind=BlockKind.RELATED, published=(said,)).quiet
    assert Passage(kind=BlockKind.RELATED, published=(Span(text="甲县"),)).quiet


def test_headings_come_from_the_parts_of_the_page() -> None:
    text = "题\n正文\n"
    marked = passages(text, RestoredText(page="p", text=text), parts=(Part(kind=PartKind.HEADING, start=0, end=1, level=2),))
    assert [passage.heading for passage in marked] == [True, False]


def test_damage_is_counted_by_kind() -> None:
    assert damage(made_up()[0].restored.edits)["guess"] == 1
    assert damage(made_up()[1].restored.edits) == {}


@pytest.mark.parametrize("character", ["\u202e", "\u2066", "\u200b", "\ufeff", "\u00ad", "\x00", "\x1b", "\ue000", "\U000f0000"])
def test_hiding_characters_have_a_name(character: str) -> None:
    assert control_name(character) == f"U+{ord(character):04X}"
