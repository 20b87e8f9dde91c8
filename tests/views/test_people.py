"""The list of people."""

from __future__ import annotations

import pytest

from shanhai.ledger import Ledger
from shanhai.views import people


def test_those_on_the_most_pages_first_and_reporters_apart(ledger: Ledger) -> None:
    found = people(ledger)
    assert (found.lines[0].name, found.lines[0].pages) == ("钱丙丁", 2)
    assert {line.name for line in found.lines} == {"钱丙丁", "赵甲乙", "李庚辛"}
    assert found.total == 3


@pytest.mark.parametrize(("words", "names"), [("甲", ["赵甲乙"]), ("钱丙丁", ["钱丙丁"]), ("%", []), ("孙", [])])
def test_words_in_the_name(ledger: Ledger, words: str, names: list[str]) -> None:
    assert [line.name for line in people(ledger, words=words).lines] == names


def test_stretches_cover_the_list_once(ledger: Ledger) -> None:
    whole = people(ledger).lines
    assert people(ledger, limit=2).lines + people(ledger, offset=2).lines == whole
