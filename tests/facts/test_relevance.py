"""Whether a page is about cooperation between regions."""

from __future__ import annotations

import pytest

from shanhai.facts.relevance import Look, first_look, is_relevant, least, relevance

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


def test_two_places_of_two_provinces_near_one_another_add() -> None:
    assert relevance("桐庐县到衡水市考察") > relevance("桐庐县到淳安县考察") >= relevance("考察")


def test_places_alone_tell_nothing() -> None:
    assert relevance("桐庐县多云，衡水市小雨") == 0


def test_a_short_notice_needs_less() -> None:
    assert least("") < least("一" * 150) < least("一" * 3000) == least("一" * 300)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10月8日，桐庐县党政代表团赴衡水市考察对口协作工作。", Look.RELEVANT),
        ("10月8日，桐廬縣黨政代表團赴衡水市考察對口協作工作。", Look.RELEVANT),
        ("明天桐庐县多云，气温回升。", Look.OTHER),
        ("桐(tóng)庐(lú)县(xiàn)党(dǎng)政(zhèng)", Look.UNDECIDED),
        ("桐庐县\ufffd\ufffd市考\ufffd。", Look.UNDECIDED),
    ],
)
def test_the_first_look_is_at_the_page_as_published(text: str, expected: Look) -> None:
    assert first_look(text) is expected
