"""Every example of every rule is a test."""

from __future__ import annotations

from itertools import groupby

import pytest

from shanhai.facts.rulebook import read
from shanhai.facts.rulefile import Example, Rule
from shanhai.facts.trial import Failure, prove, trespasses
from shanhai.mentions import find

BOOK, ERRORS = read()
EXAMPLES = [(rule, example) for rule in BOOK.rules for example in rule.examples]
FACTS = sorted({rule.fact for rule in BOOK.rules})
LONGEST_EXAMPLE = 120  # STYLE: sentences of our own, no longer than shows the case


def spelled(failure: Failure) -> str:
    """A failure as a diff that can be read in a terminal."""
    missed = failure.miss
    near = f"\n  missed {missed.expected} at 「{missed.instead}」 after 「{missed.stood}」" if missed else ""
    return (
        f"\n{failure.place} {failure.rule}\n  text   {failure.text}\n- wanted {failure.expected}\n+ got    {failure.got}"
        f"\n  read   {failure.sequence}{near}"
    )


def test_there_are_rules() -> None:
    assert BOOK.rules


def test_no_rule_is_broken() -> None:
    assert not ERRORS, "\n".join(map(str, ERRORS))


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.name}-{example.line}" for rule, example in EXAMPLES])
def test_example(rule: Rule, example: Example) -> None:
    failure = prove(BOOK, rule, example, find)
    assert failure is None, spelled(failure)


def test_no_rule_speaks_on_a_nothing_of_its_own_fact_type() -> None:
    failures = sorted(trespasses(BOOK, find), key=lambda failure: failure.place)
    told = [f"{place}: " + ", ".join(failure.rule for failure in group) for place, group in groupby(failures, key=lambda f: f.place)]
    assert not failures, "\n".join(told)


@pytest.mark.parametrize(("rule", "example"), EXAMPLES, ids=[f"{rule.name}-{example.line}" for rule, example in EXAMPLES])
def test_examples_are_short(rule: Rule, example: Example) -> None:
    assert len(example.text) <= LONGEST_EXAMPLE
