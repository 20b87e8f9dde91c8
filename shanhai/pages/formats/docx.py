"""DOCX (ECMA-376): the document part written out as HTML elements and laid out by our own walk, then footnotes and endnotes.

Set are headings, paragraphs, list items, tables with their spans, links, text boxes (once) and what was inserted under revision; text
that is deleted under revision or hidden is left out and counted. Page headers and footers are not part of the text.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from shanhai.model import PageError

from ..format import MOST_WITH_PICTURES, Format, Published
from ..package import package_kind, parse_part, read_part
from ..walk import walk

MAIN = "word/document.xml"
NOTES = ("word/footnotes.xml", "word/endnotes.xml")

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NAMES = {
    _W + name: name for name in ("p", "tbl", "tr", "tc", "t", "delText", "tab", "br", "cr", "hyperlink", "txbxContent", "noBreakHyphen")
}
# WPS and Word name the styles of headings in the language of the program; `heading 1` is the style's name, `1` or `Heading1` its id.
_HEADING = re.compile(r"(?:heading|标题|標題)\s*([1-6])", re.I)


def publish_docx(octets: bytes, name: str) -> Published:
    """The published text of a Word document; raises PageError when it is damaged or locked."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(octets))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise PageError(name, "Word 文档损坏，打不开 (damaged)", "请重新下载，或在 WPS 或 Word 中修复后另存为 .docx") from error
    with archive:
        parts = archive.namelist()
        if MAIN not in parts:
            raise PageError(name, "不是 Word 文档：没有正文 (no document part)", "请在 WPS 或 Word 中另存为 .docx")
        setter = _Setter(_links(archive, name), _headings(archive, name))
        for part in (MAIN, *(part for part in NOTES if part in parts)):
            setter.set(parse_part(read_part(archive, part, name), part, name))
    laid_out = walk(setter.root)
    reason = "DOCX 的正文是 XML，自带编码"
    return Published(text=laid_out.text, encoding="utf-8", encoding_reason=reason, parts=laid_out.parts, hidden=setter.hidden)


class _Setter:
    """Writes a document out as HTML elements, event by event: depth costs nothing."""

    def __init__(self, links: dict[str, str], headings: dict[str, int]) -> None:
        self.root = etree.Element("body")
        self.hidden = 0
        self._links = links
        self._headings = headings
        self._open = [self.root]

    def set(self, root: etree._Element) -> None:
        """Set one part of the document."""
        walker = etree.iterwalk(root, events=("start", "end"))
        for event, element in walker:
            name = _NAMES.get(str(element.tag))
            if event == "start":
                if element.tag == _FALLBACK or self._is_hidden(element):
                    walker.skip_subtree()
                else:
                    self._start(name, element)
            elif name in {"p", "tbl", "tr", "tc", "hyperlink", "txbxContent"} and len(self._open) > 1:
                self._open.pop()

    def _is_hidden(self, element: etree._Element) -> bool:
        """Whether a run is hidden or deleted; its characters are counted."""
        deleted = element.tag in {_W + "del", _W + "moveFrom"}
        if not deleted and not (element.tag == _W + "r" and _is_on(element.find(f"{_W}rPr/{_W}vanish"))):
            return False
        self.hidden += sum(len(text.text or "") for text in element.iter(_W + "t", _W + "delText"))
        return True

    def _start(self, name: str | None, element: etree._Element) -> None:
        if name == "p":
            self._push(self._paragraph(element))
        elif name == "tbl":
            self._push("table", border="1")
        elif name == "tr":
            self._push("tr")
        elif name == "tc":
            self._push("td", **_spans(element))
        elif name == "txbxContent":
            self._push("div")
        elif name == "hyperlink":
            href = self._links.get(element.get(_R + "id", ""))
            self._push(*(("a",) if href else ("span",)), **({"href": href} if href else {}))
        elif name == "t":
            self._write(element.text or "")
        elif name == "tab":
            self._write("\u3000")
        elif name == "noBreakHyphen":
            self._write("-")
        elif name in {"br", "cr"}:
            etree.SubElement(self._open[-1], "br")

    def _paragraph(self, element: etree._Element) -> str:
        style = element.find(f"{_W}pPr/{_W}pStyle")
        level = self._headings.get(style.get(_W + "val", "")) if style is not None else None
        if level is not None:
            return f"h{level}"
        return "li" if element.find(f"{_W}pPr/{_W}numPr") is not None else "p"

    def _push(self, tag: str, **attributes: str) -> None:
        self._open.append(etree.SubElement(self._open[-1], tag, attributes))

    def _write(self, text: str) -> None:
        if len(parent := self._open[-1]):
            parent[-1].tail = (parent[-1].tail or "") + text
        else:
            parent.text = (parent.text or "") + text


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and mark.get(_W + "val", "true") not in {"false", "0", "off"}


def _spans(cell: etree._Element) -> dict[str, str]:
    """The columns that a cell covers; a cell that continues one above stays in its place, empty."""
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    return {"colspan": span.get(_W + "val", "1")} if span is not None else {}


def _links(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """The addresses of the document's links by relationship id."""
    return {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _elements(archive, "word/_rels/document.xml.rels", name)
        if relation.get("Type", "").endswith("/hyperlink")
    }


def _headings(archive: zipfile.ZipFile, name: str) -> dict[str, int]:
    """The styles that are headings, with their level."""
    headings = {}
    for style in _elements(archive, "word/styles.xml", name):
        called = style.find(_W + "name")
        if called is not None and (match := _HEADING.fullmatch(called.get(_W + "val", "").strip())):
            headings[style.get(_W + "styleId", "")] = int(match.group(1))
    return headings


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[etree._Element]:
    if part in archive.namelist():
        yield from parse_part(read_part(archive, part, name), part, name)


FORMAT = Format(
    name="docx",
    suffixes=(".docx", ".docm", ".dotx"),
    recognises=lambda octets: (
        octets.startswith(b"PK") and b"word/document.xml" in octets and package_kind(io.BytesIO(octets)) in {"docx", None}
    ),
    resembles=lambda octets: False,
    publish=publish_docx,
    most_bytes=MOST_WITH_PICTURES,
)
