"""The list of pages: in order, counted, filtered, in stretches."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.views import PageList, pages


def names(found: PageList) -> list[str]:
    return [line.page.source.removeprefix("pages/").removesuffix(".txt") for line in found.lines]


def test_latest_first_and_undated_last(ledger: Ledger) -> None:
    found = pages(ledger)
    assert found.total == 5
    assert names(found)[:3] == ["plans", "visit", "drums"]
    assert set(names(found)[3:]) == {"return", "unrelated"}


def test_a_line_counts_what_the_page_says(ledger: Ledger) -> None:
    lines = dict(zip(names(found := pages(ledger)), found.lines, strict=True))
    assert lines["visit"].facts == {"meeting": 1, "pairing": 1, "tenure": 2, "visit": 1}
    assert (lines["visit"].people, lines["visit"].damage, lines["visit"].review) == (2, 0, 0)
    assert (lines["return"].damage, lines["return"].review) == (1, 1)
    assert (lines["unrelated"].relevant, lines["unrelated"].facts) == (False, {})
    assert lines["visit"].page.publisher == "龙湾区人民政府"


def test_stretches_cover_the_list_once(ledger: Ledger) -> None:
    whole = names(pages(ledger))
    assert [name for offset in (0, 2, 4) for name in names(pages(ledger, offset=offset, limit=2))] == whole
    assert pages(ledger, offset=4, limit=2).total == 5
    assert names(pages(ledger, offset=9)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("考察", {"visit", "plans"}),
        ("考察 温州", {"plans"}),
        ("代表团赴仪陇", {"return"}),  # only the restored text reads so
        ("zh", set()),  # only the published text does
        ("融媒体", {"return"}),
        ("pages/drums", {"drums"}),
        ("%", set()),
        ("_", set()),
        ("运动会", {"unrelated"}),
        ("", {"visit", "return", "plans", "unrelated", "drums"}),
    ],
)
def test_words_are_sought_in_what_a_reader_sees(ledger: Ledger, words: str, found: set[str]) -> None:
    assert set(names(pages(ledger, words=words))) == found
    assert pages(ledger, words=words).total == len(found)


def test_only_those_to_be_reviewed(ledger: Ledger) -> None:
    assert names(pages(ledger, to_review=True)) == ["return"]


def test_an_empty_ledger_has_an_empty_list(empty: Ledger) -> None:
    assert pages(empty) == PageList(total=0, offset=0, lines=())
