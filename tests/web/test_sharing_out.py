"""Questions shared out among reviewers, handed over, taken, given back, and remarked on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .near import doubtful, near
from .test_reviewing import question


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return doubtful(tmp_path / "a.ledger", 4)


def test_what_is_handed_over_is_asked_of_nobody_else(path: Path) -> None:
    with near(path) as one, near(path, who="乙") as other:
        held = question(one)
        one.post("/review/hand", data={"question": held, "who": "乙"})
        assert question(one) != held
        assert question(other) == held
        assert "甲交给你的" in other.get("/review").text
        shown = one.get(f"/review?q={held}").text
        assert "甲把这一条交给了乙" in shown
        assert 'value="reject"' not in shown
        late = one.post("/review/answers", data={"question": held, "said": "accept"})
        assert "乙在办这一条" in late.text
        one.post("/review/hand", data={"question": held, "who": "甲"})  # taken over
        assert question(one) == held
        one.post("/review/answers", data={"question": held, "said": "accept"})
        assert question(other) != held


def test_a_batch_is_shared_out_and_taken_back(path: Path) -> None:
    with near(path) as one, near(path, who="乙") as other:
        one.post("/review/shared", data={"who": "乙", "number": "5", "kind": "fact"})
        assert '<b lang="zh-CN">乙</b>　<span class="num soft">5条' in one.get("/review/shares").text
        theirs = {each["key"] for each in other.get("/api/questions", params={"who": "乙", "limit": 5}).json()}
        mine = {each["key"] for each in one.get("/api/questions", params={"who": "甲", "limit": 500}).json()}
        assert len(theirs) == 5
        assert not theirs & mine
        one.post("/review/shared", data={"back": "乙"})
        assert "还没有分过" in one.get("/review/shares").text
        assert theirs <= {each["key"] for each in one.get("/api/questions", params={"who": "甲", "limit": 500}).json()}


def test_programs_assign(path: Path) -> None:
    with near(path) as one:
        told = one.post("/api/questions/assignments", json={"who": "丙", "by": "甲", "most": 3})
        assert told.json() == {"assigned": 3, "held": {"丙": 3}}
        keys = [each["key"] for each in one.get("/api/questions", params={"who": "丙", "limit": 3}).json()]
        assert one.post("/api/questions/assignments", json={"by": "甲", "questions": keys}).json()["held"] == {}


def test_a_remark_is_kept_and_shown_and_decides_nothing(path: Path) -> None:
    with near(path) as one, near(path, who="乙") as other:
        held = question(one)
        text = one.post("/review/answers", data={"question": held, "said": "comment", "why": "要问桐庐县发改局", "kind": "fact"}).text
        assert "要问桐庐县发改局" in text
        assert question(one) == held
        assert "已判0条" in text
        one.post("/review/hand", data={"question": held, "who": "乙"})
        assert "要问桐庐县发改局" in other.get("/review").text
        made = re.search(r'name="judgement" value="([0-9a-f]+)"', one.get("/review?kind=fact").text)
        assert made
        one.post("/review/undo", data={"judgement": made[1]})
        assert "要问桐庐县发改局" not in other.get("/review").text
