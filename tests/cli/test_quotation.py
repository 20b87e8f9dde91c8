"""The sentence around a piece of evidence."""

from __future__ import annotations

import pytest

from shanhai.cli.quotation import REACH, Quotation, Quoter
from shanhai.model import Evidence
from shanhai.restore import restore_text

TEXT = "甲县(xiàn)来访。双方座谈，签署协议。\n次日返回。"


def quoted(text: str, words: str) -> Quotation:
    start = text.index(words)
    return Quoter(restore_text(text)).quote(Evidence(start=start, end=start + len(words), exact=words, text=words, rule="r"))


@pytest.mark.parametrize(
    ("words", "before", "after"),
    [
        ("座谈", "双方", "，签署协议。"),
        ("双方座谈，签署协议。", "", ""),
        ("来访。双方", "甲县", "座谈，签署协议。"),
        ("次日", "", "返回。"),
    ],
)
def test_the_sentence_around_words(words: str, before: str, after: str) -> None:
    assert quoted(TEXT, words) == Quotation(before=before, words=words, after=after)


def test_words_are_shown_restored() -> None:
    assert quoted(TEXT, "甲县(xiàn)来").words == "甲县来"


def test_an_endless_sentence_is_cut() -> None:
    quotation = quoted("长" * 400 + "甲" + "短" * 400, "甲")
    assert quotation.before == "…" + "长" * REACH
    assert quotation.after == "短" * REACH + "…"
