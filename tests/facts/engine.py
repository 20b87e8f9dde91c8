"""Rule books of a few patterns and word classes of our own, so that the engine's tests do not lean on the package's rules."""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from shanhai.facts.grammar import Grammar, grammar
from shanhai.facts.rulebook import Match, Ready, RuleBook
from shanhai.facts.rulefile import Rule, Then
from shanhai.facts.sentence import sentences

from .marked import marked

WORDS = {
    "前往": ("来到", "来", "赴", "到", "前往"),
    "考察": ("考察学习", "考察", "学习"),
    "带领": ("率领", "率", "带领"),
    "计划": ("计划", "拟"),
    "陪同": ("陪同",),
}


@cache
def own_grammar() -> Grammar:
    return msgspec.structs.replace(grammar(), extra_words=WORDS)


def book(*rules: Rule) -> RuleBook:
    return RuleBook([Ready(rule, own_grammar()) for rule in rules], own_grammar())


def rule(says: str | list[str], name: str = "visit.x", **more: Any) -> Rule:
    """A rule without examples; `then` as a mapping."""
    if "then" in more:
        then = more["then"]
        more["then"] = Then(says=(then["says"],), **{key: value for key, value in then.items() if key != "says"})
    more["unless"] = tuple(more.get("unless", ()))
    return Rule(name=name, fact=name.split(".")[0], says=(says,) if isinstance(says, str) else tuple(says), **more)


def matches(rule_book: RuleBook, source: str) -> tuple[str, tuple[Match, ...]]:
    """A marked text, unmarked, and what the book finds in it."""
    text, mentions = marked(source)
    parts = sentences(text, mentions)
    return text, tuple(match for index in range(len(parts)) for match in rule_book.matches(parts, index))


def simply(match: Match) -> dict[str, str]:
    return {role: "、".join(m.text for m in mentions) for role, mentions in match.roles.items()}
