"""What repairs look for is found wherever they find anything."""

from __future__ import annotations

from itertools import chain

import pytest
from hypothesis import given, settings

from shanhai.restore.driver import INSERTED, LAYOUT, WRITING
from shanhai.restore.flags import flag
from shanhai.restore.trace import SIGNS, WORDS, YEARS, traces

from .strategies import pages

ROUNDS = (*LAYOUT, *INSERTED, *WRITING, ((flag, SIGNS | WORDS | YEARS),))


@settings(deadline=None)  # the first text loads the tables
@given(pages())
def test_a_repair_without_a_trace_finds_nothing(text: str) -> None:
    found = traces(text)
    for repair, needed in chain.from_iterable(ROUNDS):
        if not needed & found:
            assert repair(text) == ()


@pytest.mark.parametrize("text", ["", "2022年9月3日，甲县（乙市）来访。\n双方签约：A1、B2。", "桐庐县与歙县的“山海协作”——共12项"])
def test_clean_text_has_none(text: str) -> None:
    assert traces(text) == 0
