"""Marks doubled: a comma put before the bytes of a punctuation mark."""

from __future__ import annotations

from bench.damage.gbk import Insertion

MARKS = "，、。；！？"


def doubled(strength: float) -> list[Insertion]:
    """The insertion of a comma before each kind of mark, at a share of the places where its bytes stand.

    >>> doubled(0.65)[0].pattern.decode("gbk"), doubled(0.65)[0].share
    ('，', 0.65)
    """
    return [Insertion(pattern=mark.encode("gbk"), addition=b",", after=False, share=strength) for mark in MARKS]
