"""MHTML (RFC 2557), a page saved as one file: its root document, read like any HTML page; pictures and frames are left out."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.message import Message
from typing import cast

from shanhai.model import PageError

from ..format import MOST_WITH_PICTURES, Format, Published
from .html import publish_html

_HEADER = re.compile(rb"\s{0,4}(?:[A-Za-z-]{1,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){1,30}", re.I)
_RELATED = re.compile(rb"^content-type:\s*multipart/(?:related|alternative|mixed)|^x-mimeole:|^snapshot-content-location:", re.I | re.M)
# Bytes of what a part says of its type, which the library reads in quadratic time; a long one names a file and a boundary.
MOST_TYPE = 2000
_OVERLONG = re.compile(rb"^content-type:(?:[^\n]*\n[ \t])*[^\n]*", re.I | re.M)
_PARTS_OF_A_PAGE = frozenset({"text/html", "application/xhtml+xml"})


def publish_mhtml(octets: bytes, name: str) -> Published:
    """The published text of a page in one file; raises PageError when no HTML is in it, or as `publish_html` does."""
    damaged = PageError(name, "单文件网页损坏，读不下去 (damaged)", "请重新下载，或用浏览器打开后另存为“网页，仅 HTML”")
    if any(len(header.group()) > MOST_TYPE for header in _OVERLONG.finditer(octets)):
        raise damaged
    try:
        root = _root(message_from_bytes(octets.lstrip(), policy=policy.compat32))
    except Exception as error:
        # Parts in parts without end, types of no type: the library raises whatever it trips over (scripts/fuzz_readers.py).
        raise damaged from error
    if root is None:
        raise PageError(name, "单文件网页里没有网页 (no HTML part)", "请用浏览器打开，另存为“网页，仅 HTML”")
    return publish_html(cast(bytes, root.get_payload(decode=True)), name)


def _root(message: Message) -> Message | None:
    """The part that `start` names, else the first that is HTML."""
    pages = [part for part in message.walk() if part.get_content_type() in _PARTS_OF_A_PAGE]
    start = str(message.get_param("start") or "")
    return next((part for part in pages if start and str(part.get("Content-ID", "")).strip() == start), pages[0] if pages else None)


def _recognises(octets: bytes) -> bool:
    """Whether the file begins with headers, and they are those of a page in one file."""
    header = _HEADER.match(octets[:8192])
    return header is not None and bool(_RELATED.search(header.group()))


FORMAT = Format(
    name="mhtml",
    suffixes=(".mhtml", ".mht"),
    recognises=_recognises,
    resembles=lambda octets: False,
    publish=publish_mhtml,
    most_bytes=MOST_WITH_PICTURES,
    rank=1,
)
