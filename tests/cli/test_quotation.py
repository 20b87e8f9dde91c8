"""The sentence around a piece of evidence."""

from __future__ import annotations

import pytest

from shanhai.cli.quotation import REACH, Quoter
from shanhai.model import Evidence
from shanhai.restore import restore_text

TEXT = "甲縣(xiàn)黨(dǎng)政(zhèng)代表團(tuán)來(lái)訪(fǎng)。雙方座談，簽署協議。\n次日返回。"


def quoted(text: str, words: str) -> str:
    start = text.index(words)
    return Quoter(restore_text(text)).sentence(Evidence(start=start, end=start + len(words), exact=words, text=words, rule="r"))


@pytest.mark.parametrize(
    ("published", "sentence"),
    [
        ("座談", "双方座谈，签署协议。"),
        ("雙方座談，簽署協議。", "双方座谈，签署协议。"),
        ("訪(fǎng)。雙方", "甲县党政代表团来访。双方座谈，签署协议。"),
        ("次日", "次日返回。"),
    ],
)
def test_the_restored_sentence_around_published_words(published: str, sentence: str) -> None:
    assert quoted(TEXT, published) == sentence


def test_an_endless_sentence_is_cut() -> None:
    assert quoted("长" * 400 + "甲" + "短" * 400, "甲") == "…" + "长" * REACH + "甲" + "短" * REACH + "…"
