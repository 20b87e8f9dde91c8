"""JSON Lines: an object a line, one of whose fields holds a page; found by the fields of each line."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from shanhai.model import PageError

from ..columns import columns_of, no_column, row_member
from ..container import Container, Member
from ..encoding import decode
from ..format import suffix_of
from ..lines import MOST_LINE, bounded_lines

_SUFFIXES = (".jsonl", ".ndjson", ".jsonlines")
_OBJECT = re.compile(rb"""(?:\xef\xbb\xbf)?\s*\{\s*"[^"\n]{1,60}"\s*:""")


def members_of_jsonl(member: Member) -> Iterator[Member | PageError]:
    """The page of each line; a line that is no object, too long or without a page is an error in its place; blank lines are passed over."""
    for number, line in enumerate(bounded_lines(member.stream), 1):
        place = f"{member.source}#{number}"
        if line is None:
            yield PageError(place, f"一行超过 {MOST_LINE // 1_000_000} MB (line too long)", "一行应是一个网页；请检查文件")
        elif line.strip(b"\xef\xbb\xbf \t\r\n\x00"):
            try:
                yield _page(member, str(number), line)
            except PageError as error:
                yield error


def _page(member: Member, number: str, line: bytes) -> Member | PageError:
    place = f"{member.source}#{number}"
    row = _object(line, place)
    columns = columns_of(row, member.column)
    return no_column(place, row) if columns is None else row_member(member, number, row, columns)


def _object(line: bytes, place: str) -> dict[str, object]:
    """The object of a line in any encoding of ours; raises PageError."""
    try:
        try:
            return msgspec.json.decode(line.lstrip(b"\xef\xbb\xbf"), type=dict[str, object])
        except (msgspec.DecodeError, UnicodeDecodeError):
            return msgspec.json.decode(decode(line, name=place).text, type=dict[str, object])
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
