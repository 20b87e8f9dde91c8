"""The words with which pages speak of themselves."""

from __future__ import annotations

import re
from collections import Counter

from shanhai.facts.wording import expressions, fields, pattern, words


def test_every_expression_compiles() -> None:
    assert all(pattern(name) for name in words().patterns)
    assert all(expressions(name) for name in words().expressions)


def test_a_label_has_one_field() -> None:
    labels = [label for known in words().labels.values() for label in known]
    assert [label for label, times in Counter(labels).items() if times > 1] == []


def test_words_that_need_a_border_are_labels() -> None:
    assert set(words().apart) <= set(fields())
    assert set(words().glued) <= set(fields())


def test_expressions_answer_by_name() -> None:
    found = [expression for name in words().expressions for expression in expressions(name)]
    assert all("value" in re.compile(expression).groupindex for expression in found)
