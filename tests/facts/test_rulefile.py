from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from shanhai.facts.grammar import grammar
from shanhai.facts.rulebook import RuleBook, read
from shanhai.facts.rulefile import parse_rules, read_rules
from shanhai.model import PatternError

from .engine import WORDS

BAD = yaml.safe_load((Path(__file__).parents[1] / "cases" / "rules" / "bad-patterns.yaml").read_text("utf-8"))
GOOD_FILE = """\
fact: visit
rules:
  - name: visit.x
    says: {says}
    examples:
      - {{text: 甲县代表团来, gives: {{visitors: 甲县代表团}}}}
      - {{text: 乙县代表团来, gives: {{visitors: 乙县代表团}}}}
      - {{text: 有人来, gives: nothing}}
"""


def written(case: dict[str, Any], folder: Path) -> Path:
    path = folder / "rules.yaml"
    path.write_text(case["file"] if "file" in case else GOOD_FILE.format(says="'" + case["says"].replace("'", "''") + "'"), "utf-8")
    return path


@pytest.mark.parametrize("case", BAD, ids=[case["label"] for case in BAD])
def test_bad_rules_say_what_is_wrong(case: dict[str, Any], tmp_path: Path) -> None:
    _, errors = read([written(case, tmp_path)], words=WORDS)
    assert case["message"] in str(errors[0]).replace(f"{tmp_path}/", "")
    assert errors[0].remedy


def test_there_are_many_bad_rules() -> None:
    assert len(BAD) >= 25
    assert len({case["label"] for case in BAD}) == len(BAD)


def test_load_raises_the_first_error_and_counts_the_others(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("fact: visits\nrules: []\n", "utf-8")
    (tmp_path / "b.yaml").write_text("fact: meetings\nrules: []\n", "utf-8")
    with pytest.raises(PatternError, match=r"a\.yaml:1: unknown fact type 'visits'.*and 1 more"):
        RuleBook.load([tmp_path])


def test_a_bad_rule_leaves_the_others_usable(tmp_path: Path) -> None:
    good = GOOD_FILE.format(says='"{visitors:party}来"')
    path = tmp_path / "rules.yaml"
    path.write_text(good + '  - {name: visit.y, says: "{who:party}来", examples: []}\n', "utf-8")
    book, errors = read([path])
    assert [rule.name for rule in book.rules] == ["visit.x"]
    assert len(errors) == 1


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    rules, (error,) = read_rules(tmp_path / "none.yaml", grammar())
    assert not rules
    assert "cannot be read" in str(error)


def test_a_rule_file_may_declare_its_own_roles() -> None:
    text = GOOD_FILE.format(says='"{visitors:party}来{ferry:site}"').replace("rules:\n", "roles: {ferry: 渡口}\nrules:\n", 1)
    (rule,), errors = parse_rules(text, "rules.yaml", grammar())
    assert not errors
    assert rule.roles == ("ferry",)


def test_everything_a_rule_can_say_is_read() -> None:
    text = """\
fact: visit
note: 来往
rules:
  - name: visit.x
    note: 一种说法
    says:
      - "{visitors:party}来"
      - >-
        {visitors:party}一行
        来
    unless: [没有, 未]
    sets: {modality: planned, programme: 山海协作}
    then: {within: 2 sentences, says: "{hosts:official}陪同", unless: 未}
    examples:
      - {text: 甲县代表团来, gives: {visitors: 甲县代表团}}
      - {text: 甲县代表团来。乙县代表团来, gives: [{visitors: 甲县代表团}, {visitors: 乙县代表团}]}
      - {text: 来了, gives: nothing, note: 没有来的人}
      - {text: 去了, gives: other}
"""
    (rule,), errors = parse_rules(text, "rules.yaml", grammar())
    assert not errors
    assert rule.says == ("{visitors:party}来", "{visitors:party}一行 来")
    assert rule.unless == ("没有", "未")
    assert rule.sets == {"modality": "planned", "programme": "山海协作"}
    assert rule.then is not None
    assert (rule.then.within, rule.then.says, rule.then.unless) == (2, ("{hosts:official}陪同",), ("未",))
    assert [len(example.gives) for example in rule.examples] == [1, 2, 0, 0]
    assert [example.other for example in rule.examples] == [False, False, False, True]
    assert rule.place == "rules.yaml:4"
    assert rule.place_of("未") == "rules.yaml:13"
