"""How far a score would move with other pages of the same kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeVar

SEED = 7
# 300 draws: the interval's ends move by less than 0.01 between seeds on 19 pages
SAMPLES = 300
# A draw without any label or answer of the type has no score; with 40 or fewer scores left there is no interval.
ENOUGH = 40
TAIL = 0.025

T = TypeVar("T")


def interval(pages: Sequence[T], measure: Callable[[list[T]], float | None]) -> tuple[float, float] | None:
    """The 95 % bootstrap interval of a measure over pages drawn with replacement, always with the same draws.

    >>> interval([1.0, 1.0], lambda sample: sum(sample) / len(sample))
    (1.0, 1.0)
    """
    draw = Random(SEED)
    samples = [[draw.choice(pages) for _ in pages] for _ in range(SAMPLES)] if pages else []
    spread = sorted(value for sample in samples if (value := measure(sample)) is not None)
    if len(spread) <= ENOUGH:
        return None
    return spread[int(TAIL * len(spread))], spread[int((1 - TAIL) * len(spread)) - 1]
