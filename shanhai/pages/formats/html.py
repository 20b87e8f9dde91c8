"""HTML: decoded by us, parsed by lxml, laid out by our own walk (`shanhai.pages.walk`)."""

from __future__ import annotations

import re

from lxml import etree

from shanhai.model import PageError

from ..encoding import decode
from ..format import Format, Published
from ..main_content import main_content
from ..walk import walk

# The HTML standard looks at the first 1024 bytes; templates with scripts before their meta are common, so four times that.
DECLARATION_WINDOW = 4096

_DECLARED = re.compile(rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.I)
# Atomic groups: a window full of comments must not be tried in every division.
_LEAD = rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?>(?>(?>\s*+<!--.*?-->)*+)\s*+)"
_CERTAIN = re.compile(_LEAD + rb"<(?:!doctype\s+html|html[\s>])", re.I | re.S)
_LIKELY = re.compile(rb"<(?:html|head|body|meta|title|div|p|table|a|span|br)[\s/>]", re.I)
_WIDE_MARK = re.compile(rb"\xff\xfe|\xfe\xff")


def publish_html(octets: bytes, name: str) -> Published:
    r"""The published text of an HTML page; raises PageError as `decode` does, and when it is nested too deeply for lxml.

    >>> page = publish_html("<title>甲县</title><p>乙市<p hidden>丙".encode(), "a.html")
    >>> page.text, [str(part.kind) for part in page.parts], page.hidden
    ('甲县\n乙市', ['document-title', 'paragraph', 'main'], 1)
    """
    decoded = decode(octets, name=name, declared=declared_encoding(octets))
    laid_out = walk(_parse(decoded.text, name))
    parts = sorted((*laid_out.parts, *main_content(decoded.text, laid_out.text)), key=lambda part: (part.start, -part.end))
    return Published(
        text=laid_out.text, encoding=decoded.encoding, encoding_reason=decoded.reason, parts=tuple(parts), hidden=laid_out.hidden
    )


def declared_encoding(octets: bytes) -> str | None:
    """The encoding that a page's meta or XML declaration names, as written.

    >>> declared_encoding(b'<meta http-equiv="Content-Type" content="text/html; charset=gb2312">')
    'gb2312'
    """
    found = _DECLARED.search(_start(octets))
    return found.group(1).decode("ascii") if found else None


def _parse(text: str, name: str) -> etree._Element | None:
    """The tree without comments, or null for a page without elements or text."""
    # Our text is the truth: encoded as UTF-8 for lxml, which then may not follow the page's own declaration.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    for entry in parser.error_log.filter_from_fatals():
        # libxml2 2.14 drops what lies deeper than 2048 elements; better no page than one with its text silently cut.
        problem = f"网页无法完整解析：{entry.message} (HTML cannot be parsed whole)"
        raise PageError(name, problem, "请用浏览器打开，复制正文存为 .txt")
    return root


def _recognises(octets: bytes) -> bool:
    """Whether the page begins as HTML must, in bytes or in UTF-16."""
    return bool(_CERTAIN.match(_start(octets)))


def _start(octets: bytes) -> bytes:
    """The beginning of a page, its ASCII legible also in UTF-16."""
    start = octets[:DECLARATION_WINDOW]
    return start.replace(b"\x00", b"")[2:] if _WIDE_MARK.match(start) else start


FORMAT = Format(
    name="html",
    suffixes=(".html", ".htm", ".shtml", ".xhtml", ".asp", ".aspx", ".jsp", ".php", ".jhtml"),
    recognises=_recognises,
    resembles=lambda octets: bool(_LIKELY.search(octets[:DECLARATION_WINDOW])),
    publish=publish_html,
)
