"""Where pages come from: files, folders with all that lies in them, standard input; one bad file never stops the others."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from shanhai.model import Capture, Page, PageError

from .page import MOST_BYTES, read_bytes, too_large

STDIN = "-"
# What file managers leave in folders; it is passed over there, named on the command line it is read like any other file.
_LEFT_BEHIND = frozenset({"Thumbs.db", "desktop.ini", "__MACOSX"})


def open_pages(paths: Iterable[str | os.PathLike[str]]) -> Iterator[tuple[Page, Capture] | PageError]:
    """Every page of these files, folders and `-` (standard input), in order, one in memory at a time; an error in place of one not read."""
    for source in page_sources(paths):
        if isinstance(source, PageError):
            yield source
            continue
        try:
            yield read_path(source)
        except PageError as error:
            yield error


def page_sources(paths: Iterable[str | os.PathLike[str]]) -> Iterator[str | PageError]:
    """The files that `open_pages` would read, without reading them.

    Folders are listed to any depth in the order of their names; files whose names begin with a dot are passed over there. A folder that
    cannot be listed is an error in its place; a folder reached twice through links is listed once.
    """
    for path in paths:
        if _is_folder(path):
            yield from _folder(Path(path))
        else:
            yield os.fspath(path)


def read_path(path: str | os.PathLike[str]) -> tuple[Page, Capture]:
    """The page of one file (or of standard input for `-`), and its capture; raises PageError with the reason."""
    octets, capture = fetch(path)
    return read_bytes(octets, name=capture.source), capture


def fetch(path: str | os.PathLike[str]) -> tuple[bytes, Capture]:
    """The bytes of one file (or of standard input for `-`) and their capture, before anything is made of them; raises PageError.

    The capture's time is the file's own time of change in UTC, to the second.
    """
    name = os.fspath(path)
    octets, changed = _stdin() if name == STDIN else _octets(name)
    if len(octets) > MOST_BYTES:
        raise too_large(name)
    return octets, Capture(page=sha256(octets).hexdigest(), source=name, fetched=changed)


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
        waiting += [entry for entry in inside if not entry.name.startswith(".") and entry.name not in _LEFT_BEHIND]


def _octets(name: str) -> tuple[bytes, str | None]:
    """At most one byte more than a page may have: a file of any size costs no more memory than that."""
    try:
        with Path(name).open("rb") as file:
            status = os.fstat(file.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > MOST_BYTES:
                raise too_large(name)
            octets = file.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise _unreadable(name, error) from error
    return octets, datetime.fromtimestamp(int(status.st_mtime), UTC).isoformat()


def _stdin() -> tuple[bytes, None]:
    return sys.stdin.buffer.read(MOST_BYTES + 1), None


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
