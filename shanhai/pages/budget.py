"""What may come out of a file: so much and no more, whatever it claims to hold."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import BinaryIO

from shanhai.model import PageError

# Bytes out per byte in. Deflate's own bound is 1032, so that no single layer of it is refused. 2,000 pages of one template that differ in
# thirty characters make 342 as tar.xz (tests/pages/test_unpack.py builds them); bombs make 10,000 and more.
MOST_RATIO = 1000
# Below this no ratio is asked: as much is read in seconds, and small files of one repeated page may compress beyond any ratio.
FREE_BYTES = 256_000_000


class Budget:
    """Counts the bytes that come out of one source; `received` is what went in so far, or the size of the file.

    >>> budget = Budget(source="a.zip", received=1000)
    >>> budget.spend(FREE_BYTES)
    >>> budget.spend(1)
    Traceback (most recent call last):
    ...
    shanhai.model.errors.PageError: a.zip: 解开后过大，像是压缩炸弹 (unpacks to over 1000 times its size); 请解压检查后，给出其中的网页
    """

    def __init__(self, *, source: str, received: int = 0) -> None:
        self.source = source
        self.received = received
        self.spent = 0
        self.exhausted = False

    def spend(self, octets: int) -> None:
        """Count bytes that came out; raises PageError once they are too many."""
        self.spent += octets
        if self.spent > max(FREE_BYTES, MOST_RATIO * self.received):
            self.exhausted = True
            problem = f"解开后过大，像是压缩炸弹 (unpacks to over {MOST_RATIO} times its size)"
            raise PageError(self.source, problem, "请解压检查后，给出其中的网页")


class Metered(io.RawIOBase):
    """A stream whose bytes are counted as they are read; it only goes forward."""

    def __init__(self, stream: BinaryIO, budget: Budget) -> None:
        # One read at a time: of several, an error in the last would lose what the others gave.
        self._read: Callable[[int], bytes] = getattr(stream, "read1", stream.read)
        self._budget = budget

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        """Fill as much of `room` as one read gives."""
        octets = self._read(len(room))
        self._budget.spend(len(octets))
        room[: len(octets)] = octets
        return len(octets)


class Received(io.RawIOBase):
    """A stream from outside, of unknown size: what comes in is counted for the budget; closes the stream with itself when `owned`."""

    def __init__(self, stream: BinaryIO, budget: Budget, *, owned: bool = False) -> None:
        self._stream = stream
        self._budget = budget
        self._owned = owned

    def close(self) -> None:
        """Close."""
        if self._owned:
            self._stream.close()
        super().close()

    def readable(self) -> bool:
        """True."""
        return True

    def readinto(self, room: memoryview) -> int:  # type: ignore[override]
        """Fill as much of `room` as one read gives."""
        octets = self._stream.read(len(room))
        self._budget.received += len(octets)
        room[: len(octets)] = octets
        return len(octets)
