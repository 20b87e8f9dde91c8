"""Single files compressed by gzip, bzip2 or xz: what they hold takes their place, under the same name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BufferedReader
from typing import BinaryIO, cast

import msgspec

from shanhai.model import PageError

from ..container import WINDOW, Container, Member
from ..inflate import Inflated, inflater

_SHORT = {".tgz": ".tar", ".tbz": ".tar", ".tbz2": ".tar", ".txz": ".tar"}
_ARCHIVE = re.compile(r"\.(?:warc|wet)$", re.I)
_SUFFIX = re.compile(r"\.(?:gz|bz2|xz|tgz|tbz2?|txz)$", re.I)


def members_of_compressed(member: Member) -> Iterator[Member | PageError]:
    """The one file inside; after it, each place where the compressed bytes were damaged and reading could go on."""
    name = inner_name(member.name)
    # Web archives compress each record by itself: what follows a damaged one can be read.
    raw = Inflated(member.stream, source=member.source, resumes=_ARCHIVE.search(name) is not None)
    yield msgspec.structs.replace(member, name=name, stream=cast(BinaryIO, BufferedReader(raw, WINDOW)))
    yield from raw.damages


def inner_name(name: str) -> str:
    """The name of the file that was compressed.

    >>> inner_name("a.jsonl.GZ"), inner_name("a.tgz"), inner_name("download")
    ('a.jsonl', 'a.tar', 'download')
    """
    return _SUFFIX.sub(lambda suffix: _SHORT.get(suffix.group().lower(), ""), name)


CONTAINER = Container(
    name="compressed",
    suffixes=(".gz", ".bz2", ".xz", ".tgz", ".tbz", ".tbz2", ".txz"),
    recognises=lambda member, head: inflater(head) is not None,
    members=members_of_compressed,
)
