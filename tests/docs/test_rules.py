"""docs/rules.md names every construct, type and key of the language of rules, and its examples hold."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from shanhai.facts.grammar import grammar
from shanhai.facts.rulebook import Ready, RuleBook
from shanhai.facts.rulefile import Rule, Then, parse_rules
from shanhai.facts.trial import check, fired, told
from shanhai.mentions import find
from shanhai.model import FACT_TYPES

from .documents import ROOT, blocks

PAGE = ROOT / "docs" / "rules.md"
TEXT = PAGE.read_text("utf-8")
EXAMPLES: list[Any] = [yaml.safe_load(block.content) for block in blocks(PAGE, "yaml")]
SMALL = [example for example in EXAMPLES if "says" in example]
CONSTRUCTS = ["{role:type}", "{type}", "{role:type+}", "‹词›", "{role:‹词›}", "{role:“文字”}", "…", "……", "{role:…}", "^", "\\"]
KEYS = ["name", "says", "unless", "then", "within", "sets", "examples", "text", "gives", "nothing", "other", "note", "fact", "roles"]


@pytest.mark.parametrize("construct", [*CONSTRUCTS, "[ ]", "( | )", "(! | )"])
def test_every_construct_has_its_section(construct: str) -> None:
    assert any(f"`{construct}`" in line for line in TEXT.splitlines() if line.startswith("### "))


@pytest.mark.parametrize("name", [*grammar().types, *grammar().groups, *grammar().roles, *KEYS])
def test_every_type_group_role_and_key_is_named(name: str) -> None:
    assert f"`{name}`" in TEXT


@pytest.mark.parametrize("group", grammar().groups)
def test_groups_are_described_as_they_are(group: str) -> None:
    row = next(line for line in TEXT.splitlines() if line.startswith(f"| `{group}` |"))
    named = {
        member for name in grammar().types | grammar().groups if f"`{name}`" in row.split("|")[2] for member in grammar().members(name)
    }
    assert named == set(grammar().groups[group])


@pytest.mark.parametrize("example", SMALL, ids=[example["says"] for example in SMALL])
def test_small_examples_hold(example: dict[str, Any]) -> None:
    then = Then(says=(example["then"]["says"],), within=example["then"]["within"]) if "then" in example else None
    rule = Rule(name="visit.x", fact="visit", says=(example["says"],), then=then, sets=example.get("sets", {}))
    given = [told(match) | match.sets for match in fired(RuleBook([Ready(rule, grammar())], grammar()), example["text"], find)]
    assert given == ([] if example["gives"] == "nothing" else [example["gives"]])


def test_whole_rule_files_hold() -> None:
    files = [block.content for block in blocks(PAGE, "yaml") if "fact:" in block.content]
    assert files
    for content in files:
        rules, errors = parse_rules(content, "docs/rules.md", grammar())
        assert not errors
        assert all(rule.fact in FACT_TYPES for rule in rules)
        assert check(RuleBook([Ready(rule, grammar()) for rule in rules], grammar()), find) == ()
