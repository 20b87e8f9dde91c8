"""Lines of a stream, each bounded: a line of any length costs no more memory than the longest that is allowed."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import BinaryIO

# Bytes of a line: a page of MOST_BYTES in JSON, where a Chinese character may be written in six bytes instead of three, with its markup.
MOST_LINE = 40_000_000
_READ = 65536


def bounded_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Every line with its end; null for one that is longer than MOST_LINE, which is passed over."""
    while line := stream.readline(MOST_LINE):
        if len(line) < MOST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_LINE)
        yield None


def wide_lines(stream: BinaryIO, encoding: str) -> Iterator[str | None]:
    r"""The same of a stream in UTF-16 or UTF-32, where the byte of a line feed may be part of another character.

    >>> from io import BytesIO
    >>> list(wide_lines(BytesIO("甲\u010a\n乙".encode("utf-16-le")), "utf-16-le"))
    ['甲Ċ\n', '乙']
    """
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    pieces: list[str] = []
    size = 0
    while octets := stream.read(_READ):
        for number, piece in enumerate(decoder.decode(octets).split("\n")):
            if number:
                yield "".join([*pieces, "\n"]) if size < MOST_LINE else None
                pieces, size = [], 0
            size += len(piece)
            if size < MOST_LINE:
                pieces.append(piece)
    if size:
        yield "".join(pieces) if size < MOST_LINE else None
