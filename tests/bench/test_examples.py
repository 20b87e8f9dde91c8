from __future__ import annotations

from pathlib import Path

import pytest

from bench.examples import CLEAN, EXAMPLES, PAGES, examples, recipe
from shanhai.pages import read_path

SHOWN = sorted(path for path in EXAMPLES.iterdir() if path.suffix in (".html", ".txt"))
LEAST, MOST = 600, 1500  # characters of an example, as a county's site writes them


def test_every_clean_page_has_its_example() -> None:
    assert [path.name for path in SHOWN] == sorted(path.name for path in CLEAN.iterdir())
    assert set(recipe()) <= {path.name for path in SHOWN}
    assert len(SHOWN) >= 12


def test_examples_are_as_the_recipe_makes_them() -> None:
    # pypinyin's readings may change from version to version; everything else may not
    for example in examples():
        if "pinyin" not in str(recipe().get(example.name)) and "mirror" not in str(recipe().get(example.name)):
            assert (EXAMPLES / example.name).read_bytes() == example.content, example.name


def test_labelled_copies_are_the_examples() -> None:
    for path in SHOWN:
        twin = PAGES / f"E{path.name.partition('-')[0]}{path.suffix}"
        assert twin.read_bytes() == path.read_bytes(), f"run python -m bench.examples: {twin.name}"


@pytest.mark.parametrize("path", SHOWN, ids=lambda path: path.name)
def test_examples_can_be_read(path: Path) -> None:
    page, _ = read_path(path)
    assert "\ufffd" not in page.text


@pytest.mark.parametrize("path", sorted(CLEAN.iterdir()), ids=lambda path: path.name)
def test_examples_are_of_the_length_of_such_pages(path: Path) -> None:
    assert LEAST <= len("".join(read_path(path)[0].text.split())) <= MOST


def test_at_least_five_are_damaged() -> None:
    assert sum("kind" in step for step in recipe().values()) >= 5
