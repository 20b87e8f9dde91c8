"""A page of ours as each format holds it: sources of the table of formats and of fuzzing."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import re
import unicodedata
from collections.abc import Callable
from html import escape

from .made import docx, parquet, pdf, record, tarred, workbook, zipped

# A sheet of a printed page, in ems; a paragraph begins two ems in.
SHEET, LINES = 30, 24


def html(text: str, declared: str | None = None) -> str:
    """A document whose lines are paragraphs."""
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={declared}">' if declared else ""
    return (
        f"<!DOCTYPE html><html><head>{meta}</head><body>{''.join(f'<p>{escape(line)}</p>' for line in text.split(chr(10)))}</body></html>"
    )


def mhtml(page: bytes, charset: str = "utf-8") -> bytes:
    """A page saved as one file by a browser."""
    head = "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    head += 'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----b"\r\n\r\n'
    part = f"------b\r\nContent-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: base64\r\nContent-Location: http://a.cn/\r\n\r\n"
    picture = "------b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------b--\r\n"
    return head.encode() + part.encode() + base64.encodebytes(page) + picture.encode()


def word(text: str) -> bytes:
    """A Word document whose lines are paragraphs."""
    return docx("".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>' for line in text.split("\n")))


def printed(text: str) -> bytes:
    """A PDF of sheets: paragraphs broken at the width of the column, two ems in, numbers at the foot."""
    lines = [piece for line in text.split("\n") if line for piece in broken(line)]
    sheets = [lines[at : at + LINES] for at in range(0, len(lines), LINES)] or [[]]
    return pdf(*([*sheet, f"- {number} -"] for number, sheet in enumerate(sheets, 1)))


def broken(line: str) -> list[str]:
    """A paragraph in lines that fill the column; words of Latin letters stay whole."""
    pieces, wide = [""], 2.0
    for token in re.findall(r"[A-Za-z0-9]+|.", line):
        needed = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.5 for sign in token)
        if wide + needed > SHEET:
            pieces, wide = [*pieces, ""], 0.0
        pieces[-1] += token
        wide += needed
    return pieces


def json_lines(text: str) -> str:
    """Two rows, one of them the page."""
    return "".join(json.dumps({"id": number, "text": page}, ensure_ascii=False) + "\n" for number, page in enumerate((text, text)))


def comma_separated(text: str) -> str:
    """A header and two rows, both the page."""
    octets = io.StringIO()
    csv.writer(octets).writerows([["id", "正文"], [1, text], [2, text]])
    return octets.getvalue()


def sheet(text: str) -> bytes:
    return workbook(一=[["编号", "正文"], [1, text], [2, text]])


def columns(text: str) -> bytes:
    return parquet({"id": [1, 2], "text": [text, text]})


def web_archive(page: bytes, *, wet: bool = False) -> bytes:
    """A page twice among records."""
    told = ("conversion", "text/plain") if wet else ("response", "text/html")
    return record(0, b"x", kind="warcinfo") + b"".join(record(number, page, kind=told[0], content_type=told[1]) for number in (1, 2))


def each_gzipped(archive: bytes) -> bytes:
    """A web archive whose records are compressed one by one."""
    return b"".join(gzip.compress(b"WARC/1.0\r\n" + piece, 1) for piece in archive.split(b"WARC/1.0\r\n")[1:])


PACK: dict[str, Callable[[dict[str, bytes]], bytes]] = {
    ".zip": zipped,
    ".tar": tarred,
    ".tar.gz": lambda files: gzip.compress(tarred(files), 1),
}
