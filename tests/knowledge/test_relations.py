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
    made = LinearModel({"w:结": 1.0}, -0.5)
    assert made.score(NEAR, "来人", made.weights(["same:True"])) == -0.5


def test_the_order_of_names_does_not_matter() -> None:
    weights = {f"n{i}": 0.1 * i for i in range(9)}
    made = LinearModel(weights, 0.0)
    one, other = made.weights(sorted(weights)), made.weights(sorted(weights, reverse=True))
    assert made.score(NEAR, "", one) == made.score(NEAR, "", other)


def test_a_relation_that_nobody_learnt_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="no weights"):
        model("kinship")


def test_classes_of_words_are_found_with_all_their_offsets() -> None:
    assert class_words("赴甲县，再赴乙市")["赴"] == 0b110001
    assert class_words("") == {}


def test_a_word_weighs_by_the_side_on_which_it_stands() -> None:
    made = LinearModel({"c:<>:赴": 1.0, "c:A<:赴": 2.0}, 0.0)
    assert made.word_weights(["赴", "来"], "<>") == [1.0]
    assert made.word_weights(["赴"], ">>") == []
