"""The language model: counts that are read, and chances that add up."""

from __future__ import annotations

from array import array
from pathlib import Path

import pytest

from shanhai.model.errors import KnowledgeError
from shanhai.restore.language import UNSEEN, Language, Ngrams, Shelf, counted, ngrams, read, written


def shelf(characters: str, counts: list[int], begins: list[int]) -> Shelf:
    return Shelf(characters=array("H", map(ord, characters)), counts=array("I", counts), begins=array("I", begins))


# 甲乙甲, 甲乙乙: what is counted of them, with no breaks of lines.
SHELVES = (shelf("乙甲", [3, 3], [0, 2]), shelf("乙甲乙", [1, 1, 2], [0, 0, 0]), shelf("乙甲", [1, 1], [0, 0]))


@pytest.fixture
def small(tmp_path: Path) -> Ngrams:
    path = tmp_path / "ngrams.zst"
    path.write_bytes(written(SHELVES))
    return read(path)


def test_what_is_written_is_read(small: Ngrams) -> None:
    assert [shelf.counts.tolist() for shelf in small.shelves] == [[3, 3], [1, 1, 2], [1, 1]]
    assert small.company == {ord("乙"): 2 + UNSEEN, ord("甲"): 1 + UNSEEN}


def test_followers(small: Ngrams) -> None:
    assert small.followers("乙") == (0, 2, 3)
    assert small.followers("甲") == (2, 3, 3)
    assert small.followers("甲乙") == (0, 2, 2)
    assert small.followers("丙") == (0, 0, 0)
    assert small.find(0, "😀", 0, 2) == -1


def test_the_seen_is_likelier_than_the_unseen(small: Ngrams) -> None:
    language = Language("", small)
    assert language.log_chance("丙", "甲", "乙") > language.log_chance("丙", "甲", "甲") > language.log_chance("丙", "甲", "丁")
    assert language.asked() == 3


def test_a_page_teaches_its_own_words(small: Ngrams) -> None:
    before = Language("", small).log_chance("丙", "丁", "戊")
    assert Language("丙丁戊，丙丁戊", small).log_chance("丙", "丁", "戊") > before + 1


def test_no_number_is_preferred() -> None:
    assert counted("3０9，") == "000，"
    corpus = ngrams()
    assert not [digit for digit in "123456789０１" if corpus.find(0, digit, 0, len(corpus.shelves[0].characters)) >= 0]


def test_chances_add_up_to_one_at_most() -> None:
    language = Language("")
    every = (chr(point) for point in ngrams().shelves[0].characters)
    assert 0.9 < sum(2.718281828 ** language.log_chance("合", "作", character) for character in every) < 1.1


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ngrams.zst"
    path.write_bytes(b"no counts")
    with pytest.raises(KnowledgeError, match="ngrams"):
        read(path)
