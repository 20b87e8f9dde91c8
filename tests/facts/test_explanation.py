"""What stands beneath a fact."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from shanhai.facts.explanation import explain, reasons, rule_text
from shanhai.facts.rulebook import rulebook
from shanhai.knowledge.derivations import derivations
from shanhai.model import Platform
from shanhai.read import read_fully

from .accounts import page

_RULE = re.compile(r'"((?:visit|pairing|meeting|tenure|agreement|project|platform|measure|pledge|policy|trait|action)\.[a-z][a-z-]+)"')
TEXT = "10月8日，桐庐县党政代表团赴秀山县考察。会上，两地签约项目6个，总投资12.5亿元，其中梅江镇茶叶精制厂投资2亿元。"


def test_every_rule_of_a_page_can_be_told() -> None:
    reading = read_fully(page(TEXT))
    for number, fact in enumerate(reading.account.facts, 1):
        told = explain(reading.page, reading.restored, reading.blocks, reading.account.facts, number)
        assert all(rule.says or rule.does for rule in told.rules)
        assert told.quotations
        assert all(fact.modality == told.modality for _ in told.quotations)


@pytest.mark.parametrize("name", derivations())
def test_derivations_are_no_rules_of_the_book(name: str) -> None:
    assert name not in {rule.name for rule in rulebook().rules}
    assert rule_text(name).does


def test_every_rule_that_code_names_can_be_told() -> None:
    modules = sorted(Path(str(files("shanhai.facts"))).glob("*.py"))
    named = {
        hit for module in modules for line in module.read_text("utf-8").splitlines() if ">>>" not in line for hit in _RULE.findall(line)
    }
    assert {"visit.tour", "pairing.alike"} <= named
    assert [name for name in sorted(named) if not (rule_text(name).does or rule_text(name).says)] == []


def test_a_part_says_why_it_is_doubted() -> None:
    reading = read_fully(page(TEXT))
    part = next(fact for fact in reading.account.facts if fact.evidence[""][0].rule == "agreement.part")
    assert part.needs_review
    assert reasons(part)


def test_what_needs_no_review_has_no_reasons() -> None:
    assert reasons(Platform(id="1", page="2", name="桐庐县产业园")) == ()
