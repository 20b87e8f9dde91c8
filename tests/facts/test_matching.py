from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from shanhai.facts.rulebook import Match

from .engine import book, matches, rule, simply

CASES = yaml.safe_load((Path(__file__).parents[1] / "cases" / "rules" / "matches.yaml").read_text("utf-8"))
RULE_KEYS = ("says", "unless", "then", "sets")


def found(case: dict[str, Any]) -> tuple[str, tuple[Match, ...]]:
    name = f"{case.get('fact', 'visit')}.x"
    return matches(book(rule(name=name, **{key: case[key] for key in RULE_KEYS if key in case})), case["text"])


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_case(case: dict[str, Any]) -> None:
    _, matched = found(case)
    assert [simply(match) for match in matched] == case["gives"]
    if "closers" in case:
        assert [match.closers for match in matched] == case["closers"]
    if "opened" in case:
        assert [match.opened for match in matched] == [case["opened"]]
    if "set" in case:
        assert [match.sets for match in matched] == [case["set"]]


@pytest.mark.parametrize("case", CASES, ids=[case["label"] for case in CASES])
def test_offsets_are_of_the_whole_text(case: dict[str, Any]) -> None:
    text, matched = found(case | {"text": f"第一句。{case['text']}"})
    for match in matched:
        assert 0 <= match.start < match.end <= len(text)
        for mention in (m for mentions in match.roles.values() for m in mentions):
            assert text[mention.start : mention.end] == mention.text
            assert match.start <= mention.start < match.end or (match.follow and match.follow[0] <= mention.start < match.follow[1])


def test_a_role_says_under_which_type_the_mention_served() -> None:
    _, (match,) = matches(book(rule("{head:person}‹带领›{members:party}")), "[place|person 安多]率[delegation 甲县代表团]")
    assert [m.type for m in match.roles["head"]] == ["person"]
    assert [m.type for m in match.roles["members"]] == ["delegation"]


def test_words_are_mentions_of_type_word() -> None:
    _, (match,) = matches(book(rule("{visitors:party}{kind:‹考察›}")), "[delegation 甲县代表团]考察")
    assert [(m.type, m.start, m.end) for m in match.roles["kind"]] == [("word", 5, 7)]


PIECES = st.lists(
    st.sampled_from(
        [
            "[delegation [place 甲县]代表团]",
            "[place 乙市]",
            "[site [place 丙县]码头]",
            "来到",
            "考察",
            "、",
            "，",
            "。",
            "等地",
            "（",
            "）",
            "和",
            "\n",
        ]
    ),
    max_size=30,
)


@given(PIECES)
def test_whatever_stands_there_roles_lie_in_the_text(pieces: list[str]) -> None:
    rules = book(
        rule("[{visitors:party+}]…‹前往›{host_place:place+}[(|，|。)…{kind:‹考察›}]", "visit.a"),
        rule("{visitor_place:place}……{kind:‹考察›}", "visit.b", then={"says": "‹前往›{sites:spot+}", "within": 3}),
    )
    text, matched = matches(rules, "".join(pieces))
    for match in matched:
        for mention in (m for mentions in match.roles.values() for m in mentions):
            assert text[mention.start : mention.end] == mention.text
