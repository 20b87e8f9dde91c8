"""A running server killed while somebody reviews and while somebody uploads: nothing half-done, and both go on after a restart."""

from __future__ import annotations

import random
import re
import socket
import threading
import time
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from shanhai.ledger import Ledger, judging, schema
from shanhai.views import overview
from tests.ledger.contents import sound
from tests.web.near import doubtful
from tests.web.test_adding import TEXT

from .running import Running, running

pytestmark = pytest.mark.slow


def kept(path: Path) -> tuple[list[str], set[str]]:
    """The judgements of a ledger, and those whose effects it has; the ledger is sound."""
    with Ledger.open(str(path)) as ledger:
        assert sound(ledger)
        with ledger.looking() as connection:
            ids = [each.id for each in judging.history(connection)]
            return ids, set(connection.execute(select(schema.effects.c.judgement)).scalars())


def reviewing(server: Running, cookies: dict[str, str], told: list[str]) -> None:
    """Answers question after question until the server is gone; what it confirmed goes to `told`."""
    with httpx.Client(base_url=server.base, headers={"Origin": server.base}, cookies=cookies, timeout=60) as browser:
        try:
            while True:
                asked = re.search(r'name="question" value="([0-9a-f]+)"', browser.get("/review").text)
                if asked is None:
                    return
                done = browser.post("/review/answers", data={"question": asked[1], "said": "unsure" if random.random() < 0.2 else "accept"})
                if done.status_code == 400:
                    done = browser.post("/review/answers", data={"question": asked[1], "said": "same"})
                told += re.findall(r"after=([0-9a-f]+)", done.headers.get("location", ""))
        except httpx.TransportError:
            return


def test_killed_while_reviewing_the_sitting_goes_on(tmp_path: Path) -> None:
    path = doubtful(tmp_path / "a.ledger", 16)
    cookies = {"who": "%E6%9E%97%E6%99%93", "sitting": "20240630-0900-abcd"}
    told: list[str] = []
    held: list[str] = []
    for number in range(4):
        with running(path) as server:
            thread = threading.Thread(target=reviewing, args=(server, cookies, told))
            thread.start()
            until = len(told) + 2
            while len(told) < until and thread.is_alive():
                time.sleep(0.01)
            time.sleep(random.Random(number).uniform(0, 0.3))
            server.kill()
            thread.join()
        ids, effects = kept(path)
        assert set(told) <= set(ids)  # what was confirmed is there
        assert len(ids) - len(told) <= number + 1  # and at most the one that was on its way
        assert set(ids) <= effects  # none without what it changed
        assert set(held) <= set(ids)
        held = ids
    assert len(told) >= 8
    with running(path) as server, server.browser(cookies=cookies) as browser:
        page = browser.get("/review").text
        assert f"已判{len(held)}条" in page
        assert browser.get("/sittings/20240630-0900-abcd").text.count("<time") == len(held)
        browser.post("/review/undo", data={"sitting": "20240630-0900-abcd"})
        assert "算数的判断0条" in browser.get("/sittings/20240630-0900-abcd").text


def test_killed_while_uploading_nothing_is_half_there(tmp_path: Path) -> None:
    path = doubtful(tmp_path / "a.ledger", 2)
    inbox = path.with_name("a.ledger.inbox")
    with running(path) as server:
        host, port = server.base.removeprefix("http://").split(":")
        with socket.create_connection((host, int(port)), timeout=30) as raw:
            said = {
                "Host": f"{host}:{port}",
                "Origin": server.base,
                "Content-Type": "multipart/form-data; boundary=b",
                "Content-Length": "5000000",
            }
            head = "POST /add/pages HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items()) + "\r\n"
            raw.sendall(head.encode() + b'--b\r\nContent-Disposition: form-data; name="pages"; filename="a.txt"\r\n\r\n' + b"x" * 2_000_000)
            time.sleep(1)
            server.kill()
    with running(path) as server, server.browser() as browser:
        assert "还没有添加过" in browser.get("/add").text or 'href="/add/2' not in browser.get("/add").text
        assert not list(inbox.glob("*")) if inbox.exists() else True
    with Ledger.open(str(path)) as ledger:
        assert sound(ledger)
        assert overview(ledger).pages == 2


def test_killed_while_reading_what_was_uploaded_all_of_it_is_read(tmp_path: Path) -> None:
    path = doubtful(tmp_path / "a.ledger", 2)
    files = [("pages", (f"{number}.txt", TEXT.replace("2024年", f"{1990 + number}年").encode(), "text/plain")) for number in range(25)]
    address = ""
    for number in range(3):
        with running(path) as server, server.browser() as browser:
            if not address:
                address = browser.post("/add/pages", files=files).headers["location"]
            time.sleep(random.Random(number).uniform(0.05, 0.6))
            server.kill()
        with Ledger.open(str(path)) as ledger:
            assert sound(ledger)
    with running(path) as server, server.browser() as browser:
        until = time.monotonic() + 120
        while 'data-done="yes"' not in (text := browser.get(address).text) and time.monotonic() < until:
            time.sleep(0.3)
        assert all(f"{number}.txt" in text for number in range(25))
        assert "没读成" not in text
    with Ledger.open(str(path)) as ledger:
        assert sound(ledger)
        assert overview(ledger).pages == 27
