"""Full-width forms folded to half width, as crawlers do it."""

from __future__ import annotations

from random import Random

FULL_TO_HALF = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}


def narrow(text: str) -> str:
    """Every full-width ASCII form in half width; 、。“”《》… stay.

    >>> narrow("甲县（乙市），你好。")
    '甲县(乙市),你好。'
    """
    return "".join(FULL_TO_HALF.get(sign, sign) for sign in text)


def fold_width(text: str, strength: float, draw: Random) -> str:
    """Each full-width form in half width, with probability `strength`."""
    return "".join(FULL_TO_HALF[sign] if sign in FULL_TO_HALF and draw.random() < strength else sign for sign in text)
