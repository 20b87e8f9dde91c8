"""The labels of the syndication set hold together: every page labelled, every reference kept, every name on its page."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from shanhai.knowledge.places import place

SET = Path(__file__).parents[2] / "bench" / "syndication"
ENTRIES = {"pairings": "pairings", "agreements": "agreements", "projects": "projects", "platforms": "platforms"}
DATE = re.compile(r"(\d{4}(-\d\d(-\d\d)?)?|--\d\d(-\d\d)?)")


@cache
def labels() -> dict[str, Any]:
    made: dict[str, Any] = yaml.safe_load((SET / "labels.yaml").read_text("utf-8"))
    return made


def pages() -> list[tuple[str, dict[str, Any]]]:
    return sorted(labels()["pages"].items())


def test_every_page_is_labelled_and_every_label_has_its_page() -> None:
    files = {path.name for path in SET.iterdir() if path.name.startswith("S") and ".clean." not in path.name}
    assert files == {label["file"] for _, label in pages()}
    assert [name for family in labels()["families"].values() for name in family["pages"]] == [name for name, _ in pages()]


def test_the_set_is_as_large_as_its_use_asks() -> None:
    told = [visit["event"] for _, label in pages() for visit in label["visits"]]
    assert sum(told.count(event) > 1 for event in labels()["events"]) >= 60
    assert any(label["copy_of"] for _, label in pages())


@pytest.mark.parametrize("kind", ["events", "pairings"])
def test_places_are_known(kind: str) -> None:
    for name, entry in labels()[kind].items():
        for key in ("visitor_place", "host_place", "a", "b"):
            assert key not in entry or place(str(entry[key])) is not None, name


def test_what_a_page_refers_to_is_labelled() -> None:
    for name, label in pages():
        assert label["copy_of"] is None or labels()["pages"][label["copy_of"]]["copy_of"] is None, name
        assert all(visit["event"] in labels()["events"] for visit in label["visits"]), name
        assert all(person["entity"] in labels()["people"] for person in label["people"]), name
        for key, kind in ENTRIES.items():
            assert all(entry["entry"] in labels()[kind] for entry in label.get(key, [])), name


def test_dates_of_visits_agree_with_the_event_or_say_less() -> None:
    for name, label in pages():
        for visit in label["visits"]:
            event = labels()["events"][visit["event"]]
            stated = visit["date"]
            assert visit["host_place"] is None or place(str(visit["host_place"])) is not None, name
            assert stated is None or DATE.fullmatch(stated), (name, stated)
            if stated and not stated.startswith("--"):
                assert stated[:7] in {event["date"][:7], event["date"][:4]} or stated[:4] == stated == event["date"][:4], (name, stated)


def test_people_are_named_on_their_page() -> None:
    for name, label in pages():
        source = label["copy_of"] or name
        clean = SET / f"{source}.clean.txt"
        page = clean if clean.exists() else SET / labels()["pages"][source]["file"]
        text = page.read_bytes().decode(labels()["pages"][source].get("encoding", "utf-8") if page != clean else "utf-8")
        for person in (person for person in label["people"] if not person.get("credit")):
            known = labels()["people"][person["entity"]]
            assert person["name"] in {known["name"], *known.get("also", [])}, (name, person)
            assert person["name"] in text, (name, person)
