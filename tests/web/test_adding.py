"""Pages handed in by the browser: read in the background, said page by page, whole or not there, whatever is killed."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from shanhai.ledger import Ledger
from shanhai.views import overview
from shanhai.web.inbox import Inbox

from .near import near

TEXT = "桐庐县党政代表团赴衡水市考察\n\n2024年9月3日，桐庐县委书记李四率桐庐县党政代表团赴衡水市考察，双方召开座谈会。"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.ledger"


@pytest.fixture
def desk(path: Path) -> Iterator[TestClient[Any]]:
    with near(path) as client:
        yield client


def read(client: TestClient[Any], address: str) -> str:
    """The view of a handing in once all of it is read."""
    for _ in range(200):
        text = client.get(address).text
        if 'data-done="yes"' in text:
            return text
        time.sleep(0.1)
    raise AssertionError(text)


def test_a_pasted_text_is_read(path: Path, desk: TestClient[Any]) -> None:
    sent = desk.post("/add/pages", data={"text": TEXT}, follow_redirects=False)
    assert sent.status_code == 303
    text = read(desk, sent.headers["location"])
    assert "桐庐县党政代表团赴衡水市考察" in text
    assert "来往 1" in text
    assert desk.get("/add").text.count("粘贴的文字.txt") == 1
    again = desk.post("/add/pages", data={"text": TEXT}, follow_redirects=False).headers["location"]
    text = read(desk, again)
    assert "已有" in text or "又见" in text  # captured in the same second or a later one
    with Ledger.open(str(path)) as ledger:
        assert overview(ledger).pages == 1
    assert not list(path.with_name("a.ledger.inbox").rglob("files"))


def test_files_and_archives_each_say_what_became_of_them(desk: TestClient[Any]) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("甲.txt", TEXT)
        archive.writestr("乙.txt", "")
    files = [
        ("pages", ("夹/包.zip", packed.getvalue(), "application/zip")),
        ("pages", ("../../图.png", b"\x89PNG\r\n\x1a\n" + bytes(100), "image/png")),
        ("pages", ("丙.txt", TEXT.encode("gbk"), "text/plain")),
    ]
    text = read(desk, desk.post("/add/pages", files=files, follow_redirects=False).headers["location"])
    assert "包.zip!甲.txt" in text
    assert text.count("没读成") >= 2
    assert "图.png" in text
    assert "inbox" not in text
    assert "新收 2" in text or "新收 1" in text


@pytest.mark.parametrize(("given", "why"), [({}, "什么也没有选"), ({"url": "ftp://a.cn/"}, "网址要以")])
def test_what_is_no_page_is_refused(desk: TestClient[Any], given: dict[str, str], why: str) -> None:
    assert why in desk.post("/add/pages", data=given or {"text": " "}).text


def test_addresses_inside_are_not_read(desk: TestClient[Any]) -> None:
    sent = desk.post("/add/pages", data={"url": "http://127.0.0.1:8000/"}, follow_redirects=False)
    assert "没读成" in read(desk, sent.headers["location"])


def test_what_was_never_finished_is_swept_and_what_was_is_read(path: Path) -> None:
    """As a kill leaves it: one handing in half laid, one half read."""
    inbox = Inbox.beside(str(path))
    half = inbox.open()
    half.file("甲.txt").write_text(TEXT, encoding="utf-8")
    whole = inbox.open()
    for name in ("甲.txt", "乙.txt"):
        whole.file(name).write_text(TEXT + name, encoding="utf-8")
    name = whole.close()
    (inbox.place / name / "log.jsonl").write_bytes(b'{"source":"\xe7\x94\xb2.txt","outcome":"new"}\n{"sour')
    with near(path) as client:
        text = read(client, f"/add/{name}")
        assert "甲.txt" in text
        assert "乙.txt" in text
        assert client.get(f"/add/{half.name}").status_code == 404
    assert [each.name for each in inbox.place.iterdir()] == [name]
    with Ledger.open(str(path)) as ledger:
        assert overview(ledger).pages == 2


def test_only_this_machine_hands_in(path: Path) -> None:
    with near(path, client="10.0.0.3") as client:
        assert client.get("/add").status_code == 403
        assert client.post("/add/pages", data={"text": TEXT}).status_code == 403


def test_no_name_leads_out_of_the_inbox(desk: TestClient[Any]) -> None:
    for name in ("..%2f..%2fa", "%2e%2e%2fa", "a.part", "x" * 100):
        assert desk.get(f"/add/{name}").status_code in {404, 400}
