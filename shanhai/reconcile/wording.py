"""Names and sentences as they are compared: Han characters, letters and digits only."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from functools import lru_cache

_REST = re.compile(r"[\W_]+")


@lru_cache(50_000)
def bare(text: str) -> str:
    """A name or sentence without marks and spaces.

    >>> bare("“甲·乙”山海协作 产业园")
    '甲乙山海协作产业园'
    """
    return _REST.sub("", text).lower()


def alike(one: str, other: str) -> float:
    """How much two texts share, 0 to 1; one that holds the other whole is as alike as it is long, but at least a half.

    >>> alike("甲乙产业园", "甲乙产业园"), alike("甲乙产业园", "丙丁") < 0.3
    (1.0, True)
    """
    first, second = sorted((bare(one), bare(other)), key=lambda text: (len(text), text))
    if not first:
        return 0.0
    if first == second:
        return 1.0
    shared = SequenceMatcher(None, first, second, autojunk=False).ratio()
    return max(shared, 0.5 + 0.5 * len(first) / len(second)) if first in second else shared


def any_alike(ones: tuple[str, ...], others: tuple[str, ...]) -> int:
    """How many of the first names have one among the second that is the same, or holds it or is held by it."""
    bared = [bare(other) for other in others]
    return sum(any(name in other or other in name for other in bared if other) for name in map(bare, ones) if name)
