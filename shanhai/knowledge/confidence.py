"""How often facts of a kind were right on labelled pages: counts of tables/confidence.csv, smoothed from the general to the particular."""

from __future__ import annotations

from collections import Counter
from functools import cache

from .load import table

# How many facts of the wider cell a narrower one is mixed with. Of 1, 2, 3, 5, 8, 12 and 20 the one that gave the lowest mean squared
# error when each of 61 development pages was left out in turn (1,576 facts: 0.0245, and between 0.0243 and 0.0251 for all of them;
# scripts/build_confidence.py prints them).
WEIGHT = 8
Cell = tuple[str, str, str]


@cache
def counts() -> dict[Cell, tuple[int, int]]:
    """Right and judged facts by type, sureness and rule; an empty name sums over all.

    >>> right, judged = counts()["visit", "", ""]
    >>> 0 < right <= judged
    True
    """
    found: Counter[Cell] = Counter()
    seen: Counter[Cell] = Counter()
    for row in (*table("confidence"), *table("first_contact")):
        cell = row["type"], row["sureness"], row["rule"]
        found[cell] += int(row["right"])
        seen[cell] += int(row["judged"])
    return summed({cell: (found[cell], seen[cell]) for cell in seen})


def summed(cells: dict[Cell, tuple[int, int]]) -> dict[Cell, tuple[int, int]]:
    """The counts of the finest cells and of all wider ones.

    >>> summed({("visit", "stated", "visit.goes"): (3, 4)})["", "", ""]
    (3, 4)
    """
    right: Counter[Cell] = Counter()
    judged: Counter[Cell] = Counter()
    for (kind, sureness, rule), (good, seen) in cells.items():
        base = _base(sureness)
        for cell in dict.fromkeys(
            (("", "", ""), ("", base, ""), (kind, "", ""), (kind, base, ""), (kind, sureness, ""), (kind, sureness, rule))
        ):
            right[cell] += good
            judged[cell] += seen
    return {cell: (right[cell], judged[cell]) for cell in judged}


def smoothed(known: dict[Cell, tuple[int, int]], kind: str, sureness: str, rule: str, weight: float = WEIGHT) -> float:
    """The expected share of right facts: each cell's own share, mixed with what the wider cell expects.

    >>> round(smoothed(summed({("visit", "stated", "visit.goes"): (9, 9)}), "visit", "stated", "visit.unseen"), 2)
    1.0
    """
    base = _base(sureness)
    wide = known.get((kind, "", "")) or known.get(("", base, "")) or (1, 2)
    expected = (wide[0] + weight * _share(known.get(("", "", "")))) / (wide[1] + weight)
    for cell in dict.fromkeys(((kind, base, ""), (kind, sureness, ""), (kind, sureness, rule))):
        right, judged = known.get(cell, (0, 0))
        expected = (right + weight * expected) / (judged + weight)
    return expected


def _base(sureness: str) -> str:
    """What stands behind a fact, without what sets it apart on its page (stated|+again)."""
    return sureness.partition("+")[0]


def _share(pair: tuple[int, int] | None) -> float:
    return pair[0] / pair[1] if pair and pair[1] else 0.5


@cache
def expected(kind: str, sureness: str, rule: str) -> float:
    """The expected share of right facts of a type that are so sure and that this rule made.

    >>> 0.5 < expected("measure", "stated", "measure.number") < 1
    True
    """
    return round(smoothed(counts(), kind, sureness, rule), 3)
