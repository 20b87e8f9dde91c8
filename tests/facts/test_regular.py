from __future__ import annotations

import re
import time

import pytest

from shanhai.facts.regular import LIST_LENGTH, Pattern, closing

from .engine import book, matches, own_grammar, rule

ROLES = frozenset({"visitors", "host_place", "kind", "head"})


def pattern(source: str) -> Pattern:
    return Pattern(source, own_grammar(), ROLES)


@pytest.mark.parametrize(
    ("source", "triggers"),
    [
        ("{visitors:party}一行‹陪同›", [{"一行"}, {"陪同"}]),
        ("{visitors:party}(曾|还)来", [{"曾", "还"}, {"来"}]),
        ("{visitors:party}(|还)来", [{"来"}]),
        ("{visitors:party}(赴{place}考察|来)", [{"考察", "来"}]),
        ("{visitors:party}，[一行]{kind:“回访|走访”}", [{"回访", "走访"}]),
        ("{visitors:party}(!成员)‹陪同›", [{"陪同"}]),
    ],
)
def test_triggers_are_the_words_it_cannot_do_without(source: str, triggers: list[set[str]]) -> None:
    assert [set(slot) for slot in pattern(source).triggers] == triggers


def test_needs_are_the_types_it_cannot_do_without() -> None:
    found = pattern("[{head:official}]{visitors:people}来({host_place:place}|{host_place:zone})").needs
    assert found == (frozenset({"official", "person", "post"}),)


@pytest.mark.parametrize(
    ("text", "closer"),
    [
        ("等地考察", "等地"),
        ("等4个县参加", "等4个县"),
        ("等市县领导陪同", "等市县领导"),
        ("等有关部门负责人参加", "等有关部门负责人"),
        ("等多家骨干企业和实训基地，", "等多家骨干企业和实训基地"),
        ("等10余家企业", "等10余家企业"),
        ("等参加会议的代表", "等"),
        ("等陪同", "等"),
    ],
)
def test_what_closes_a_list(text: str, closer: str) -> None:
    hit = re.match(closing(own_grammar().closers), text)
    assert hit is not None
    assert hit.group() == closer


def test_nothing_is_repeated_without_bound() -> None:
    source = "[{head:people}‹带领›]{visitors:party+}‹前往›{host_place:place+}……{kind:‹考察›+}"
    for expression in (pattern(source).plain[0], pattern(source).opened[0]):
        bare = re.sub(r"\\.|\[[^\]]*\]", "", expression.pattern)
        possessive = bare.replace("*+", "").replace("?+", "")  # a run inside one mention, which is never taken back
        assert not re.search(r"[*+]|,\}", possessive)


# As costly as a pattern may be.
COSTLY = [
    "[{date:date}，]{visitors:party+}……‹前往›{host_place:place+}…‹考察›回",
    "{visitors:party+}…{host_place:place+}…{sites:spot}回",
    "{visitors:party}……{host_place:place}……{head:people}…回",
    "{visitors:party+}(、|和){host_place:locality+}(、|和){members:locality+}(、|和){hosts:locality+}回",
]


@pytest.mark.parametrize(
    "text",
    [
        "、".join(["[place 甲县]"] * 300),
        "、".join(["[delegation [place 甲县]代表团]"] * 100),
        "[place 甲县]来" * 120,
        "[delegation [place 甲县]代表团]、" * 100 + "来",
        "[delegation [place 甲县]代表团]一二三，来[site [place 乙市]码头]四五六，" * 30,
    ],
)
def test_hostile_sentences_cost_little(text: str) -> None:
    rules = book(*(rule(says, f"visit.{number}") for number, says in enumerate(COSTLY)))
    matches(rules, text)
    start = time.thread_time()
    matches(rules, text + "考察，[official 市长王五]回家")
    assert time.thread_time() - start < 3  # 0.4 s on a quiet machine


def test_lists_are_as_long_as_they_may_be() -> None:
    listed = "、".join(["[place 乙市]"] * (LIST_LENGTH + 1))
    _, (match,) = matches(book(rule("‹前往›{host_place:place+}")), f"来{listed}")
    assert len(match.roles["host_place"]) == LIST_LENGTH + 1
