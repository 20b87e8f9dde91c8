"""Saved views and reminders: new since the last look, pledges that fall due, feeds for readers and calendars."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import msgspec
import pytest
from icalendar import Calendar
from litestar.testing import TestClient
from sqlalchemy import update

from shanhai.ledger import Ledger
from shanhai.ledger.saved import saved_lists
from shanhai.model import Modality, When
from tests.ledger.synthetic import page_reading

from .made_up import hostile, spiteful
from .near import near

SOON = (date.today() + timedelta(days=20)).isoformat()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ledger in which a pledge falls due and a visit is planned in twenty days."""
    place = tmp_path / "a.ledger"
    with Ledger.open(str(place)) as ledger:
        for number in range(4):
            reading = page_reading(number)
            facts = tuple(_soon(fact) if number == 3 else fact for fact in reading.account.facts)
            ledger.add(msgspec.structs.replace(reading, account=msgspec.structs.replace(reading.account, facts=facts)))
        ledger.reconcile()
    return place


def _soon(fact: Any) -> Any:
    when = When(text=SOON, start=SOON)
    kind = type(fact).__name__
    if kind == "Pledge":
        return msgspec.structs.replace(fact, deadline=when)
    return msgspec.structs.replace(fact, date=when, modality=Modality.PLANNED) if kind == "Visit" else fact


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient[Any]]:
    with near(path) as client:
        yield client


def test_a_saved_list_tells_what_is_new_since_the_last_look(desk: TestClient[Any], path: Path) -> None:
    kept = desk.post("/digest/save", data={"name": "我的地方", "address": "/visits?modality=happened"})
    assert "我的地方" in kept.text
    assert "没有新来的" in kept.text
    with Ledger.open(str(path)) as ledger, ledger.writing() as connection:
        connection.execute(update(saved_lists).values(looked="2020-01-01T00:00:00+00:00"))
    assert "新来3条" in desk.get("/digest").text
    assert "没有新来的" in desk.post("/digest/seen").text
    name = desk.get("/digest").text.partition('name="id" value="')[2].partition('"')[0]
    assert "我的地方" not in desk.post("/digest/drop", data={"id": name}).text


def test_only_lists_are_saved(desk: TestClient[Any]) -> None:
    for address in ("https://evil.example/visits", "//evil.example/visits", "/pages", "/nowhere", ""):
        assert "坏的" not in desk.post("/digest/save", data={"name": "坏的", "address": address}).text


def test_what_falls_due_and_what_is_planned_are_told(desk: TestClient[Any]) -> None:
    text = desk.get("/digest").text
    assert SOON in text
    assert "没有三个月内到期的" not in text
    assert "计划中的来往" in text


def test_a_calendar_holds_what_falls_due_and_what_is_planned(desk: TestClient[Any]) -> None:
    sent = desk.get("/digest.ics")
    assert sent.headers["content-type"].startswith("text/calendar")
    events = list(Calendar.from_ical(sent.content).walk("VEVENT"))
    assert {each["dtstart"].dt.isoformat() for each in events} == {SOON}
    assert any(str(each["summary"]).startswith("承诺到期") for each in events)
    assert any(str(each["summary"]).startswith("计划来往") for each in events)
    assert all("/entries/" in str(each["url"]) for each in events)
    assert sent.content == desk.get("/digest.ics").content
    assert not list(Calendar.from_ical(desk.get("/digest.ics?place=540000").content).walk("VEVENT"))


def test_a_list_is_a_feed_with_its_conditions(desk: TestClient[Any]) -> None:
    every = ElementTree.fromstring(desk.get("/visits.rss").content)
    assert len(every.findall(".//item")) == 4
    few = ElementTree.fromstring(desk.get("/visits.rss?modality=planned").content)
    assert len(few.findall(".//item")) == 1
    assert all("/entries/visit-" in str(each.text) for each in every.findall(".//item/link"))


def test_hostile_words_are_words_in_feeds(tmp_path: Path) -> None:
    place = tmp_path / "h.ledger"
    with Ledger.open(str(place)) as ledger:
        for name, payload in hostile()["payloads"].items():
            ledger.add(spiteful(payload, f"{name}.html"))
        ledger.reconcile()
    with near(place) as desk:
        for name in ("visits", "projects", "pledges"):
            assert ElementTree.fromstring(desk.get(f"/{name}.rss").content).tag == "rss"
        assert Calendar.from_ical(desk.get("/digest.ics").content)
        assert "<script>alert" not in desk.get("/digest").text


def test_who_may_not_write_saves_nothing_and_still_reads(path: Path) -> None:
    with near(path, client="10.0.0.3") as other:
        assert other.get("/digest").status_code == 200
        assert other.get("/visits.rss").status_code == 200
        assert other.post("/digest/save", data={"name": "甲", "address": "/visits"}).status_code == 403
