"""ZIP archives: each file in its order; names that Windows wrote in GBK are read as such."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from typing import BinaryIO, cast

from shanhai.model import PageError

from ..container import Container, Member, broken, inside
from ..format import suffix_of
from ..left import is_left_behind
from ..package import LOCKED, package_kind

_UTF8_NAME = 0x800
_LOCKED = 0x1


def members_of_zip(member: Member) -> Iterator[Member | PageError]:
    """The files of an archive; one that is locked or damaged is an error in its place; raises PageError for an archive without its list."""
    try:
        archive = zipfile.ZipFile(member.stream)
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise PageError(member.source, "压缩包损坏，打不开 (damaged zip)", "请重新下载；若是分卷压缩，请先合并解压") from error
    with archive:
        for entry in archive.infolist():
            path = legible(entry)
            if entry.is_dir() or is_left_behind(path):
                continue
            place = f"{member.source}!{path}"
            if entry.flag_bits & _LOCKED:
                yield PageError(place, "压缩包加了密码 (password-protected)", LOCKED)
                continue
            try:
                file = archive.open(entry)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, ValueError) as error:
                yield broken(place, error)
                continue
            with file:
                yield inside(member, path, cast(BinaryIO, file), fetched=_time(entry))


def legible(entry: zipfile.ZipInfo) -> str:
    """The name of an entry as its writer meant it: without the flag for UTF-8, Chinese systems wrote GBK, some wrote UTF-8."""
    if entry.flag_bits & _UTF8_NAME or entry.filename.isascii():
        return entry.filename
    try:
        octets = entry.filename.encode("cp437")
    except UnicodeEncodeError:
        return entry.filename
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return entry.filename


def _time(entry: zipfile.ZipInfo) -> str | None:
    """The file's time of change as the archive has it, local and to two seconds; null when it is no time."""
    try:
        return datetime(*entry.date_time).isoformat()
    except ValueError:
        return None


def _recognises(member: Member, head: bytes) -> bool:
    """Whether it begins as a zip file and is none of the packages that are one document."""
    if not head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return False
    suffix = suffix_of(member.name)
    if not member.stream.seekable():
        # Its list of files stands at its end; the part that makes it a document mostly at its beginning.
        return suffix in {"", ".zip"} and not any(mark in head for mark in (b"[Content_Types].xml", b"OFD.xml", b"mimetype"))
    kind = package_kind(member.stream)
    return kind == "zip" or (kind is None and suffix == ".zip")


CONTAINER = Container(name="zip", suffixes=(".zip",), recognises=_recognises, members=members_of_zip, seeks=True)
