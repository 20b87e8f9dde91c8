"""Whence a request comes: from this machine, from the application's own pages, from a program.

While a ledger has no accounts, a write must come over the loopback address, name it as its host (a name that somebody else points at
127.0.0.1 gains nothing), and come through no proxy. A browser says whence it sends (Sec-Fetch-Site, Origin); what another site sends is
refused, and so is a form that does not say. A program that sends JSON says nothing and need not: no other site can make a browser send
JSON unasked.
"""

from __future__ import annotations

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})
PROXIED = ("forwarded", "x-forwarded-for", "x-forwarded-host", "x-real-ip", "via")


def headers_of(scope: Any) -> dict[str, str]:
    """The headers of a request, by their names in small letters."""
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}


def local(client: tuple[str, int] | None, headers: Mapping[str, str]) -> bool:
    """Whether a request comes from this machine, to this machine, through no proxy.

    >>> local(("127.0.0.1", 1), {"host": "localhost:8000"}), local(("127.0.0.1", 1), {"host": "rebound.example"})
    (True, False)
    >>> local(("10.0.0.3", 1), {"host": "127.0.0.1"}), local(("127.0.0.1", 1), {"host": "127.0.0.1", "x-forwarded-for": "10.0.0.3"})
    (False, False)
    """
    return client is not None and _loopback(client[0]) and _host(headers) in LOCAL_NAMES and not any(name in headers for name in PROXIED)


def own(headers: Mapping[str, str]) -> bool:
    """Whether a write comes from the application's own pages, or from a program.

    >>> own({"host": "127.0.0.1:8000", "origin": "http://127.0.0.1:8000"}), own({"host": "127.0.0.1:8000", "origin": "http://evil.example"})
    (True, False)
    >>> own({"host": "a", "sec-fetch-site": "cross-site"}), own({"host": "a", "content-type": "application/json"}), own({"host": "a"})
    (False, True, False)
    """
    site = headers.get("sec-fetch-site")
    if site is not None and site != "same-origin":
        return False
    origin = headers.get("origin")
    if origin is not None:
        return urlsplit(origin).netloc == headers.get("host", "")
    return site == "same-origin" or headers.get("content-type", "").partition(";")[0].strip().lower() == "application/json"


def _loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _host(headers: Mapping[str, str]) -> str:
    return (urlsplit(f"//{headers.get('host', '')}").hostname or "").lower()
