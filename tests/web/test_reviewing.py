"""Reviewing by forms: who, the question, its answer, what changed, undoing; and who may not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from litestar.testing import TestClient

from .near import HOST, doubtful, near


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return doubtful(tmp_path / "a.ledger", 4)


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient[Any]]:
    with near(path) as client:
        yield client


def question(client: TestClient[Any], address: str = "/review?kind=fact") -> str:
    found = lxml.html.document_fromstring(client.get(address).text).xpath("//input[@name='question']/@value")
    return str(found[0])


def answered(client: TestClient[Any], said: str = "accept", **more: str) -> Any:
    return client.post("/review/answers", data={"question": question(client), "said": said, "kind": "fact", **more})


def test_the_name_is_asked_once(path: Path) -> None:
    with near(path, who=None) as client:
        assert "谁来审核" in client.get("/review").text
        assert client.post("/review/name", data={"who": " 李四 "}, follow_redirects=False).status_code == 303
        assert "以李四的名字记" in client.get("/review").text


def test_an_answer_leads_to_the_next_question_and_says_what_changed(desk: TestClient[Any]) -> None:
    before = question(desk)
    answer = answered(desk, why="见会议记录")
    assert answer.history[0].status_code == 303
    assert "这一判改变了" in answer.text
    assert "不再待审" in answer.text
    assert question(desk) != before
    sitting = re.search(r"/sittings/([\w-]+)", answer.text)
    assert sitting
    assert "见会议记录" in desk.get(sitting.group()).text


def test_the_last_answer_is_taken_back(desk: TestClient[Any]) -> None:
    first = question(desk)
    page = lxml.html.document_fromstring(answered(desk).text)
    (last,) = page.xpath("//form[@id='undo-last']//input[@name='judgement']/@value")
    back = desk.post("/review/undo", data={"judgement": last, "then": "/review?undone=1&kind=fact"})
    assert "已恢复" in back.text
    assert first in back.text


def test_a_whole_sitting_is_taken_back(desk: TestClient[Any]) -> None:
    for said in ("accept", "reject", "unsure"):
        text = answered(desk, said).text
    name = re.search(r"/sittings/([\w-]+)", text).group(1)  # type: ignore[union-attr]
    assert "算数的判断3条" in desk.get(f"/sittings/{name}").text
    assert "算数的判断0条" in desk.post("/review/undo", data={"sitting": name}).text


def test_a_late_answer_is_told_so_and_not_kept(path: Path, desk: TestClient[Any]) -> None:
    held = question(desk)
    with near(path, who="乙") as other:
        assert question(other) != held
        late = other.post("/review/answers", data={"question": held, "said": "reject"})
        assert "甲在办这一条" in late.text
    desk.post("/review/answers", data={"question": held, "said": "accept"})
    again = desk.post("/review/answers", data={"question": held, "said": "reject"})
    assert "刚被判过" in again.text


@pytest.mark.parametrize(
    ("headers", "words"),
    [
        ({"Origin": "http://evil.example"}, "不是从山海的页面"),
        ({"Origin": "null"}, "不是从山海的页面"),
        ({"Origin": HOST, "Sec-Fetch-Site": "cross-site"}, "不是从山海的页面"),
        ({"Origin": "http://rebound.example", "Host": "rebound.example"}, "这里只能看"),
        ({"Origin": HOST, "X-Forwarded-For": "10.0.0.3"}, "这里只能看"),
    ],
)
def test_other_sites_and_machines_write_nothing(desk: TestClient[Any], headers: dict[str, str], words: str) -> None:
    held = question(desk)
    answer = desk.post("/review/answers", data={"question": held, "said": "accept"}, headers=headers)
    assert answer.status_code == 403
    assert words in answer.text
    assert question(desk) == held


def test_from_the_network_one_can_only_look(path: Path) -> None:
    with near(path, client="10.0.0.3") as client:
        assert "从网络上来的只能看" in client.get("/review").text
        assert client.post("/review/answers", data={"question": "0", "said": "accept"}).status_code == 403
        assert 'href="/review"' not in lxml.html.tostring(lxml.html.document_fromstring(client.get("/").text).xpath("//header")[0]).decode()


def test_nothing_leads_away_after_an_answer(desk: TestClient[Any]) -> None:
    answered(desk)
    for then in ("//evil.example", "https://evil.example", "/\\evil.example"):
        back = desk.post("/review/undo", data={"judgement": "0", "then": then}, follow_redirects=False)
        assert back.headers["location"].startswith("/review")


def test_the_name_is_tame(path: Path) -> None:
    with near(path, who="<b>\u202e王\n五") as client:
        text = client.get("/review").text
        assert "&lt;b&gt;王 五" in text or "&lt;b&gt;王五" in text
        assert "\u202e" not in text
