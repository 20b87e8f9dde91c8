"""People and organisations on their pages and in review: asked about, joined, parted, with a preview, and undone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from shanhai.ledger import Ledger
from tests.ledger.test_names import ELSEWHERE, FULL, LUCHENG, SHORT, TONGLU, telling

from .near import near


@pytest.fixture
def path(tmp_path: Path) -> Path:
    with Ledger.open(str(tmp_path / "a.ledger")) as ledger:
        posts = [("李四", FULL, TONGLU), ("李四", ELSEWHERE, LUCHENG), ("王五", SHORT, TONGLU), ("赵六", SHORT, TONGLU)]
        for number, post in enumerate(posts):
            ledger.add(telling(number, *post))
        ledger.reconcile()
    return tmp_path / "a.ledger"


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient[Any]]:
    with near(path) as client:
        yield client


def question(client: TestClient[Any], kind: str) -> str:
    found = re.search(r'name="question" value="([0-9a-f]+)"', client.get(f"/review?kind={kind}").text)
    assert found
    return found[1]


def test_whether_two_people_are_one_is_asked_with_what_is_known_of_both(desk: TestClient[Any]) -> None:
    text = desk.get("/review?kind=person").text
    assert "这两位李四是同一个人吗" in text
    assert f"{FULL}局长" in text
    assert f"{ELSEWHERE}局长" in text
    done = desk.post("/review/answers", data={"question": question(desk, "person"), "said": "same", "kind": "person"})
    assert "网页由1页变为2页" in done.text
    assert desk.get("/people/李四-2", follow_redirects=False).headers["location"].startswith("/people/")


def test_organisations_are_asked_about_and_one_leads_to_the_other(desk: TestClient[Any]) -> None:
    assert "是同一个单位吗" in desk.get("/review?kind=organization").text
    desk.post("/review/answers", data={"question": question(desk, "organization"), "said": "same"})
    there = desk.get(f"/organizations/{SHORT}")
    assert there.history[0].status_code == 303
    assert f"<title>{FULL}" in there.text
    assert "也写作" in there.text
    assert "赵六" in there.text


def test_joining_organisations_shows_what_would_change_first(desk: TestClient[Any]) -> None:
    assert SHORT in desk.get(f"/organizations/{FULL}/names").text
    found = desk.get(f"/organizations/{FULL}/names", params={"q": "鹿城"}).text
    assert ELSEWHERE in found
    preview = desk.get(f"/organizations/{FULL}/names", params={"other": SHORT}).text
    assert "网页由1页变为3页" in preview
    assert "也写作" not in desk.get(f"/organizations/{FULL}").text
    kept = desk.post(f"/organizations/{FULL}/join", data={"other": SHORT, "why": "查过机构名单"})
    assert "网页由1页变为3页" in kept.text
    named = desk.get(f"/organizations/{FULL}/names", params={"called": SHORT}).text
    assert "是另一个单位的名称" in named
    parted = desk.post(f"/organizations/{FULL}/unname", data={"other": SHORT})
    assert "网页由3页变为1页" in parted.text
    (made,) = set(re.findall(r'name="judgement" value="([0-9a-f]+)"', parted.text))
    desk.post("/review/undo", data={"judgement": made, "then": f"/organizations/{FULL}"})
    assert "也写作" in desk.get(f"/organizations/{FULL}").text


def test_pages_are_parted_after_a_preview(desk: TestClient[Any]) -> None:
    page = re.findall(r'name="apart" value="([0-9a-f]{64})"', desk.get(f"/organizations/{SHORT}/names").text)[0]
    assert "新分出来，1页" in desk.get(f"/organizations/{SHORT}/names", params={"apart": page}).text
    desk.post(f"/organizations/{SHORT}/part", data={"apart": page})
    assert desk.get(f"/organizations/{SHORT}-2").status_code == 200


def test_people_are_joined_after_a_preview(desk: TestClient[Any]) -> None:
    assert "李四-2" in desk.get("/people/李四/bearers").text
    assert "网页由1页变为2页" in desk.get("/people/李四/bearers", params={"other": "李四-2"}).text
    assert "只能并同名的人" in desk.get("/people/李四/bearers", params={"other": "王五"}).text
    assert "网页由1页变为2页" in desk.post("/people/李四/join", data={"other": "李四-2"}).text


def test_programs_join_organisations(desk: TestClient[Any]) -> None:
    asked = desk.get("/api/questions", params={"kind": "organization"}).json()[0]["question"]
    (one, name), (two, other) = (asked[side].split("/") for side in ("one", "two"))
    said = {"verdict": "same", "page": one, "organization": name, "other_page": two, "other_organization": other}
    done = desk.post("/api/judgements/preview", json={"who": "甲", "decisions": [said]})
    assert done.status_code == 200, done.text
    assert {each["after"] for each in done.json()["touched"]} == {0, 3}
