"""Whether a page is about cooperation between regions."""

from __future__ import annotations

import pytest

from shanhai.facts.relevance import Look, first_look, least, relevance, worded
from shanhai.pages import read_bytes
from shanhai.read import read

from .accounts import Case, cases


@pytest.mark.parametrize("case", [pytest.param(case, id=case.label) for name in ("pages", "negatives") for case in cases(name)])
def test_relevance(case: Case) -> None:
    assert read(case.page).page.relevant is case.relevant


def test_a_word_counts_once() -> None:
    assert relevance("考察") == relevance("考察" * 30) > 0


def test_nothing_is_not_relevant() -> None:
    assert relevance("") == 0
    assert worded("") is Look.OTHER


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
        ("10月8日，桐庐县人大到衡水市看大棚，谈合作。" + "大棚里种着番茄。" * 40, Look.UNDECIDED),
        ("桐(tóng)庐(lú)县(xiàn)党(dǎng)政(zhèng)", Look.UNDECIDED),
        ("桐庐县\ufffd\ufffd市考\ufffd。", Look.UNDECIDED),
    ],
)
def test_the_first_look_is_at_the_page_as_published(text: str, expected: Look) -> None:
    assert first_look(text) is expected


@pytest.mark.parametrize(
    ("told", "relevant"),
    [
        ("10月8日，桐庐县人大常委会副主任李四率队到衡水市考察大棚。", True),
        ("10月8日，有人到衡水市考察大棚。", False),
    ],
)
def test_what_a_page_tells_proves_it_where_its_words_are_too_few(told: str, *, relevant: bool) -> None:
    text = told + "\n" + "大棚里种着番茄，一年收三茬，农户说价钱比去年好。" * 20
    assert worded(text) is Look.UNDECIDED
    assert read(read_bytes(text.encode(), name="大棚.txt")).page.relevant is relevant
