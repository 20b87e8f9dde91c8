"""TAR archives, read from front to end without going back."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import BinaryIO, cast

from shanhai.model import PageError

from ..container import Container, Member, broken, inside
from ..left import is_left_behind

# Where the mark of POSIX and GNU archives stands (POSIX.1-1988).
_MARK = slice(257, 262)


def members_of_tar(member: Member) -> Iterator[Member | PageError]:
    """The files of an archive, links and devices left out; raises PageError where it is cut or damaged."""
    try:
        with tarfile.open(fileobj=member.stream, mode="r|", errors="surrogateescape") as archive:
            for entry in archive:
                # A streamed archive need not remember what has passed; it would hold every header.
                archive.members = []  # type: ignore[attr-defined]
                path = _legible(entry.name)
                file = archive.extractfile(entry) if entry.isreg() else None
                if file is not None and not is_left_behind(path):
                    fetched = datetime.fromtimestamp(max(0, int(entry.mtime)), UTC).isoformat()
                    yield inside(member, path, cast(BinaryIO, file), fetched=fetched)
    except (tarfile.TarError, EOFError) as error:
        raise broken(member.source, error) from error


def _legible(name: str) -> str:
    """A name that is not UTF-8 was written by a Chinese system in GBK; what is neither keeps what can be shown."""
    octets = name.encode("utf-8", "surrogateescape")
    for encoding in ("utf-8", "gb18030"):
        try:
            return octets.decode(encoding)
        except UnicodeDecodeError:
            continue
    return octets.decode("utf-8", "replace")


CONTAINER = Container(name="tar", suffixes=(".tar",), recognises=lambda member, head: head[_MARK] == b"ustar", members=members_of_tar)
