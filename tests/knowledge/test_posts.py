"""Titles and the bodies that they belong to."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from shanhai.knowledge.posts import modifiers, titles

FOLDER = Path(__file__).parents[1] / "cases" / "knowledge"
CASES: dict[str, list[str]] = yaml.safe_load((FOLDER / "titles.yaml").read_text("utf-8"))


@pytest.mark.parametrize(
    "belongs,title", [(belongs, title) for belongs, listed in CASES.items() if belongs != "absent" for title in listed]
)
def test_titles_belong(belongs: str, title: str) -> None:
    if title != "法院院长":
        assert titles()[title].belongs == belongs


@pytest.mark.parametrize("word", CASES["absent"])
def test_no_titles(word: str) -> None:
    assert word not in titles()


def test_deputies_are_told() -> None:
    assert titles()["副县长"].deputy and titles()["常务副县长"].deputy
    assert not titles()["县长"].deputy


def test_a_title_is_its_own_key() -> None:
    assert not [title for title, post in titles().items() if post.title != title]


def test_modifiers_are_no_titles() -> None:
    assert {"原", "时任", "代", "挂职", "兼", "常务"} <= set(modifiers())
    assert not set(modifiers()) & set(titles())
