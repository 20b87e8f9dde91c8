"""Where pages come from: files, folders, archives and tables of pages, addresses, standard input; one bad one never stops the others."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BufferedReader, BytesIO
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast
from urllib.parse import urlsplit

from shanhai.model import Capture, Page, PageError

from .budget import Budget, Received
from .container import WINDOW, Member, container_of
from .left import is_left_behind
from .page import read_bytes
from .unpack import Fetched, unpack, whole
from .web import Limits, get, is_url

STDIN = "-"
PathName = str | os.PathLike[str]


def open_pages(paths: Iterable[PathName], *, column: str | None = None) -> Iterator[tuple[Page, Capture] | PageError]:
    """Every page of these sources, in order, one in memory at a time; an error in place of one not read.

    Sources are files, folders, `-` (standard input) and addresses; archives and tables give all pages that lie in them. `column` is the
    column of tables that holds the page, found by name when null.
    """
    for fetched in fetch_all(paths, column=column):
        if isinstance(fetched, PageError):
            yield fetched
            continue
        try:
            yield read_fetched(fetched), fetched.capture
        except PageError as error:
            yield error


def fetch_all(paths: Iterable[PathName], *, column: str | None = None, limits: Limits | None = None) -> Iterator[Fetched | PageError]:
    """The bytes of every page that `open_pages` would read, before anything is made of them; `limits` bound addresses."""
    for source in page_sources(paths):
        if isinstance(source, PageError):
            yield source
            continue
        try:
            member, budget = _member(source, column, limits)
        except PageError as error:
            yield error
            continue
        with member.stream:
            yield from unpack(member, budget)


def read_fetched(fetched: Fetched) -> Page:
    """The page of these bytes; raises PageError with the reason."""
    return read_bytes(fetched.octets, name=fetched.capture.source, like=fetched.name)


def page_sources(paths: Iterable[PathName]) -> Iterator[str | PageError]:
    """The files that `open_pages` would read, without reading them or looking into archives.

    Folders are listed to any depth in the order of their names; files whose names begin with a dot are passed over there. A folder that
    cannot be listed is an error in its place; a folder reached twice through links is listed once.
    """
    for path in paths:
        if _is_folder(path):
            yield from _folder(Path(path))
        else:
            yield os.fspath(path)


def read_path(path: PathName) -> tuple[Page, Capture]:
    """The page of one source that is a single page, and its capture; raises PageError with the reason."""
    fetched = _fetched(path)
    return read_fetched(fetched), fetched.capture


def fetch(path: PathName) -> tuple[bytes, Capture]:
    """The bytes of one source that is a single page, and their capture, before anything is made of them; raises PageError.

    The capture's time is the file's own time of change in UTC, to the second; of an address, when it answered.
    """
    fetched = _fetched(path)
    return fetched.octets, fetched.capture


def _fetched(path: PathName) -> Fetched:
    member, _ = _member(os.fspath(path), None, None)
    with member.stream:
        if (container := container_of(member)) is not None:
            problem = f"里面可能有许多网页 (a container of pages: {container.name})"
            raise PageError(member.source, problem, "请用 shanhai read 或 shanhai add 读它")
        return whole(member)


def _member(source: str, column: str | None, limits: Limits | None) -> tuple[Member, Budget]:
    """A source as it lies there, and what may come out of it; raises PageError when it cannot be opened."""
    if source == STDIN:
        budget = Budget(source=source)
        given = cast(BinaryIO, BufferedReader(Received(sys.stdin.buffer, budget), WINDOW))
        return Member(source=source, name=source, stream=given, column=column), budget
    if is_url(source):
        return _from_web(source, column, limits)
    if "://" in source and not Path(source).exists():
        raise PageError(source, "不读这种网址 (only http and https are read)", "请先下载，再给出文件")
    try:
        stream = Path(source).open("rb")  # noqa: SIM115 (closed by whoever reads it)
        status = os.fstat(stream.fileno())
        # A device may call itself seekable and is not.
        seekable = stat.S_ISREG(status.st_mode)
    except (OSError, ValueError) as error:
        raise _unreadable(source, error) from error
    budget = Budget(source=source, received=status.st_size)
    opened = cast(BinaryIO, stream if seekable else BufferedReader(Received(cast(BinaryIO, stream), budget, owned=True), WINDOW))
    fetched = datetime.fromtimestamp(int(status.st_mtime), UTC).isoformat()
    return Member(source=source, name=source, stream=opened, fetched=fetched, column=column), budget


def _from_web(url: str, column: str | None, limits: Limits | None) -> tuple[Member, Budget]:
    answer = get(url, limits)
    headers = {name: answer.headers[name] for name in ("content-type", "last-modified") if name in answer.headers} | {"url": answer.url}
    name = PurePosixPath(urlsplit(answer.url).path).name
    # An address ends in .php or .action whatever it gives; what the site says of it counts for more.
    if answer.headers.get("content-type", "").lower().startswith(("text/html", "application/xhtml")):
        name = "page.html"
    stream = cast(BinaryIO, BytesIO(answer.octets))
    member = Member(source=url, name=name, stream=stream, fetched=answer.fetched, headers=headers, column=column)
    return member, Budget(source=url, received=len(answer.octets))


def _is_folder(path: str | os.PathLike[str]) -> bool:
    """Whether a path leads to a folder; one that leads nowhere is told by reading it."""
    try:
        return os.fspath(path) != STDIN and Path(path).is_dir()
    except (OSError, ValueError):
        return False


def _folder(folder: Path) -> Iterator[str | PageError]:
    waiting = [folder]
    seen = set()
    while waiting:
        path = waiting.pop()
        try:
            if not path.is_dir():
                yield str(path)
                continue
            status = path.stat()
            if (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            inside = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
        except OSError as error:
            yield _unreadable(str(path), error)
            continue
        waiting += [entry for entry in inside if not is_left_behind(entry.name)]


def _unreadable(name: str, error: OSError | ValueError) -> PageError:
    """What the system says, in words with a way out."""
    if isinstance(error, FileNotFoundError):
        broken = Path(name).is_symlink()
        problem = "链接指向的文件不存在 (dangling link)" if broken else "文件不存在 (no such file)"
        return PageError(name, problem, "请检查路径")
    if isinstance(error, PermissionError):
        return PageError(name, "没有读取权限 (permission denied)", "请检查文件权限")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return PageError(name, f"无法读取：{reason} (unreadable)", "请检查文件或磁盘")
