"""Which divisions of one level share a border, meet in a point, or face each other over a strait."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from .load import table


def adjacent(a: str, b: str) -> bool:
    """Whether two divisions are neighbours; an island is its nearest shore's.

    >>> adjacent("330300", "331100"), adjacent("330300", "330100")
    (True, False)
    """
    return b in neighbours(a)


def neighbours(code: str) -> frozenset[str]:
    """The codes of all neighbours of a division, none where the table has no borders for it (former units, Taiwan's counties).

    >>> "331100" in neighbours("330300"), neighbours("000000")
    (True, frozenset())
    """
    return _neighbours().get(code, frozenset())


@cache
def _neighbours() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in table("adjacency"):
        found[row["a"]].add(row["b"])
        found[row["b"]].add(row["a"])
    return {code: frozenset(others) for code, others in found.items()}
