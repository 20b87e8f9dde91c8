from __future__ import annotations

import logging

import pytest

from shanhai.facts import rulebook as module
from shanhai.facts.rulebook import RuleBook, rulebook
from shanhai.facts.sentence import Sentence, sentences
from shanhai.model import PatternError

from .engine import book, matches, rule
from .marked import marked

GOES = "{visitors:party}‹前往›{host_place:place}"


def test_the_packages_rules_load_without_an_error() -> None:
    assert len({r.name for r in rulebook().rules}) == len(rulebook().rules)
    assert rulebook() is rulebook()


def test_a_rule_by_name() -> None:
    rules = book(rule(GOES, "visit.goes"))
    assert rules.rule("visit.goes").says == (GOES,)
    with pytest.raises(KeyError):
        rules.rule("visit.comes")


def test_matches_come_in_order_of_place_then_of_rule() -> None:
    rules = book(rule("{host_place:place}考察", "visit.z"), rule(GOES, "visit.b"), rule(GOES, "visit.a"))
    _, found = matches(rules, "[delegation 甲县代表团]来[place 乙市]考察")
    assert [match.rule for match in found] == ["visit.a", "visit.b", "visit.z"]


def test_matches_do_not_depend_on_the_order_of_rules() -> None:
    two = rule(GOES, "visit.b"), rule("{host_place:place}考察", "visit.a")
    source = "[delegation 甲县代表团]来[place 乙市]考察"
    assert matches(book(*two), source) == matches(book(*reversed(two)), source)


def test_a_sentence_without_the_words_is_not_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Views", None)
    _, found = matches(book(rule(GOES)), "[delegation 甲县代表团]离开[place 乙市]")
    assert found == ()


def test_a_sentence_without_the_types_is_not_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "Views", None)
    _, found = matches(book(rule(GOES)), "[delegation 甲县代表团]来了")
    assert found == ()


def test_a_sentence_that_is_too_long_is_skipped_and_said_so(caplog: pytest.LogCaptureFixture) -> None:
    text, mentions = marked("[delegation 甲县代表团]来[place 乙市]" + "字" * 1000)
    with caplog.at_level(logging.WARNING):
        assert book(rule(GOES)).matches([Sentence(text=text, start=0, mentions=mentions)], 0) == ()
    assert "skipped" in caplog.text


def test_mentions_beyond_the_bound_are_words(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(module, "MOST_MENTIONS", 2)
    with caplog.at_level(logging.WARNING):
        _, found = matches(book(rule("‹前往›{host_place:place+}")), "来[place 甲县]、[place 乙市]、[place 丙县]")
    assert [[m.text for m in match.roles["host_place"]] for match in found] == [["甲县", "乙市"]]
    assert "2 of 3" in caplog.text


def test_the_emergency_brake_is_said(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    monkeypatch.setattr(module, "SENTENCE_SECONDS", -1.0)
    rules = book(rule(GOES, "visit.a"), rule(GOES, "visit.b"))
    with caplog.at_level(logging.WARNING):
        _, found = matches(rules, "[delegation 甲县代表团]来[place 乙市]")
    assert [match.rule for match in found] == ["visit.a"]
    assert "visit.a" in caplog.text


def test_the_same_sentence_elsewhere_gives_the_same_match_elsewhere() -> None:
    rules = book(rule(GOES))
    text, mentions = marked("开头。[delegation 甲县代表团]来[place 乙市]。")
    parts = sentences(text, mentions)
    assert not rules.matches(parts, 0)
    (match,) = rules.matches(parts, 1)
    assert text[match.start : match.end] == "甲县代表团来乙市"


def test_a_pattern_without_a_trigger_is_refused() -> None:
    with pytest.raises(PatternError, match="no trigger"):
        book(rule("{visitors:party}{host_place:place}"))


def test_nothing_to_load() -> None:
    assert RuleBook.load([]).matches(sentences("甲县"), 0) == ()
