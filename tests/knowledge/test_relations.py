"""The model of relations: weights of runs and of names, summed over the root of their number."""

from __future__ import annotations

import pytest

from shanhai.knowledge.relations import ALONE, NEAR, LinearModel, class_words, model
from shanhai.model.errors import KnowledgeError


def test_each_run_counts_once_and_overlapping_ones_too() -> None:
    made = LinearModel({"w:结": 1.0, "w:结对": 2.0, "q:结": 8.0}, 0.0)
    assert made.score(NEAR, "结对，结对", ()) == pytest.approx(3.0 / 2**0.5)
    assert made.score(ALONE, "结对", ()) == pytest.approx(8.0)


def test_unknown_runs_and_names_count_nothing() -> None:
    assert LinearModel({"w:结": 1.0}, -0.5).score(NEAR, "来人", ("same:True",)) == -0.5


def test_the_order_of_names_does_not_matter() -> None:
    weights = {f"n{i}": 0.1 * i for i in range(9)}
    made = LinearModel(weights, 0.0)
    assert made.score(NEAR, "", sorted(weights)) == made.score(NEAR, "", sorted(weights, reverse=True))


def test_a_relation_that_nobody_learnt_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="no weights"):
        model("kinship")


def test_words_of_classes_are_found_with_their_offset() -> None:
    heard = class_words("赴甲县", 10)
    assert min(word.start for word in heard) == 10
    assert class_words("") == ()
