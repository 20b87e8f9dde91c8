"""Lines of a stream, each bounded: a line of any length costs no more memory than the longest that is allowed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

# Bytes of a line: a page of MOST_BYTES in JSON, where a Chinese character may be written in six bytes instead of three, with its markup.
MOST_LINE = 40_000_000


def bounded_lines(stream: BinaryIO) -> Iterator[bytes | None]:
    """Every line with its end; null for one that is longer than MOST_LINE, which is passed over."""
    while line := stream.readline(MOST_LINE):
        if len(line) < MOST_LINE or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MOST_LINE)
        yield None
