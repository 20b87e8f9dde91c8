"""Whether a page is about cooperation between regions."""

from __future__ import annotations

import pytest

from shanhai.facts.relevance import is_relevant, relevance

from .accounts import Case, cases, context


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for name in ("pages", "negatives") for case in cases(name)])
def test_relevance(case: Case) -> None:
    assert is_relevant(context(case.page.text)) is case.relevant


def test_a_word_counts_once() -> None:
    assert relevance("考察") == relevance("考察" * 30) > 0


def test_nothing_is_not_relevant() -> None:
    assert relevance("") == 0
    assert not is_relevant(context(""))


def test_a_word_against_outweighs_one_for() -> None:
    assert relevance("主教练带队考察") < 0 < relevance("县长带队考察")
