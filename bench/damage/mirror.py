"""What a mirror site does to its stored pages: byte-wise replacement over GBK, then a crawler that folds widths."""

from __future__ import annotations

from random import Random

from bench.damage.gbk import Insertion, crossings, replace
from bench.damage.marks import doubled
from bench.damage.pinyin import table
from bench.damage.script import traditional
from bench.damage.width import narrow

# 0.5 of 260 keys puts 40–60 on a page; three real pages annotate 65, 59 and 73 different characters.
KEYS = 0.5
# 65 of the 99 marks of a real page are doubled.
DOUBLED = 0.65


def splice_characters(text: str, strength: float, draw: Random) -> tuple[str, int]:
    """Traditional text in half width with a reading after each key, and the number of shifted runs that it opens."""
    return _replaced(traditional(text), table(strength, draw), draw)


def double_marks(text: str, strength: float, draw: Random) -> tuple[str, int]:
    """A comma before each mark with probability `strength`, then half width; and the shifted runs that are possible.

    >>> double_marks("甲县，乙市。", 1.0, Random(0))
    ('甲县,,乙市,。', 0)
    """
    return _replaced(text, doubled(strength), draw)


def mirror(text: str, strength: float, draw: Random) -> tuple[str, int]:
    """Both at once over the same bytes, at `strength` times their usual shares."""
    return _replaced(traditional(text), [*table(KEYS * strength, draw), *doubled(DOUBLED * strength)], draw)


def _replaced(text: str, insertions: list[Insertion], draw: Random) -> tuple[str, int]:
    return narrow(replace(text, insertions, draw)), crossings(text, [insertion.pattern for insertion in insertions])
