"""What lies in a file: itself when it is a page, else what lies in its members, container in container; one bad member stops no other."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BufferedReader
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import msgspec

from shanhai.model import Capture, PageError
from shanhai.model.struct import Value

from .budget import Budget, Metered
from .container import WINDOW, Container, Member, broken, container_of, head_of
from .format import most_bytes
from .page import too_large

# Containers in containers: a table in a compressed tar in a zip is four deep; deeper ones are made to harm.
MOST_DEPTH = 5
# Bytes of a container that must be laid on disk to be read, because it lies in another or comes from a pipe.
MOST_SPOOLED = 2_000_000_000
# What a member counts for in the budget, whatever is in it: a Parquet file of two kilobytes may claim a thousand million empty rows. A
# quarter of a million are free, and a row of text takes a byte at least, for which the budget gives MOST_RATIO.
MEMBER_BYTES = 1000


class Fetched(Value, frozen=True, kw_only=True):
    """The bytes of one page, where they came from, and the name that tells their format where they do not themselves."""

    octets: bytes
    capture: Capture
    name: str


def unpack(member: Member, budget: Budget, depth: int = 0) -> Iterator[Fetched | PageError]:
    """Every page of a member, in order, one in memory at a time; an error in place of each that cannot be read."""
    try:
        container = container_of(member)
        if container is None:
            yield whole(member)
        elif depth >= MOST_DEPTH:
            problem = f"压缩包套压缩包超过 {MOST_DEPTH} 层 (containers too deep)"
            yield PageError(member.source, problem, "请解压后给出其中的网页")
        else:
            yield from _members(container, member, budget, depth)
    except PageError as error:
        yield error
    except Exception as error:
        yield broken(member.source, error)


def whole(member: Member) -> Fetched:
    """All bytes of a member that is one page; raises PageError when they are more than its format may have."""
    limit = most_bytes(head_of(member.stream), name=member.name)
    octets = member.stream.read(limit + 1)
    if len(octets) > limit:
        raise too_large(member.source, limit)
    capture = Capture(page=sha256(octets).hexdigest(), source=member.source, fetched=member.fetched, headers=member.headers)
    return Fetched(octets=octets, capture=capture, name=member.name)


def _members(container: Container, member: Member, budget: Budget, depth: int) -> Iterator[Fetched | PageError]:
    if container.seeks and not member.stream.seekable():
        member = msgspec.structs.replace(member, stream=_spooled(member))
    empty = True
    with member.stream:
        for inner in container.members(member):
            empty = False
            budget.spend(MEMBER_BYTES)
            if isinstance(inner, PageError):
                yield inner
                continue
            stream = cast(BinaryIO, BufferedReader(Metered(inner.stream, budget), WINDOW))
            yield from unpack(msgspec.structs.replace(inner, stream=stream), budget, depth + 1)
            if budget.exhausted:
                return
    if empty:
        raise PageError(member.source, "里面没有网页 (nothing in it)", "请检查文件")


def _spooled(member: Member) -> BinaryIO:
    """The member's bytes in a temporary file, which the system removes when it is closed."""
    file = TemporaryFile()  # noqa: SIM115 (closed by whoever reads the container)
    size = 0
    while octets := member.stream.read(WINDOW):
        size += len(octets)
        if size > MOST_SPOOLED:
            file.close()
            raise too_large(member.source, MOST_SPOOLED)
        file.write(octets)
    file.seek(0)
    return cast(BinaryIO, file)
