"""Pages from a web site on this machine that tries each trick."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from shanhai.model import PageError
from shanhai.pages.source import fetch_all, open_pages, read_fetched
from shanhai.pages.unpack import Fetched
from shanhai.pages.web import Limits, get

PAGE = "<title>甲县</title><p>甲县与乙市结对。".encode()
BOMB = gzip.compress(bytes(50_000_000), 1)
# The local server stands for a public one.
OPEN = Limits(permits=lambda address: True, seconds=3.0, patience=1.0, most_bytes=1_000_000)


class Site(BaseHTTPRequestHandler):
    """Answers by path."""

    asked: list[tuple[str, dict[str, str]]] = []  # noqa: RUF012

    def log_message(self, *_: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers.items())))
        name, _, rest = self.path[1:].partition("/")
        with suppress(BrokenPipeError, ConnectionResetError):
            getattr(self, "answer_" + name.split("?")[0].split(".")[0], self.answer_page)(rest)

    def send(self, status: int, octets: bytes, **headers: str) -> None:
        self.send_response(status)
        for header, value in headers.items():
            self.send_header(header.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(octets)

    def answer_page(self, _: str) -> None:
        self.send(200, PAGE, Content_Type="text/html", Content_Length=str(len(PAGE)))

    def answer_to(self, rest: str) -> None:
        self.send(302, b"", Location=rest)

    def answer_loop(self, _: str) -> None:
        self.send(301, b"", Location="/loop")

    def answer_missing(self, _: str) -> None:
        self.send(404, b"")

    def answer_endless(self, _: str) -> None:
        self.send(200, b"")
        while True:
            self.wfile.write(b"a" * 65536)

    def answer_bomb(self, _: str) -> None:
        self.send(200, BOMB, Content_Encoding="gzip")

    def answer_zipped(self, _: str) -> None:
        self.send(200, gzip.compress(PAGE), Content_Encoding="gzip")

    def answer_cut(self, _: str) -> None:
        self.send(200, PAGE, Content_Length=str(len(PAGE) + 5))

    def answer_lies(self, _: str) -> None:
        self.send(200, PAGE, Content_Length="-5")

    def answer_silent(self, _: str) -> None:
        time.sleep(2)

    def answer_drip(self, _: str) -> None:
        self.send(200, b"", Content_Length="100000")
        while True:
            self.wfile.write(b"a")
            time.sleep(0.1)

    def answer_slowheader(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        while True:
            self.wfile.write(b"a")
            time.sleep(0.1)

    def answer_headers(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 5000 + b"\r\n")

    def answer_nonsense(self, _: str) -> None:
        self.wfile.write(b"\x00\xff\r\n\r\n")

    def answer_longheader(self, _: str) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 200_000 + b"\r\n\r\n" + PAGE)

    def answer_longaddress(self, _: str) -> None:
        self.send(302, b"", Location="http://a.cn/" + "a" * 60_000)

    def answer_continue(self, _: str) -> None:
        while True:
            self.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")

    def answer_chunks(self, _: str) -> None:
        self.send(200, b"", Transfer_Encoding="chunked")
        while True:
            self.wfile.write(b"1000\r\n" + b"a" * 4096 + b"\r\n")

    def answer_badchunk(self, _: str) -> None:
        self.send(200, b"-5\r\nabc\r\nffffffffffffffffff\r\n", Transfer_Encoding="chunked")

    def answer_trailers(self, _: str) -> None:
        self.send(200, b"3\r\nabc\r\n0\r\n", Transfer_Encoding="chunked")
        while True:
            self.wfile.write(b"X: y\r\n")

    def answer_hugelength(self, _: str) -> None:
        self.send(200, PAGE, Content_Length="9" * 30)

    def answer_brotli(self, _: str) -> None:
        self.send(200, b"\x1b\x00\x00\xf8%\x00" * 50, Content_Encoding="br", Content_Type="text/html")

    def answer_members(self, _: str) -> None:
        self.send(200, gzip.compress(PAGE, 1) * 40_000, Content_Encoding="gzip")

    def answer_table(self, _: str) -> None:
        self.send(200, '{"text": "甲"}\n{"text": "乙"}\n'.encode(), Content_Type="application/octet-stream")


@pytest.fixture
def site() -> Iterator[str]:
    """The address of the site; it takes no longer to stop than to answer."""
    Site.asked = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads, server.block_on_close = True, False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def test_a_page(site: str) -> None:
    (fetched,) = fetch_all([f"{site}/news/甲.php?id=1#top"], limits=OPEN)
    assert isinstance(fetched, Fetched)
    page = read_fetched(fetched)
    assert (page.text, page.format) == ("甲县\n甲县与乙市结对。", "html")
    assert fetched.capture.source == f"{site}/news/甲.php?id=1#top"
    assert fetched.capture.fetched is not None and fetched.capture.fetched.endswith("+00:00")
    assert fetched.capture.headers["url"] == f"{site}/news/甲.php?id=1#top"
    ((path, headers),) = Site.asked
    assert path == "/news/%E7%94%B2.php?id=1"
    assert headers["Host"] == site.removeprefix("http://")
    assert not {"Cookie", "Authorization", "Referer"} & set(headers)


def test_a_table_of_pages(site: str) -> None:
    results = fetch_all([f"{site}/table/a.jsonl"], limits=OPEN)
    assert [each.capture.source for each in results if isinstance(each, Fetched)] == [f"{site}/table/a.jsonl#1", f"{site}/table/a.jsonl#2"]


def test_this_machine_is_refused(site: str) -> None:
    (error,) = open_pages([f"{site}/page"])
    assert isinstance(error, PageError)
    assert "内部地址" in error.problem
    assert Site.asked == []


@pytest.mark.parametrize(
    "target",
    [
        *("http://169.254.169.254/latest/meta-data/", "http://[::1]:1/", "http://10.0.0.1/", "//192.168.0.1/", "http://100.100.100.200/"),
        *("http://168.63.129.16/", "http://[fe80::1]/", "http://[fd00:ec2::254]/", "http://0.0.0.0/", "http://[::ffff:a9fe:a9fe]/"),
        *("http://0x0a.0x1/", "http://0251.0376.0251.0376/", "http://2852039166/", "http://[64:ff9b::10.0.0.1]/"),
    ],
)
def test_a_redirect_to_a_private_address_is_refused(site: str, target: str) -> None:
    here = site.removeprefix("http://").split(":")[0]
    limits = Limits(permits=lambda address: address == here, seconds=3.0, patience=1.0)
    with pytest.raises(PageError, match="内部地址"):
        get(f"{site}/to/{target}", limits)


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://a.cn/", "gopher://127.0.0.1/", "http://user:word@a.cn/", "javascript:x"])
def test_a_redirect_to_anything_but_http_is_refused(site: str, target: str) -> None:
    with pytest.raises(PageError, match="不是可以读的网址"):
        get(f"{site}/to/{target}", OPEN)


def test_a_redirect_is_followed_and_the_last_address_told(site: str) -> None:
    assert get(f"{site}/to//page", OPEN).url == f"{site}/page"


def test_a_name_that_changes_its_mind_gains_nothing(site: str) -> None:
    """The name resolves to the site first and elsewhere ever after; only the first answer is used."""
    answers = iter([["127.0.0.1"]])
    asked: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return next(answers)

    port = site.rpartition(":")[2]
    answer = get(f"http://rebind.example:{port}/page", Limits(permits=lambda address: True, resolver=rebinding, seconds=3.0))
    assert answer.octets == PAGE
    assert asked == ["rebind.example"]
    assert Site.asked[0][1]["Host"] == f"rebind.example:{port}"


def test_a_name_that_changes_its_mind_before_a_redirect_is_refused(site: str) -> None:
    """The site redirects to itself, and its name now leads inside."""
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    port = site.rpartition(":")[2]
    limits = Limits(permits=lambda address: address == "127.0.0.1", resolver=lambda host, port: next(answers), seconds=3.0)
    with pytest.raises(PageError, match=r"169\.254"):
        get(f"http://rebind.example:{port}/to//page", limits)
    assert len(Site.asked) == 1


@pytest.mark.parametrize(
    "host",
    [
        *("127.0.0.1", "127.1", "0x7f000001", "0X7F.0.0.1", "017700000001", "0177.1", "2130706433", "localhost", "LOCALHOST", "localhost."),
        *(
            "[::1]",
            "[::]",
            "[0:0:0:0:0:0:0:1]",
            "[::ffff:127.0.0.1]",
            "[::FFFF:7F00:1]",
            "[::127.0.0.1]",
            "[fe80::1%25lo]",
            "[2002:7f00:1::]",
        ),
        *(
            "１２７.０.０.１",
            "127。0。0。1",
            "①②⑦.0.0.1",
            "ｌｏｃａｌｈｏｓｔ",
            "0",
            "0.0.0.0",
            "127.0.0.1.",
            "169.254.169.254",
            "[fd00:ec2::254]",
        ),
    ],
)
def test_this_machine_and_its_cloud_by_any_name(site: str, host: str) -> None:
    port = site.rpartition(":")[2]
    (error,) = open_pages([f"http://{host}:{port}/page"])
    assert isinstance(error, PageError)
    assert error.problem.startswith(("网址指向内部地址", "找不到网站", "不是可以读的网址"))
    assert Site.asked == []


@pytest.mark.parametrize(
    "location", ["http:10.0.0.1/", "http:///10.0.0.1/", "\\\\10.0.0.1\\", "http://10.0.0.1\\@a.cn/", "http://a.cn@10.0.0.1/"]
)
def test_a_redirect_that_is_read_in_two_ways_reaches_nobody_inside(site: str, location: str) -> None:
    limits = Limits(permits=lambda address: address == "127.0.0.1", resolver=lambda host, port: [host], seconds=3.0, patience=1.0)
    with suppress(PageError):
        assert get(f"{site}/to/{location}", limits).url.startswith(site)


def test_a_name_that_resolves_to_this_machine_is_refused(site: str) -> None:
    with pytest.raises(PageError, match="内部地址"):
        get(site.replace("127.0.0.1", "evil.example"), Limits(resolver=lambda host, port: ["127.0.0.1"]))
    assert Site.asked == []


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("loop", "转来转去"),
        ("missing", "404"),
        ("endless", "1 MB"),
        ("bomb", "1 MB"),
        ("cut", "取不下来|没有传完"),
        ("silent", "迟迟不答"),
        ("headers", "取不下来"),
        ("nonsense", "取不下来"),
        ("longheader", "取不下来"),
        ("longaddress", "找不到网站|取不下来|不是可以读的网址"),
        ("chunks", "1 MB"),
        ("badchunk", "取不下来"),
        ("hugelength", "取不下来|没有传完"),
        ("members", "1 MB"),
    ],
)
def test_each_trick_is_named(site: str, path: str, says: str) -> None:
    with pytest.raises(PageError, match=says) as raised:
        get(f"{site}/{path}", OPEN)
    assert raised.value.remedy
    assert raised.value.place == f"{site}/{path}"


@pytest.mark.parametrize("path", ["drip", "slowheader", "continue", "trailers"])
def test_what_drips_is_ended_in_time(site: str, path: str) -> None:
    begun = time.monotonic()
    with pytest.raises(PageError, match=r"迟迟不答|没有传完"):
        get(f"{site}/{path}", Limits(permits=lambda address: True, seconds=0.8, patience=0.5))
    assert time.monotonic() - begun < 2


def test_compression_unasked_is_undone(site: str) -> None:
    assert get(f"{site}/zipped", OPEN).octets == PAGE


def test_what_is_compressed_otherwise_is_no_page(site: str) -> None:
    (fetched,) = fetch_all([f"{site}/brotli"], limits=OPEN)
    if isinstance(fetched, Fetched):
        with pytest.raises(PageError):
            read_fetched(fetched)


def test_an_untrue_length_is_no_trap(site: str) -> None:
    with suppress(PageError):
        get(f"{site}/lies", OPEN)


def test_tls_needs_a_certificate(site: str) -> None:
    with pytest.raises(PageError, match="取不下来"):
        get(site.replace("http://", "https://"), OPEN)


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(PageError, match="取不下来"):
        get(f"http://127.0.0.1:{port}/", OPEN)


@pytest.mark.parametrize(
    "url",
    [
        "http://",
        "http://a.cn:99999/",
        "http://a.cn:0/",
        "http://u:p@a.cn/",
        "http://a b/",
        "http://a.cn/\r\nX: y",
        "http://[::1/",
        "http://" + "a" * 300 + ".cn/",
    ],
)
def test_what_is_no_address_is_named(url: str) -> None:
    (error,) = open_pages([url])
    assert isinstance(error, PageError)
    assert error.remedy


def test_other_schemes_are_not_read() -> None:
    (error,) = open_pages(["ftp://a.cn/x.html"])
    assert isinstance(error, PageError)
    assert "http" in error.problem
