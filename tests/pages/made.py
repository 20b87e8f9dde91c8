"""Containers and documents made for tests, all in memory."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from shanhai.model import Capture, Page, PageError
from shanhai.pages import open_pages

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def zipped(files: dict[str, bytes], *, deflated: bool = True) -> bytes:
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w", zipfile.ZIP_DEFLATED if deflated else zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return octets.getvalue()


def tarred(files: dict[str, bytes]) -> bytes:
    octets = io.BytesIO()
    with tarfile.open(fileobj=octets, mode="w") as archive:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime = len(content), 86400
            archive.addfile(entry, io.BytesIO(content))
    return octets.getvalue()


def docx(body: str, *, styles: str = "", links: str = "", more: dict[str, bytes] | None = None) -> bytes:
    """A Word document whose body is this XML; `w:`, `r:` and `mc:` are bound."""
    document = f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="{MC}"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "word/document.xml": document.encode(),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>'.encode(),
        "word/_rels/document.xml.rels": f"<Relationships>{links}</Relationships>".encode(),
    }
    return zipped(parts | (more or {}))


def record(
    number: int, body: bytes, *, kind: str = "response", http: str = "200 OK", content_type: str = "text/html", more: str = ""
) -> bytes:
    """A WARC record of this page."""
    block = f"HTTP/1.1 {http}\r\nContent-Type: {content_type}; charset=utf-8\r\n{more}\r\n".encode() + body
    told = "application/http; msgtype=response"
    if kind in {"conversion", "resource"}:
        block, told = body, content_type
    header = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: http://a.cn/{number}\r\nWARC-Date: 2024-01-02T03:04:05Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{number}>\r\nContent-Type: {told}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return header.encode() + block + b"\r\n\r\n"


def opened(path: Path, octets: bytes, *, column: str | None = None) -> tuple[dict[str, str], dict[str, str]]:
    """The texts of the pages in these bytes, and the problems, by source without the folder of `path`."""
    path.write_bytes(octets)
    return told(open_pages([path], column=column), path)


def told(results: Iterable[tuple[Page, Capture] | PageError], path: Path) -> tuple[dict[str, str], dict[str, str]]:
    texts, problems = {}, {}
    for result in results:
        if isinstance(result, PageError):
            assert result.remedy
            problems[result.place.replace(f"{path.parent}/", "")] = result.problem
        else:
            texts[result[1].source.replace(f"{path.parent}/", "")] = result[0].text
    return texts, problems
