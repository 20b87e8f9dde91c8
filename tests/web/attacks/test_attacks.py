"""A bounded attack on a server that really runs; what is found here is mended, and stays a test."""

from __future__ import annotations

import io
import re
import socket
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest

from shanhai.accounts import Role, throttle
from shanhai.ledger import Ledger
from tests.web.shared import NAMES, PASSWORD, key_of, shared

from .running import Running, running

pytestmark = pytest.mark.slow
TRAVERSALS = [
    "../../../../etc/passwd",
    "..%2f..%2f..%2fetc%2fpasswd",
    "%2e%2e/%2e%2e/etc/passwd",
    "....//....//etc/passwd",
    "..\\..\\etc\\passwd",
    "%00/etc/passwd",
]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(shared(tmp_path_factory.mktemp("attacked") / "a.ledger")) as started:
        yield started


@pytest.fixture(autouse=True)
def forgiven(server: Running) -> None:
    """Each attack begins with nothing counted against it."""
    from shanhai.ledger import signed

    with Ledger.open(str(server.path)) as ledger, ledger.aside() as connection:
        connection.execute(signed.attempts.delete())


def finished(browser: httpx.Client, address: str, seconds: float = 120) -> str:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        text = browser.get(address).text
        if 'data-done="yes"' in text:
            return text
        time.sleep(0.3)
    raise AssertionError(f"{address} is not done")


def test_guessing_a_password_in_parallel(server: Running) -> None:
    """Sixty guesses at once, the right one last: no more are looked at than are allowed, and the server goes on answering."""

    def guess(number: int) -> int:
        with server.browser() as browser:
            given = {"name": NAMES[Role.ADMIN], "password": PASSWORD if number == 59 else f"wrong {number}"}
            return browser.post("/sign-in/session", data=given).status_code

    with ThreadPoolExecutor(12) as pool:
        codes = list(pool.map(guess, range(60)))
    assert codes.count(401) + codes.count(303) <= throttle.PER_PAIR
    assert codes.count(429) >= 60 - throttle.PER_PAIR
    assert server.octets() < 1_500_000_000


def test_spraying_one_password_over_many_names(server: Running) -> None:
    with server.browser() as browser:
        codes = [browser.post("/sign-in/session", data={"name": f"某人{n}", "password": "password1234"}).status_code for n in range(50)]
    assert codes.count(401) <= throttle.PER_ADDRESS


def test_headers_that_lie_about_whence_gain_nothing(server: Running) -> None:
    """Without --proxy nobody is believed: neither for more guesses, nor to be at this machine."""
    with server.browser() as browser:
        codes = [
            browser.post(
                "/sign-in/session",
                data={"name": NAMES[Role.ADMIN], "password": "x"},
                headers={"X-Forwarded-For": f"10.0.0.{n}", "X-Real-IP": f"10.0.1.{n}"},
            ).status_code
            for n in range(12)
        ]
        assert codes.count(401) <= throttle.PER_PAIR
        for headers in (
            {"X-Forwarded-For": "127.0.0.1"},
            {"Forwarded": "for=127.0.0.1"},
            {"X-Original-URL": "/audit"},
            {"X-HTTP-Method-Override": "PUT"},
        ):
            assert browser.get("/audit", headers=headers).status_code == 303


def test_forged_requests(server: Running) -> None:
    """As another site makes a browser send them: with the cookie, without the mark, from elsewhere, in any dress."""
    browser, mark = server.signed_in(Role.ADMIN)
    forms = {"name": NAMES[Role.READER], "role": "admin"}
    dresses: list[dict[str, object]] = [
        {"data": forms},
        {"data": forms | {"mark": mark}},  # not first
        {"content": "mark=" + mark.upper() + "&name=x"},
        {"content": b"mark[]=" + mark.encode()},
        {"json": forms | {"mark": mark}},
        {"content": '{"name":"x"}', "headers": {"Content-Type": "text/plain"}},
        {"files": [("name", (None, "x"))]},
        {"data": {"mark": mark} | forms, "headers": {"Origin": "https://evil.example"}},
        {"data": {"mark": mark} | forms, "headers": {"Origin": server.base.replace("127.0.0.1", "localhost")}},
        {"data": {"mark": mark} | forms, "headers": {"Sec-Fetch-Site": "same-site"}},
    ]
    for address in ("/accounts/role", "/accounts/closed", "/accounts/invitations", "/account/keys", "/sign-out"):
        for dress in dresses:
            assert browser.post(address, **dress).status_code == 403, (address, dress)  # type: ignore[arg-type]
    for method in ("PUT", "PATCH", "DELETE"):
        assert browser.request(method, "/accounts/role", data=forms).status_code in {403, 405}
    assert browser.get("/accounts/role", params=forms).status_code == 405
    assert browser.get("/accounts").status_code == 200


def test_a_session_that_was_fixed_before_signing_in(server: Running) -> None:
    with server.browser(cookies={"session": "A" * 43}) as browser:
        browser.post("/sign-in/session", data={"name": NAMES[Role.READER], "password": PASSWORD})
    with server.browser(cookies={"session": "A" * 43}) as thief:
        assert thief.get("/account").status_code == 303
    for wrong in ("", "'", "A" * 8000, "../x", "%00", "甲".encode().hex()):
        with server.browser(cookies={"session": wrong}) as thief:
            assert thief.get("/account").status_code in {303, 431, 400}


def test_a_session_that_has_ended_is_ended_for_every_copy(server: Running) -> None:
    browser, mark = server.signed_in(Role.READER)
    copy = dict(browser.cookies)
    assert browser.post("/sign-out", data={"mark": mark}).status_code == 303
    with server.browser(cookies=copy) as thief:
        assert thief.get("/account").status_code == 303


def test_path_traversal(server: Running) -> None:
    browser, mark = server.signed_in(Role.EDITOR)
    for way in TRAVERSALS:
        for stem in ("/static/", "/add/", "/pages/", "/sittings/", "/invitations/", "/api/pages/", "/"):
            answer = browser.get(httpx.URL(server.base + stem + way.replace("\\", "%5c")))
            assert answer.status_code in {303, 400, 404}, (stem, way, answer.status_code)
            assert "root:" not in answer.text
    before = {each for each in server.path.parent.iterdir() if "inbox" not in each.name}
    names = [way.replace("%2f", "/") for way in TRAVERSALS] + [
        "/etc/cron.d/x",
        "C:\\Windows\\x.txt",
        ".htaccess",
        "a" * 5000,
        "\u202etxt.exe",
        "con",
    ]
    sent = browser.post("/add/pages", data={"mark": mark}, files=[("pages", (name, "甲县".encode(), "text/plain")) for name in names])
    assert sent.status_code == 303
    text = finished(browser, sent.headers["location"])
    assert "/etc/cron.d" not in text
    assert {each for each in server.path.parent.iterdir() if "inbox" not in each.name} - before <= {
        server.path.with_name("a.ledger-wal"),
        server.path.with_name("a.ledger-shm"),
    }
    assert not Path("/etc/cron.d/x").exists()


def zeros(megabytes: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("甲.html", "w") as file:
        for _ in range(megabytes):
            file.write(bytes(1_000_000))
    return packed.getvalue()


def nested(content: bytes, times: int) -> bytes:
    for number in range(times):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for copy in range(3):
                archive.writestr(f"{number}-{copy}.zip", content)
        content = packed.getvalue()
    return content


def test_upload_bombs(server: Running) -> None:
    """Archives that swell, nest and multiply: each is said not to have been read, in bounded memory, while others are served."""
    browser, mark = server.signed_in(Role.EDITOR)
    files = [
        ("pages", ("沉.zip", zeros(400), "application/zip")),
        ("pages", ("套.zip", nested(zeros(20), 7), "application/zip")),
        ("pages", ("断.zip", zeros(5)[:-40], "application/zip")),
        ("pages", ("空.zip", b"PK\x05\x06" + bytes(18), "application/zip")),
        ("pages", ("<script>alert(1)</script>.html", b"\xff\xfe" * 1000, "text/html")),
    ]
    before = server.octets()
    sent = browser.post("/add/pages", data={"mark": mark}, files=files)
    assert sent.status_code == 303
    begin = time.monotonic()
    assert browser.get("/").status_code == 200
    assert time.monotonic() - begin < 20
    text = finished(browser, sent.headers["location"])
    assert "没读成" in text
    assert "<script>alert" not in text
    assert server.octets() - before < 800_000_000
    assert not list(server.path.with_name("a.ledger.inbox").rglob("files"))


def test_bodies_that_are_too_much(server: Running) -> None:
    browser, mark = server.signed_in(Role.EDITOR)
    many = "".join(f'--b\r\nContent-Disposition: form-data; name="p{n}"\r\n\r\nx\r\n' for n in range(20_000))
    first = f'--b\r\nContent-Disposition: form-data; name="mark"\r\n\r\n{mark}\r\n'
    kind = {"Content-Type": "multipart/form-data; boundary=b"}
    assert browser.post("/add/pages", content=first + many + "--b--\r\n", headers=kind).status_code in {400, 413}
    assert browser.post("/account/password", data={"mark": mark, "old": "x" * 100_000}).status_code == 413
    assert browser.post("/sign-in/session", data={"name": "x" * 100_000}).status_code == 413
    deep = "[" * 100_000 + "]" * 100_000
    headers = key_of(server.path, Role.REVIEWER) | {"Content-Type": "application/json"}
    assert browser.post("/api/judgements/new", content=deep, headers=headers).status_code == 400
    address = server.base.removeprefix("http://").split(":")
    with socket.create_connection((address[0], int(address[1])), timeout=30) as raw:
        cookie = f"session={browser.cookies['session']}"
        said = {
            "Host": ":".join(address),
            "Origin": server.base,
            "Cookie": cookie,
            "Content-Type": "multipart/form-data; boundary=b",
            "Content-Length": "3000000000",
        }
        head = "POST /add/pages HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in said.items()) + f"\r\n{first}"
        raw.sendall(head.encode())
        assert re.match(rb"HTTP/1\.1 413", raw.recv(100))
    assert not list(server.path.with_name("a.ledger.inbox").glob("*.part"))


def test_addresses_that_lead_inside(server: Running) -> None:
    """A canary listens on this machine; no address makes the server call on it, nor on a cloud's metadata."""
    hits: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as canary:
        canary.settimeout(0.2)
        port = canary.getsockname()[1]
        stop = threading.Event()

        def listen() -> None:
            while not stop.is_set():
                try:
                    came, _ = canary.accept()
                except TimeoutError:
                    continue
                with came:
                    hits.append(came.recv(100))

        thread = threading.Thread(target=listen)
        thread.start()
        hosts = [
            "127.0.0.1",
            "localhost",
            "127.1",
            "2130706433",
            "0x7f000001",
            "0177.0.0.1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[::]",
            "0.0.0.0",
            "127.0.0.1.",
            "a@127.0.0.1",
            "１２７.0.0.1",
        ]
        urls = [f"http://{host}:{port}/" for host in hosts] + [
            "http://169.254.169.254/latest/meta-data/",
            "http://[fd00:ec2::254]/",
            "http://10.0.0.1/",
            "http://100.100.100.200/",
        ]
        browser, mark = server.signed_in(Role.EDITOR)
        sent = [browser.post("/add/pages", data={"mark": mark, "url": url}) for url in urls]
        for url in ("file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "javascript:alert(1)", "//127.0.0.1/"):
            assert browser.post("/add/pages", data={"mark": mark, "url": url}).headers["location"] == "/add?problem=url"
        for each in sent:
            assert each.status_code == 303
            if "problem" not in each.headers["location"]:
                assert "没读成" in finished(browser, each.headers["location"])
        stop.set()
        thread.join()
    assert hits == []


def test_redirects_that_lead_away(server: Running) -> None:
    for then in (
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/%0d%0aSet-Cookie:a=b",
        "http:evil.example",
    ):
        with server.browser() as browser:
            came = browser.post("/sign-in/session", data={"name": NAMES[Role.READER], "password": PASSWORD, "then": then})
            assert came.status_code == 303
            where = came.headers["location"]
            assert where.startswith("/")
            assert not where.startswith(("//", "/\\"))
            assert "a" not in browser.cookies


def test_words_that_would_be_code(server: Running) -> None:
    """Names, notes and addresses come back escaped, wherever they are shown; a strict policy stands behind."""
    payload = "<img src=x onerror=alert(1)>'\"{{7*7}}"
    browser, mark = server.signed_in(Role.ADMIN)
    shown = browser.post("/accounts/invitations", data={"mark": mark, "name": payload, "role": "reader"})
    pages = [shown.text, browser.get("/accounts").text, browser.get("/audit").text, browser.get(f"/audit?who={quote(payload)}").text]
    pages += [
        browser.post("/sign-in/session", data={"name": payload, "password": "x"}).text,
        browser.get(f"/sign-in?then={quote(payload)}").text,
    ]
    assert all("<img src=x" not in page and "49" not in page.split("{{7*7}}")[0][-4:] for page in pages)
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    with server.browser() as stranger:
        assert stranger.get("/accounts/../audit").status_code == 303
