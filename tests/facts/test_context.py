"""What the rooms of facts share about one page."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.model import BlockKind, Mention

from .accounts import cases, context

TEXT = "桐庐县党政代表团赴秀山县考察\n10月8日，桐庐县党政代表团赴秀山县考察。\n相关阅读：\n衡水市代表团赴邢台市考察"
SENTENCES = [case.text for case in cases("pages")]


def test_the_story_leaves_out_the_headlines_of_other_pages() -> None:
    own = context(TEXT)
    assert "衡水市代表团" in [m.text for m in own.mentions]
    assert "衡水市代表团" not in [m.text for m in own.story]


def test_kind_at_an_offset() -> None:
    own = context(TEXT)
    assert own.kind_at(0) is BlockKind.TITLE
    assert own.kind_at(TEXT.index("10月")) is BlockKind.BODY
    assert own.kind_at(TEXT.index("衡水")) is BlockKind.RELATED
    assert own.kind_at(len(TEXT) + 5) is BlockKind.NAVIGATION


def test_a_paragraph_is_a_line() -> None:
    own = context(TEXT)
    start, end = own.paragraph(TEXT.index("10月") + 3)
    assert own.text[start:end] == "10月8日，桐庐县党政代表团赴秀山县考察。"
    assert own.paragraph(0)[0] == 0
    assert own.paragraph(len(TEXT))[1] == len(TEXT)


def test_mentions_before_an_offset_the_nearest_first() -> None:
    own = context(TEXT)
    line = TEXT.index("10月")
    before = [m.text for m in own.before(TEXT.index("考察。"), line)]
    assert before == ["秀山县", "桐庐县党政代表团", "10月8日"]


def test_a_person_is_no_place() -> None:
    assert context(TEXT).places_of(Mention(type="person", start=0, end=2, text="柳岸", value="柳岸")) == ()


def test_dates_are_resolved_by_where_they_stand() -> None:
    own = context("发布时间：2024-01-05\n12月28日，代表团抵达。")
    assert own.dates[own.text.index("12月28日")].start == "2023-12-28"


@settings(max_examples=30, deadline=None)
@given(st.lists(st.sampled_from(SENTENCES), max_size=5).map("\n".join))
def test_the_story_is_part_of_the_mentions_and_every_date_has_a_meaning(text: str) -> None:
    own = context(text)
    assert set(own.story) <= set(own.mentions)
    assert {m.start for m in own.mentions if m.type == "date"} <= set(own.dates)
