"""Single characters hidden behind an asterisk, as cautious forums do it."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random


@cache
def masked_words() -> dict[str, str]:
    """Words that such sites mask, with their masked form."""
    lines = (Path(__file__).parent / "words" / "masked.txt").read_text("utf-8").splitlines()
    pairs = (line.partition(" ") for line in lines if line and not line.startswith("#"))
    return {word: masked for word, _, masked in pairs}


def mask(text: str, strength: float, draw: Random) -> str:
    """Each maskable word in its masked form, with probability `strength`.

    >>> mask("帮扶资金", 1.0, Random(0))
    '帮扶资*'
    """
    pattern = re.compile("|".join(sorted(masked_words(), key=len, reverse=True)))
    return pattern.sub(lambda match: masked_words()[match.group()] if draw.random() < strength else match.group(), text)
