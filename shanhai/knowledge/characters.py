"""How common Chinese characters are: three bands of frequency, simplified and traditional alike."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from .load import table

# Characters of a text that are looked at before its share is told.
SAMPLE = 2000

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


@cache
def bands() -> Mapping[str, int]:
    """The band of each of the 3,500 commonest characters: 1 for the first 500, 2 for the next 1,000, 3 for the others.

    >>> bands()["的"], bands()["縣"]
    (1, 1)
    """
    return {row["character"]: int(row["band"]) for row in table("characters")}


def familiarity(text: str) -> float:
    """The share of a text's Chinese characters that belong to the 1,500 commonest; 0 for a text without Chinese.

    On the pages of bench/pages and their traditional forms it is .88–.99, on their bytes read as another encoding .05–.31.

    >>> familiarity("考察学习"), familiarity("鑰冨療瀛︿範") < 0.5
    (1.0, True)
    """
    found = _HAN.findall(text[: 4 * SAMPLE])[:SAMPLE]
    return sum(map(_familiar().__contains__, found)) / len(found) if found else 0.0


@cache
def _familiar() -> frozenset[str]:
    """The characters of the first two bands."""
    return frozenset(character for character, band in bands().items() if band < 3)
