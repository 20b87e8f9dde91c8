"""The labels hold together: what they name stands on the page, what they refer to is labelled."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from bench.corpus import PAGES, clean_text
from shanhai.evaluate.comparison import codes, normal
from shanhai.knowledge.places import place
from shanhai.model import Field, PledgeKind
from shanhai.pages import read_path

LABELS = sorted(PAGES.glob("*.json"))
OURS = [path for path in LABELS if path.stem.startswith("E")]
LISTS = ("people", "places", "orgs", "visits", "meetings", "pairings", "agreements", "projects", "platforms", "measures", "pledges")


def entry(path: Path) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return made


def published(path: Path) -> str:
    page = next(twin for suffix in (".html", ".txt") if (twin := path.with_suffix(suffix)).exists())
    return normal(clean_text(page) or read_path(page)[0].text)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_every_label_has_its_page_and_its_lists(path: Path) -> None:
    label = entry(path)
    assert published(path)
    assert label["doc"] == path.stem
    assert all(isinstance(label[key], list) for key in LISTS)
    assert label["relevant"] or not any(label[key] for key in LISTS)


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_codes_are_those_of_the_places(path: Path) -> None:
    for labelled in entry(path)["places"]:
        if labelled["code"]:
            assert place(labelled["code"]) is not None, labelled
            assert labelled["code"] in codes(normal(labelled["name"])), labelled


@pytest.mark.parametrize("path", LABELS, ids=lambda path: path.stem)
def test_vocabularies(path: Path) -> None:
    for pledge in entry(path)["pledges"]:
        assert pledge["kind"] in set(PledgeKind), pledge
        assert pledge["field"] in set(Field), pledge


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_what_is_labelled_stands_on_the_page(path: Path) -> None:
    label, text = entry(path), published(path)
    wanted = [label["title"], *(person["name"] for person in label["people"]), *(pledge["text"] for pledge in label["pledges"])]
    wanted += [meeting["name"] for meeting in label["meetings"]]
    wanted += [name for visit in label["visits"] for name in (visit["head"], *visit["hosts"], *visit.get("members", ())) if name]
    assert not [name for name in wanted if normal(name) not in text]
    for named in label["places"] + label["orgs"]:
        assert any(normal(form) in text for form in (named["name"], *named.get("mentions", ()))), named


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_sides_of_visits_and_pairings_are_labelled_places(path: Path) -> None:
    label = entry(path)
    known = {place["name"] for place in label["places"]}
    sides = [visit[side] for visit in label["visits"] for side in ("visitor_place", "host_place")]
    sides += [pairing[side] for pairing in label["pairings"] for side in ("a", "b")]
    assert not set(sides) - known


def test_the_corpus_is_large_enough() -> None:
    labels = [entry(path) for path in LABELS]
    assert sum(label["relevant"] for label in labels) >= 23
    assert sum(not label["relevant"] for label in labels) >= 10
