"""Word classes: every file is one, and an unknown one is answered with the nearest."""

from __future__ import annotations

import re

import pytest

from shanhai.knowledge.words import WORDS, apart, classes, unfollowed, unled, words
from shanhai.model import KnowledgeError

ASKED_FOR = ["带领", "前往", "考察", "陪同", "计划", "否定", "结对", "举行", "表示", "一行", "参观", "会议", "代表团", "签署"]


@pytest.mark.parametrize("name", classes())
def test_classes_are_whole(name: str) -> None:
    listed = words(name)
    assert listed
    assert list(listed) == sorted(set(listed), key=lambda word: (-len(word), word))
    assert not [word for word in listed if word != word.strip() or "#" in word]


@pytest.mark.parametrize("name", classes())
def test_files_say_what_they_hold_and_no_word_twice(name: str) -> None:
    lines = (WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    listed = [word for line in lines if (word := line.split("#")[0].strip())]
    assert len(listed) == len(set(listed))


@pytest.mark.parametrize("name", ASKED_FOR)
def test_a_class_holds_the_word_that_names_it(name: str) -> None:
    assert name in words(name) or name == "否定"


@pytest.mark.parametrize("asked,meant", [("亲自率队", "带领"), ("带令", "带领"), ("前住", "前往")])
def test_an_unknown_class_is_answered_with_the_nearest(asked: str, meant: str) -> None:
    with pytest.raises(KnowledgeError, match=f"words/{asked}.txt: there is no such word class; did you mean ‹{meant}›"):
        words(asked)


@pytest.mark.parametrize("word,name", [("要", "非要"), ("会", "非会"), ("过", "非过"), ("是", "非是")])
def test_a_word_apart_is_found_by_itself_and_in_no_listed_word(word: str, name: str) -> None:
    alone = re.compile(apart(word, name))
    assert alone.fullmatch(word)
    assert not [listed for listed in words(name) if alone.search(listed)]


def test_what_no_word_of_a_class_ends_in_needs_no_look_behind() -> None:
    assert unled("非并", "并") == ""
    assert unfollowed("非都", "都") == ""
