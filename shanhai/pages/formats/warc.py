"""WARC and WET (ISO 28500): the pages among the records; framed by us, so that one bad record costs no other, each parsed by FastWARC."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO, cast

import msgspec
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from shanhai.model import PageError

from ..container import Container, Member, broken
from ..format import MOST_WITH_PICTURES

_BEGIN = re.compile(rb"WARC/1\.\d\r?\n")
_BEGIN_INSIDE = re.compile(rb"WARC/1\.\d\r?\n(?=WARC-[A-Za-z-]+:)|WARC/1\.\d\r?\n\Z")
_LENGTH = re.compile(rb"^content-length:[ \t]*(\d{1,15})[ \t]*\r?$", re.I | re.M)
MOST_HEADER = 64_000
# Of these types are pages; a crawl also keeps their pictures and scripts, which are passed over.
_TYPES = re.compile(r"text/(?:html|plain)|application/(?:xhtml\+xml|pdf|vnd\.openxmlformats|octet-stream)|$", re.I)
_KINDS = WarcRecordType.response | WarcRecordType.resource | WarcRecordType.conversion
_NAMES = {"text/html": "page.html", "application/xhtml+xml": "page.html", "application/pdf": "page.pdf"}
_OK = 200


def members_of_warc(member: Member) -> Iterator[Member | PageError]:
    """The pages of an archive by their addresses: responses with status 200, resources and conversions of text.

    Requests, metadata, redirects, pictures and scripts are passed over; a damaged, cut or overlong record is an error in its place.
    """
    for record in _Records(member):
        if isinstance(record, PageError):
            yield record
            continue
        try:
            page: Member | PageError | None = _page(member, record)
        except (OSError, ValueError, EOFError, RuntimeError) as error:
            page = broken(member.source, error)
        if page is not None:
            yield page


class _Records:
    """The bytes of each record, header and block; what cannot be framed is an error, and reading goes on at the next record."""

    def __init__(self, member: Member) -> None:
        self._source = member.source
        self._stream = member.stream
        self._pending: BinaryIO = BytesIO()

    def __iter__(self) -> Iterator[bytes | PageError]:
        sound = True
        number = 0
        while line := self._line():
            if _BEGIN.fullmatch(line):
                sound = True
                number += 1
                yield self._record(line, number)
            elif line.strip() and sound:
                sound = False
                self._resume(line)
                yield self._error(number, "不是 WARC 记录的开头", "no record begins here")

    def _record(self, first: bytes, number: int) -> bytes | PageError:
        header = first
        while (line := self._line()) not in {b"", b"\r\n", b"\n"}:
            header += line
            if len(header) > MOST_HEADER:
                return self._error(number, "记录的头过长", "record header too long")
        length = _LENGTH.search(header)
        if length is None:
            return self._error(number, "记录没有长度", "record without Content-Length")
        size = int(length.group(1))
        if size > MOST_WITH_PICTURES:
            self._skip(size)
            return self._error(number, f"记录超过 {MOST_WITH_PICTURES // 1_000_000} MB", "record too large")
        block = self._read(size)
        if len(block) < size:
            self._resume(block)
            return self._error(number, "记录不完整", "record truncated")
        end = self._line()
        if end.strip():
            self._resume(block + end)
            return self._error(number, "记录的长度不符，内容残缺", "record length is wrong")
        return header + b"\r\n" + block + b"\r\n\r\n"

    def _resume(self, octets: bytes) -> None:
        """Go back to the next record that begins inside these bytes, or that they end with."""
        if found := _BEGIN_INSIDE.search(octets):
            self._pending = BytesIO(octets[found.start() :] + self._pending.read())

    def _line(self) -> bytes:
        return self._pending.readline(MOST_HEADER) or self._stream.readline(MOST_HEADER)

    def _read(self, size: int) -> bytes:
        octets = self._pending.read(size)
        return octets + self._stream.read(size - len(octets))

    def _skip(self, size: int) -> None:
        while size > 0 and (octets := self._read(min(size, 1_000_000))):
            size -= len(octets)

    def _error(self, number: int, problem: str, reason: str) -> PageError:
        return PageError(f"{self._source}#{number}", f"{problem} ({reason})", "网页存档可能没有下载完整；其余照读")


def _page(member: Member, octets: bytes) -> Member | None:
    """The page in a record, its transfer and content encodings undone; null when the record holds none."""
    for record in ArchiveIterator(BytesIO(octets), record_types=_KINDS, parse_http=True, auto_decode="all", stream_detect=False):
        kind = _content_type(record)
        if (record.is_http and int(record.http_headers.status_code or 0) != _OK) or not _TYPES.match(kind):
            return None
        address = record.headers.get("WARC-Target-URI") or f"#{record.record_id}"
        return msgspec.structs.replace(
            member,
            source=f"{member.source}!{address}",
            name=_NAMES.get(kind, "page.txt" if record.record_type == WarcRecordType.conversion else ""),
            stream=cast(BinaryIO, BytesIO(record.reader.read(MOST_WITH_PICTURES + 1))),
            fetched=record.headers.get("WARC-Date"),
            headers={"url": address} | ({"content-type": kind} if kind else {}),
        )
    return None


def _content_type(record: WarcRecord) -> str:
    """The type of what was captured, without its parameters, in lower case; "" when nobody says."""
    said = record.http_content_type if record.is_http else record.headers.get("Content-Type")
    return (said or "").split(";")[0].strip().lower()


CONTAINER = Container(
    name="warc", suffixes=(".warc", ".wet"), recognises=lambda member, head: _BEGIN.match(head) is not None, members=members_of_warc
)
