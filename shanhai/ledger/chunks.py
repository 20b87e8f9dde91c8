"""Long lists of keys, in pieces that a query can carry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
MOST = 500
"""Parameters of one IN list: SQLite carries 32,766 in a statement, PostgreSQL 65,535; short lists keep statements cached."""


def chunks(keys: Sequence[T], size: int = MOST) -> Iterator[Sequence[T]]:
    """The keys in pieces of at most `size`.

    >>> list(chunks("abcde", 2))
    ['ab', 'cd', 'e']
    """
    for at in range(0, len(keys), size):
        yield keys[at : at + size]
