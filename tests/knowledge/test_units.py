"""Units, qualifiers, stages and the words that sort measures."""

from __future__ import annotations

from shanhai.knowledge.indicators import categories
from shanhai.knowledge.load import table
from shanhai.knowledge.stages import stages
from shanhai.knowledge.units import UnitKind, meanings, qualifiers, units
from shanhai.knowledge.words import words
from shanhai.model import Chain, Field, Stage


def test_every_unit_means_a_unit_of_its_kind() -> None:
    assert all(units()[usual] is units()[unit] for unit, usual in meanings().items())
    assert set(units().values()) == set(UnitKind)


def test_qualifiers_stand_in_three_places() -> None:
    assert all(qualifiers(position) for position in ("before", "inside", "after"))


def test_every_word_of_progress_has_its_stage() -> None:
    assert [word for word in words("进度") if word not in stages()] == []
    assert set(stages().values()) == set(Stage)


def test_categories_chains_and_fields_are_those_of_the_model() -> None:
    assert len(set(categories().values())) == 8  # the categories of data/indicators.csv
    assert {row["chain"] for row in table("chain_words")} == {str(chain) for chain in Chain}
    assert {row["field"] for row in table("field_words")} <= {str(field) for field in Field}
