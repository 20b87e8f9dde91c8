"""What each line of a page is."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shanhai.facts.blocks import blocks
from shanhai.facts.lines import lines
from shanhai.model import BlockKind, Part, PartKind
from shanhai.restore import restore

from .accounts import CASES, page


class Case(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    label: str
    lines: tuple[tuple[str, BlockKind], ...]


FOUND = msgspec.yaml.decode((CASES / "blocks.yaml").read_bytes(), type=list[Case])
LINES = sorted({text for case in FOUND for text, _ in case.lines})


def kinds(text: str, parts: tuple[Part, ...] = ()) -> list[tuple[str, BlockKind]]:
    own = page(text, parts=parts)
    found = blocks(restore(own), own)
    return [(line.text, next(b.kind for b in found if b.start <= line.start and line.end <= b.end)) for line in lines(text)]


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for case in FOUND])
def test_kinds_of_lines(case: Case) -> None:
    assert kinds("\n".join(text for text, _ in case.lines)) == list(case.lines)


@pytest.mark.parametrize(
    ("kind", "level", "expected"),
    [
        (PartKind.HEADING, 1, BlockKind.TITLE),
        (PartKind.NAVIGATION, None, BlockKind.NAVIGATION),
        (PartKind.DOCUMENT_TITLE, None, BlockKind.REPEATED),
        (PartKind.CELL, None, BlockKind.TABLE),
        (PartKind.CAPTION, None, BlockKind.CAPTION),
    ],
)
def test_the_document_says_what_a_line_is(kind: PartKind, level: int | None, expected: BlockKind) -> None:
    text = "桐庐县与秀山县\n10月8日，代表团赴秀山县考察。"
    assert kinds(text, (Part(kind=kind, start=0, end=7, level=level),))[0] == ("桐庐县与秀山县", expected)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.one_of(st.sampled_from(LINES), st.text(alphabet="桐庐县 |>。\u3000", max_size=8)), max_size=8))
def test_blocks_follow_one_another_and_leave_out_only_white_space(chosen: list[str]) -> None:
    text = "\n".join(chosen)
    own = page(text)
    restored = restore(own)
    found = blocks(restored, own)
    assert all(a.start < a.end <= b.start for a, b in pairwise(found))
    outside = restored.text
    for block in reversed(found):
        outside = outside[: block.start] + outside[block.end :]
    assert not outside.strip(" \u3000\n\t|｜")


def test_lines_stand_where_they_say() -> None:
    text = "  甲县 \n\n\u3000乙县\n| 丙县 |"
    assert [text[line.start : line.end] for line in lines(text)] == [line.text for line in lines(text)] == ["甲县", "乙县", "丙县"]
