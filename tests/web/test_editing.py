"""Correcting in place, a new fact, entries joined and parted with a preview: by forms and by the API."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest
from litestar.testing import TestClient

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.web.fields import meant

from .made_up import made_up
from .near import near

FIRST = made_up()[0].page


@pytest.fixture
def path(tmp_path: Path) -> Path:
    place = tmp_path / "a.ledger"
    with Ledger.open(str(place)) as ledger:
        for reading in made_up():
            ledger.add(reading)
        ledger.reconcile()
    return place


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient[Any]]:
    with near(path) as client:
        yield client


def visit_entry(path: Path) -> views.EntryView:
    with Ledger.open(str(path)) as ledger:
        line = next(line for line in views.records(ledger, "visit").lines if line.page.id == FIRST.id and not line.fact.background)  # type: ignore[union-attr]
        view = views.entry(ledger, line.entry)
    assert view
    return view


def test_a_value_is_corrected_with_its_reason_and_undone(path: Path, desk: TestClient[Any]) -> None:
    entry = visit_entry(path)
    form = desk.get(f"/facts/{entry.statements[0].key}/edit?field=head")
    assert 'value="秦望川"' in form.text
    kept = desk.post(
        f"/facts/{entry.statements[0].key}", data={"f.head": "李四", "f.kind": "考察", "why": "见会议记录", "then": f"/entries/{entry.id}"}
    )
    assert kept.history[0].status_code == 303
    assert "记下了" in kept.text
    assert visit_entry(path).preferred.fact.head == "李四"  # type: ignore[union-attr]
    (made,) = visit_entry(path).judgements
    assert (made.judgement.who, made.judgement.why, made.judgement.anchor.field) == ("甲", "见会议记录", "head")
    undone = desk.post("/review/undo", data={"judgement": made.id, "then": f"/entries/{entry.id}"})
    assert undone.status_code == 200
    assert visit_entry(path).preferred.fact.head == "秦望川"  # type: ignore[union-attr]


def test_the_page_shows_what_people_left(path: Path, desk: TestClient[Any]) -> None:
    key = visit_entry(path).statements[0].key
    desk.post(f"/facts/{key}", data={"f.head": "李四"})
    assert "李四带队" in desk.get(f"/pages/{FIRST.id}").text
    desk.post(f"/facts/{key}", data={"act": "reject"})
    assert 'class="no"' in desk.get(f"/pages/{FIRST.id}").text


@pytest.mark.parametrize(
    ("field", "words", "told"),
    [("date", "上周", "不是日期"), ("host_place", "鼓楼区", "不止一个地方"), ("date", "2024-13-01", "不是日期")],
)
def test_what_cannot_stand_is_said_and_nothing_kept(path: Path, desk: TestClient[Any], field: str, words: str, told: str) -> None:
    entry = visit_entry(path)
    answer = desk.post(f"/facts/{entry.statements[0].key}", data={f"f.{field}": words})
    assert answer.status_code == 400
    assert told in answer.text
    assert f'value="{words}"' in answer.text
    assert visit_entry(path).judgements == ()


@pytest.mark.parametrize(
    ("field", "words", "value"),
    [
        ("date", "5月14日", "--05-14"),
        ("date", "2024年5月", "2024-05"),
        ("date", "2024", "2024"),
        ("date", "2024-05-14", "2024-05-14"),
        ("date", "2024.5.14 至 2024.5.16", "2024-05-14"),
    ],
)
def test_dates_as_people_type_them(field: str, words: str, value: str) -> None:
    assert meant("visit", field, words)["start"] == value


def test_a_new_fact_over_words_of_a_page(path: Path, desk: TestClient[Any]) -> None:
    form = desk.get(f"/pages/{FIRST.id}/facts/new", params={"q": "香菇等农产品进了商超", "kind": "action"})
    assert "香菇等农产品进了商超" in form.text
    start = form.text.split('name="start" value="')[1].split('"')[0]
    end = form.text.split('name="end" value="')[1].split('"')[0]
    kept = desk.post(f"/pages/{FIRST.id}/facts", data={"type": "action", "start": start, "end": end, "f.text": "农产品进了商超"})
    assert "农产品进了商超" in kept.text
    assert "#fact-hand-" in kept.history[0].headers["location"]
    bad = desk.post(f"/pages/{FIRST.id}/facts", data={"type": "action", "start": start, "end": "99999999", "f.text": "甲"})
    assert bad.status_code == 400


def test_words_that_the_page_has_not_are_no_evidence(desk: TestClient[Any]) -> None:
    assert "没有这句话" in desk.get(f"/pages/{FIRST.id}/facts/new", params={"q": "从来没有写过的话"}).text


def test_two_entries_are_joined_after_a_preview(path: Path, desk: TestClient[Any]) -> None:
    with Ledger.open(str(path)) as ledger:
        ones = [line for line in views.records(ledger, "tenure").lines if line.page.id == FIRST.id]
    second = made_up()[1].page.id
    with Ledger.open(str(path)) as ledger:
        other = next(line for line in views.records(ledger, "tenure").lines if line.page.id == second)
    one = ones[0]
    would = desk.get(f"/entries/{one.entry}/join?other={other.entry}")
    assert "会这样变" in would.text
    with Ledger.open(str(path)) as ledger:
        assert views.entry(ledger, other.entry)
    kept = desk.post(f"/entries/{one.entry}/joined", data={"other": other.entry})
    assert kept.status_code == 200
    with Ledger.open(str(path)) as ledger:
        view = views.entry(ledger, one.entry) or views.entry(ledger, other.entry)
        assert view
        assert len(view.statements) == 2
    parted = desk.get(f"/entries/{view.id}/part", params={"apart": view.statements[1].key})
    assert "会这样变" in parted.text
    assert desk.post(f"/entries/{view.id}/parted", data={"apart": view.statements[1].key}).status_code == 200
    with Ledger.open(str(path)) as ledger:
        again = views.entry(ledger, view.id)
        assert again
        assert len(again.statements) == 1


def test_the_api_offers_the_same(path: Path, desk: TestClient[Any]) -> None:
    key = visit_entry(path).statements[0].key
    given = {"who": "甲", "sitting": "周三", "decisions": [{"verdict": "correct", "statement": key, "field": "head", "value": "李四"}]}
    would = desk.post("/api/judgements/preview", json=given)
    assert would.status_code == 200
    assert would.json()["touched"][0]["values"] == [{"field": "head", "before": "秦望川", "after": "李四"}]
    assert visit_entry(path).judgements == ()
    made = desk.post("/api/judgements/new", json=given)
    assert made.status_code == 201
    assert made.json()["effect"] == would.json()
    assert [each["id"] for each in desk.get("/api/judgements?sitting=周三").json()] == made.json()["ids"]
    assert desk.post("/api/judgements/undo", json={"sitting": "周三"}).json()["undone"] == 1
    bad = desk.post("/api/judgements/new", json=given | {"decisions": [{"verdict": "reject", "statement": "0/0"}]})
    assert bad.status_code == 400
    assert set(bad.json()["error"]) == {"place", "problem", "remedy"}


def test_questions_are_asked_and_answered_over_the_api(desk: TestClient[Any]) -> None:
    first = desk.get("/api/questions?kind=fact").json()[0]
    answered = desk.post("/api/questions/answers", json={"question": first["key"], "said": "accept", "who": "甲"})
    assert answered.status_code == 201
    again = desk.post("/api/questions/answers", json={"question": first["key"], "said": "accept", "who": "甲"})
    assert again.status_code == 409


def test_the_schema_names_the_writes_with_examples(desk: TestClient[Any]) -> None:
    schema = msgspec.json.decode(desk.get("/api/schema/openapi.json").content)
    assert {"/api/judgements/new", "/api/judgements/preview", "/api/judgements/undo", "/api/questions/answers"} <= set(schema["paths"])
    assert "见会议记录" in msgspec.json.encode(schema["paths"]["/api/judgements/new"]["post"]["requestBody"]).decode()
