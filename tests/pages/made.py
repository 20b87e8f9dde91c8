"""Containers and documents made for tests, all in memory."""

from __future__ import annotations

import io
import re
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

from openpyxl import Workbook
from pypdf import PdfReader, PdfWriter

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


def pdf(*sheets: list[str]) -> bytes:
    """A PDF of these sheets, each a list of lines."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b""]
    font = b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [4 0 R] >>"
    descendant = (
        b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
        b" /DW 1000 >>"
    )
    objects += [font, descendant]
    kids = []
    for lines in sheets:
        drawn = "BT /F1 12 Tf 20 TL 72 780 Td " + " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines) + " ET"
        objects.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream".encode())
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>".encode()
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n".encode() + each + b"\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    count = len(objects) + 1
    trailer = f"xref\n0 {count}\n0000000000 65535 f \n{table}trailer\n<< /Size {count} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + trailer.encode()


def locked(password: str, *sheets: list[str]) -> bytes:
    """A PDF that asks for this password."""
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf(*(sheets or (["甲县"],))))))
    writer.encrypt(password, "owner", algorithm="RC4-128")
    octets = io.BytesIO()
    writer.write(octets)
    return octets.getvalue()


def workbook(**sheets: list[list[object]]) -> bytes:
    """A sheet of these rows for each title."""
    book = Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    octets = io.BytesIO()
    book.save(octets)
    return octets.getvalue()


def bare_workbook(octets: bytes) -> bytes:
    """A workbook without its theme, styles and properties, which take most of the time of reading it."""
    with zipfile.ZipFile(io.BytesIO(octets)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if not re.search("theme|styles|docProps", name)}
    types, relations = "[Content_Types].xml", ("_rels/.rels", "xl/_rels/workbook.xml.rels")
    parts[types] = re.sub(rb"<Override [^>]*(?:theme|styles|docProps)[^>]*/>", b"", parts[types])
    for name in relations:
        parts[name] = re.sub(rb"<Relationship [^>]*(?:theme|styles|docProps)[^>]*/>", b"", parts[name])
    return zipped(parts)


def parquet(columns: dict[str, list[object]]) -> bytes:
    """A table of these columns; needs pyarrow."""
    import pyarrow
    from pyarrow.parquet import write_table

    octets = io.BytesIO()
    write_table(pyarrow.table(columns), octets, row_group_size=20)
    return octets.getvalue()


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
