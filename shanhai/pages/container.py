"""The containers that are read: archives, tables and compressed files that hold pages; one file each in `shanhai/pages/formats`."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from io import BufferedReader
from typing import BinaryIO

import msgspec

from shanhai.model import PageError
from shanhai.model.struct import Value

from . import formats

# Bytes that are looked at to recognise a container; tar has its mark at 257 (POSIX.1-1988 ustar), a first line of JSON fits mostly.
WINDOW = 65536


class Member(Value, frozen=True, kw_only=True):
    """Bytes that are still to be read: a file, or what lies in a container.

    `source` names it for people (`a.zip!b/c.html`, `pages.jsonl#12`), `name` tells its format where the bytes do not (`c.html`),
    `headers` holds what the container says of it, `fetched` when it was fetched. `column` is the column of tables that holds the page,
    null to find it by name.
    """

    source: str
    name: str
    stream: BinaryIO
    fetched: str | None = None
    headers: dict[str, str] = {}  # noqa: RUF012 (msgspec gives every value its own)
    column: str | None = None


class Container(Value, frozen=True, kw_only=True):
    """A container: how its first bytes or its suffix tell it, and how its members come out, one after another.

    `recognises` takes the member and its first bytes (at most WINDOW); `seeks` when it must move about in the stream. An error among the
    members is one member's; one raised ends the container. A member's stream is read before the next member is asked for.
    """

    name: str
    suffixes: tuple[str, ...]
    recognises: Callable[[Member, bytes], bool]
    members: Callable[[Member], Iterator[Member | PageError]]
    seeks: bool = False
    rank: int = 0


@cache
def known_containers() -> tuple[Container, ...]:
    """Every container that a module of `shanhai/pages/formats` declares as CONTAINER, in order of rank.

    >>> {"zip", "tar", "jsonl"} <= {container.name for container in known_containers()}
    True
    """
    modules = [importlib.import_module(f"{formats.__name__}.{found.name}") for found in pkgutil.iter_modules(formats.__path__)]
    found = (module.CONTAINER for module in modules if hasattr(module, "CONTAINER"))
    return tuple(sorted(found, key=lambda container: (container.rank, container.name)))


def container_of(member: Member) -> Container | None:
    """The container that a member is, null for what is a page or nothing that is read; the stream stays at its beginning."""
    head = head_of(member.stream)
    return next((container for container in known_containers() if container.recognises(member, head)), None)


def head_of(stream: BinaryIO) -> bytes:
    """The first bytes of a stream at its beginning, at most WINDOW, without moving on."""
    if isinstance(stream, BufferedReader) and not stream.seekable():
        return stream.peek(WINDOW)[:WINDOW]
    head = stream.read(WINDOW)
    stream.seek(0)
    return head


def inside(member: Member, path: str, stream: BinaryIO, *, fetched: str | None = None) -> Member:
    """The member at this path of an archive.

    >>> from io import BytesIO
    >>> inside(Member(source="a.zip", name="a.zip", stream=BytesIO()), "b/c.html", BytesIO()).source
    'a.zip!b/c.html'
    """
    return msgspec.structs.replace(member, source=f"{member.source}!{path}", name=path, stream=stream, fetched=fetched)


def broken(place: str, error: BaseException) -> PageError:
    """The error for what a reader of a format could not make sense of.

    >>> str(broken("a.zip", ValueError("bad magic")))
    'a.zip: 文件损坏，读不下去：ValueError: bad magic (damaged); 请重新下载；此前读出的网页有效'
    """
    said = " ".join(str(error).split())[:200] or "-"
    return PageError(place, f"文件损坏，读不下去：{type(error).__name__}: {said} (damaged)", "请重新下载；此前读出的网页有效")
