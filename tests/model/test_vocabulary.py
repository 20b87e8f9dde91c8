"""The closed vocabularies: the words stand in labels, JSON and codebook, so they change on purpose only."""

from __future__ import annotations

import enum
from pathlib import Path

import pytest
import yaml

from shanhai.model import vocabulary

CONTRACT: dict[str, list[str]] = yaml.safe_load(
    Path(__file__).parent.with_name("cases").joinpath("model/vocabulary.yaml").read_text("utf-8")
)
ENUMERATIONS = {
    name: kind
    for name, kind in vars(vocabulary).items()
    if isinstance(kind, type) and issubclass(kind, enum.StrEnum) and kind is not enum.StrEnum
}


def test_the_contract_lists_every_vocabulary() -> None:
    assert set(CONTRACT) == set(ENUMERATIONS)


@pytest.mark.parametrize("name", CONTRACT)
def test_the_words_are_those_of_the_contract(name: str) -> None:
    assert [str(word) for word in ENUMERATIONS[name]] == CONTRACT[name]


@pytest.mark.parametrize("name", CONTRACT)
def test_no_word_has_two_names(name: str) -> None:
    enum.verify(enum.UNIQUE)(ENUMERATIONS[name])
