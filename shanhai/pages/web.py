"""Pages from the web: one GET over http or https, each redirect checked like the first address, bounded in bytes and in time.

The host name is resolved once, every address checked, and the connection made to the very address that passed: a name that resolves
differently a moment later (DNS rebinding) gains nothing. Certificates are checked against the name. No proxy, no cookies, no credentials.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from contextlib import suppress
from datetime import UTC, datetime
from io import BufferedReader
from socket import SHUT_RDWR, create_connection, socket
from typing import BinaryIO, cast
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from shanhai.model import PageError
from shanhai.model.struct import Value

from .address import Permit, Resolver, checked, is_public, resolve
from .inflate import Inflated

SCHEMES = ("http://", "https://")
# Redirects followed, as many as Python's and curl's careful users allow; the Fetch standard allows 20.
MOST_REDIRECTS = 5
# Seconds for everything together: a page that takes longer is not being sent, it is being withheld.
MOST_SECONDS = 60.0
# Seconds in which something must arrive.
PATIENCE = 15.0
MOST_BYTES = 60_000_000

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_SAFE = "%/:=&?~#+!$,;'@()*[]"
_HEADERS = {"User-Agent": "shanhai (reads public pages on request)", "Accept": "*/*", "Accept-Encoding": "identity", "Connection": "close"}


class Limits(Value, frozen=True, kw_only=True):
    """How much of the network one page may cost, and who says where names lead and what may be reached."""

    most_bytes: int = MOST_BYTES
    seconds: float = MOST_SECONDS
    patience: float = PATIENCE
    resolver: Resolver = resolve
    permits: Permit = is_public


class Answer(Value, frozen=True, kw_only=True):
    """What a web site answered: the bytes, the address that gave them after redirects, its headers, and when (UTC, to the second)."""

    octets: bytes
    url: str
    headers: dict[str, str]
    fetched: str


def is_url(source: str) -> bool:
    """Whether a source is an address on the web.

    >>> is_url("HTTPS://a.cn/"), is_url("ftp://a.cn/"), is_url("http.html")
    (True, False, False)
    """
    return source.lower().startswith(SCHEMES)


def get(url: str, limits: Limits | None = None) -> Answer:
    """What a web site answers at this address; raises PageError for anything but a whole answer of status 200 within the limits."""
    limits = limits or Limits()
    until = time.monotonic() + limits.seconds
    here = url
    for _ in range(MOST_REDIRECTS + 1):
        answer = _once(here, url, limits, until)
        if isinstance(answer, Answer):
            return answer
        here = urljoin(here, answer)
    raise PageError(url, f"网址转来转去超过 {MOST_REDIRECTS} 次 (too many redirects)", "请用浏览器打开，另存为网页")


def _once(here: str, place: str, limits: Limits, until: float) -> Answer | str:
    """One request; the answer, or where it redirects to."""
    parts = _split(here, place)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    host = str(parts.hostname)
    addresses = checked(host, port, place=place, resolver=limits.resolver, permits=limits.permits)
    raw: list[socket] = []
    timer = threading.Timer(max(0.0, until - time.monotonic()), _cut, [raw])
    timer.daemon = True
    timer.start()
    try:
        raw.append(_connected(addresses, port, limits.patience))
        if parts.scheme == "https":
            raw[0] = tls = ssl.create_default_context().wrap_socket(raw[0], server_hostname=host, do_handshake_on_connect=False)
            tls.do_handshake()
        answer = _answer(raw[0], parts, here, place, limits)
        if time.monotonic() >= until:
            # The end of the connection was ours: what looks whole may be cut.
            raise TimeoutError("deadline")
        return answer
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= until or isinstance(error, TimeoutError):
            raise PageError(place, "网站迟迟不答 (timed out)", "请稍后再试，或用浏览器打开后另存") from error
        said = " ".join(str(error).split())[:200]
        raise PageError(
            place, f"网页取不下来：{type(error).__name__}: {said} (fetch failed)", "请检查网址和网络，或用浏览器打开后另存"
        ) from error
    finally:
        timer.cancel()
        for connection in raw:
            connection.close()


def _split(url: str, place: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        allowed = is_url(url) and parts.hostname and parts.username is None and parts.port != 0
        host = str(parts.hostname).encode("idna").decode("ascii") if allowed else ""
    except (ValueError, UnicodeError):
        allowed, host = None, ""
    if not allowed or any(ord(character) < 33 for character in url):
        raise PageError(
            place, f"不是可以读的网址：{url[:200]!r} (not an http address)", "网址应是 http:// 或 https:// 开头的公开网页，不带用户名"
        )
    port = f":{parts.port}" if parts.port else ""
    netloc = f"[{host}]{port}" if ":" in host else host + port
    return SplitResult(parts.scheme.lower(), netloc, quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE), "")


def _connected(addresses: list[str], port: int, patience: float) -> socket:
    """A connection to the first of these addresses that answers; the addresses are numbers, no name is looked up again."""
    for address in addresses[:-1]:
        with suppress(OSError):
            return create_connection((address, port), patience)
    return create_connection((addresses[-1], port), patience)


def _answer(connection: socket, parts: SplitResult, here: str, place: str, limits: Limits) -> Answer | str:
    client = http.client.HTTPConnection(str(parts.hostname), timeout=limits.patience)
    client.sock = connection
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        client.request("GET", target, headers={"Host": parts.netloc, **_HEADERS})
        with client.getresponse() as response:
            headers = {name.lower(): value for name, value in response.getheaders()}
            if response.status in _REDIRECTS and "location" in headers:
                return headers["location"]
            if response.status != 200:
                raise PageError(place, f"网站答复 {response.status} (HTTP status)", "请用浏览器检查网址")
            octets = _body(response, headers, place, limits.most_bytes)
    finally:
        client.close()
    return Answer(octets=octets, url=here, headers=headers, fetched=datetime.now(UTC).isoformat(timespec="seconds"))


def _body(response: http.client.HTTPResponse, headers: dict[str, str], place: str, most: int) -> bytes:
    """The whole body, its compression undone even if unasked; raises PageError when it is more than `most` bytes or cut short."""
    stream = cast(BinaryIO, response)
    if headers.get("content-encoding", "identity").lower() in {"gzip", "x-gzip"}:
        stream = cast(BinaryIO, BufferedReader(Inflated(stream, source=place)))
    octets = stream.read(most + 1)
    if len(octets) > most:
        raise PageError(place, f"网页超过 {most // 1_000_000} MB (too large)", "请用浏览器下载后检查")
    declared = headers.get("content-length", "")
    if stream is response and declared.isdigit() and len(octets) < int(declared):
        raise PageError(place, "网页没有传完 (truncated answer)", "请稍后再试")
    return octets


def _cut(raw: list[socket]) -> None:
    """End the connection under whoever waits for it: a site that drips bytes keeps every single wait short."""
    for connection in raw:
        with suppress(OSError):
            connection.shutdown(SHUT_RDWR)
