"""Full text without a dictionary: what stands together is found, what a mark parts is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shanhai.ledger.query import query
from shanhai.ledger.tokens import LONGEST, VERSION, fold, phrases, tokens

LETTERS = "甲乙丙县市aB1２.，。 \n龍龙𠮷"


def stands(words: str, text: str) -> bool:
    """Whether the tokens of all phrases stand in those of the text, as a database finds it."""
    found = list(tokens(text))
    return all(
        any(_matches(phrase.tokens, found[at : at + len(phrase.tokens)], prefix=phrase.prefix) for at in range(len(found)))
        for phrase in phrases(words)
    )


def _matches(wanted: tuple[str, ...], found: list[str], *, prefix: bool) -> bool:
    return len(wanted) == len(found) and all(
        there.startswith(token) if prefix and at == len(wanted) - 1 else there == token
        for at, (token, there) in enumerate(zip(wanted, found, strict=True))
    )


@pytest.mark.parametrize(
    ("words", "text", "found"),
    [
        ("协作", "山海协作", True),
        ("海协", "山海，协作", False),
        ("海协", "山海 协作", False),
        ("山海协作", "山海\n协作", False),
        ("县", "甲县", True),
        ("县", "县城", True),
        ("县", "郡城", False),
        ("5G基站", "建设5G基站", True),
        ("5G基站", "建设5G 基站", True),
        ("5G基站", "建设5G，基站", False),
        ("5G基站", "建设15G基站", False),
        ("县A", "甲县，A公司", False),
        ("甲县A公司", "甲县A公司", True),
        ("2025年8月", "2025年8月26日", True),
        ("2025年8月", "2025年18月", False),
        ("1.92亿", "总投资1.92亿元", True),
        ("92亿", "总投资1.92亿元", False),
        ("1400万", "1,400万元", True),
        ("１，４００万", "1400万元", True),
        ("2023", "2023，2024", True),
        ("iphone", "IPHONE", True),
        ("phone", "iPhone", False),
        ("龍灣區", "龙湾区", True),
        ("龙湾区", "龍灣區", True),
        ("𠮷野", "𠮷野家", True),
    ],
)
def test_what_is_found(words: str, text: str, found: bool) -> None:
    assert stands(words, text) is found
    folded = fold(text)
    assert all(any(phrase.spans(folded)) for phrase in phrases(words)) is found


@given(st.text(LETTERS, max_size=12), st.text(LETTERS, max_size=12), st.text("甲乙丙县市龙𠮷", min_size=1, max_size=4))
def test_han_characters_are_found_wherever_they_stand(before: str, after: str, words: str) -> None:
    assert stands(words, before + words + after)


@given(st.text(LETTERS, max_size=30), st.text("甲乙县a1 。", min_size=1, max_size=5))
def test_tokens_and_patterns_agree(text: str, words: str) -> None:
    """What the database finds is what is marked, and the other way round."""
    folded = fold(text)
    for phrase in phrases(words):
        found = list(tokens(text))
        by_tokens = any(_matches(phrase.tokens, found[at : at + len(phrase.tokens)], prefix=phrase.prefix) for at in range(len(found)))
        assert by_tokens == any(phrase.spans(folded))


@given(st.text())
def test_folding_moves_no_offset(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_tokens_need_no_quoting(text: str) -> None:
    assert not {character for token in tokens(text) for character in token} & set("'\"\\\x00 :*()&|!<>")


def test_words_without_end_are_cut() -> None:
    assert [len(token) for token in tokens("a" * 5000)] == [LONGEST]
    assert stands("a" * 5000, "a" * 5000)


def test_the_version_tells_of_a_change() -> None:
    """Other tokens need another version and a migration, or ledgers in use would be asked for what they do not hold."""
    sample = list(tokens("龍灣區（Longwan）与甲县签约5G项目，1,400万元；2025.8.26 ＡＢＣ一体化\n1.92亿"))
    assert (VERSION, sample[:6], len(sample)) == (1, ["龙湾", "湾区", "区", "·", "longwan", "·"], 27)


@pytest.mark.parametrize(
    ("words", "wanted", "unwanted"),
    [
        ("桐庐县 衡水市", ["桐庐县", "衡水市"], []),
        ("“山海 协作” -招聘", ["山海 协作"], ["招聘"]),
        ('"山海 协作', ["山海 协作"], []),
        ("- -招聘", [], ["招聘"]),
        ("，。", [], []),
        ("县 县", ["县"], []),
        ("东西部协作（2024）", ["东西部协作", "2024"], []),
    ],
)
def test_what_may_be_typed(words: str, wanted: list[str], unwanted: list[str]) -> None:
    asked = query(words)
    assert list(asked.wanted) == [phrase for word in wanted for phrase in phrases(word)]
    assert list(asked.unwanted) == [phrases(word) for word in unwanted]
