"""Decompression as a stream: bounded in memory, exact about where the bytes end, able to go on after a damaged stretch."""

from __future__ import annotations

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from typing import Any, BinaryIO

from shanhai.model import PageError

# Bytes of the dictionary that an xz file may ask for; `xz -9` asks for 64 MB.
MOST_LZMA = 200_000_000
_READ = 65536

# By their first bytes (RFC 1952; bzip2 and xz as their programs write them).
_INFLATERS: tuple[tuple[bytes, Callable[[], Any]], ...] = (
    (b"\x1f\x8b\x08", lambda: zlib.decompressobj(31)),
    (b"BZh", bz2.BZ2Decompressor),
    (b"\xfd7zXZ\x00", lambda: lzma.LZMADecompressor(memlimit=MOST_LZMA)),
)


def inflater(head: bytes) -> Callable[[], Any] | None:
    """What undoes the compression of a stream that begins so; null when it is not compressed.

    >>> inflater(b"<html>") is None
    True
    """
    return next((make for magic, make in _INFLATERS if head.startswith(magic)), None)


class Inflated(io.RawIOBase):
    """The decompressed bytes of a stream of one or several members; all that can be read comes before the error that ends them.

    With `resumes`, damage is noted in `damages`, and reading goes on at the next gzip member.
    """

    def __init__(self, stream: BinaryIO, *, source: str, resumes: bool = False) -> None:
        self.damages: list[PageError] = []
        self._stream = stream
        self._source = source
        self._resumes = resumes
        self._pending = b""
        self._inflater: Any = None
        self._begun = False

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        """Fill some of `room`; 0 at the end. Raises PageError where the stream is cut or damaged."""
        while True:
            if self._inflater is None and not self._open_member():
                return 0
            try:
                octets = self._some(len(room))
            except (zlib.error, OSError, lzma.LZMAError, EOFError, ValueError) as error:
                self._damaged("压缩的内容损坏", f"damaged: {error}")
                continue
            if octets is None:
                self._damaged("压缩文件不完整", "truncated")
                return 0
            if octets:
                room[: len(octets)] = octets
                return len(octets)

    def _open_member(self) -> bool:
        """Begin the next member; whether there is one. What is no member (padding) is passed over after the first."""
        self._fill()
        if not self._pending:
            return False
        make = inflater(self._pending)
        if make is None:
            if not self._pending.strip(b"\x00"):
                self._pending = b""
                return self._open_member()
            self._damaged("压缩文件末尾有多余的内容", "trailing garbage")
            return bool(self._pending) and self._open_member()
        self._inflater, self._begun = make(), True
        return True

    def _some(self, size: int) -> bytes | None:
        """Some bytes, b"" when the member has just ended, null when the stream ends before it."""
        current = self._inflater
        while True:
            octets: bytes = current.decompress(self._pending, size)
            # zlib hands back what it has not used; bz2 and lzma keep it.
            self._pending = getattr(current, "unconsumed_tail", b"")
            if current.eof:
                self._pending, self._inflater = current.unused_data, None
                return octets
            if octets:
                return octets
            if not self._pending and not (more := self._stream.read(_READ)):
                return None
            self._pending = self._pending or more

    def _fill(self) -> None:
        """Enough bytes to recognise a member."""
        while len(self._pending) < 6 and (more := self._stream.read(_READ)):
            self._pending += more

    def _damaged(self, problem: str, reason: str) -> None:
        """Note the damage and go on at the next gzip member, or raise it."""
        error = PageError(self._source, f"{problem} ({reason})", "请重新下载；此前读出的网页有效")
        self._inflater = None
        if not self._resumes:
            self._pending = b""
            raise error
        self.damages.append(error)
        self._seek_member()

    def _seek_member(self) -> None:
        magic = _INFLATERS[0][0]
        window = self._pending[1:]
        while (found := window.find(magic)) < 0:
            more = self._stream.read(_READ)
            if not more:
                self._pending = b""
                return
            window = window[-2:] + more
        self._pending = window[found:]
