"""Plain text: the published text is the decoded text itself, line ends written as one line feed; every line with text is a paragraph."""

from __future__ import annotations

import re

from shanhai.model import Part, PartKind

from ..encoding import decode
from ..format import Format, Published

_LINE = re.compile(r"[^\n]+")
_LINE_END = re.compile(r"\r\n?")


def publish_text(octets: bytes, name: str) -> Published:
    r"""The text of a plain page and its paragraphs; raises PageError as `decode` does.

    >>> page = publish_text("甲县\r\n\r\n　乙市".encode("gbk"), "a.txt")
    >>> page.text, [page.text[part.start : part.end] for part in page.parts]
    ('甲县\n\n　乙市', ['甲县', '乙市'])
    """
    decoded = decode(octets, name=name)
    text = _LINE_END.sub("\n", decoded.text)
    return Published(text=text, encoding=decoded.encoding, encoding_reason=decoded.reason, parts=tuple(_paragraphs(text)))


def _paragraphs(text: str) -> list[Part]:
    """Each line without the white space around it; blank lines are none."""
    parts = []
    for line in _LINE.finditer(text):
        words = line.group().strip()
        if words:
            start = line.start() + line.group().index(words)
            parts.append(Part(kind=PartKind.PARAGRAPH, start=start, end=start + len(words)))
    return parts


FORMAT = Format(
    name="text", suffixes=(".txt", ".text"), recognises=lambda octets: False, resembles=lambda octets: True, publish=publish_text, rank=9
)
