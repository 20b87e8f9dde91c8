"""JSON Lines: an object a line, one of whose fields holds a page; found by the fields of each line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

import msgspec

from shanhai.model import PageError

from ..columns import columns_of, no_column, row_member
from ..container import Container, Member, head_of
from ..encoding import MARKS, Decoded, decode
from ..format import suffix_of
from ..lines import MOST_LINE, bounded_lines, wide_lines

_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
_OBJECT = re.compile(rb"""(?:\xef\xbb\xbf)?\s*\{\s*"[^"\n]{1,60}"\s*:""")


def members_of_jsonl(member: Member) -> Iterator[Member | PageError]:
    """The page of each line; a line that is no object, too long or without a page is an error in its place; blank lines are passed over."""
    wide = next((encoding for mark, encoding in MARKS if head_of(member.stream).startswith(mark) and encoding != "utf-8"), None)
    lines = _from_wide(member.stream, wide) if wide else bounded_lines(member.stream)
    heard = Decoded(text="", encoding=wide, reason="有字节序标记 (BOM)") if wide else None
    for number, line in enumerate(lines, 1):
        place = f"{member.source}#{number}"
        if line is None:
            yield PageError(place, f"一行超过 {MOST_LINE // 1_000_000} MB (line too long)", "一行应是一个网页；请检查文件")
        elif line.strip(b"\xef\xbb\xbf \t\r\n\x00"):
            try:
                yield _page(member, str(number), line, heard)
            except PageError as error:
                yield error


def _from_wide(stream: BinaryIO, encoding: str) -> Iterator[bytes | None]:
    for line in wide_lines(stream, encoding):
        yield None if line is None else line.encode("utf-8", "replace")


def _page(member: Member, number: str, line: bytes, heard: Decoded | None) -> Member | PageError:
    place = f"{member.source}#{number}"
    row, decoded = _object(line, place)
    columns = columns_of(row, member.column)
    return no_column(place, row) if columns is None else row_member(member, number, row, columns, heard or decoded)


def _object(line: bytes, place: str) -> tuple[dict[str, object], Decoded | None]:
    """The object of a line in any encoding of ours, and how it was decoded when not from UTF-8; raises PageError."""
    try:
        try:
            return msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"), type=dict[str, object]), None
        except (msgspec.DecodeError, UnicodeDecodeError):
            decoded = decode(line, name=place)
            return msgspec.json.decode(decoded.text, type=dict[str, object]), decoded
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise PageError(place, f"这一行不是 JSON 对象：{error} (no JSON object)", "一行应是一个 JSON 对象；请检查这一行") from error


def _recognises(member: Member, head: bytes) -> bool:
    """By its suffix, or, without one, by a first line that is an object with a field of pages."""
    suffix = suffix_of(member.name)
    if suffix in _SUFFIXES or suffix or not _OBJECT.match(head):
        return suffix in _SUFFIXES
    names = re.findall(r'"([^"\n]{1,60})"\s*:', head.split(b"\n")[0].decode("utf-8", "replace"))
    return columns_of(names, member.column) is not None


CONTAINER = Container(name="jsonl", suffixes=_SUFFIXES, recognises=_recognises, members=members_of_jsonl)
