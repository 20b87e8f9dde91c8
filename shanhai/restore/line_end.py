"""Where lines end within a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from .characters import HAN

UNFINISHED = f"[{HAN}、，,0-9]"
BREAK = re.compile(f"\n(?<={UNFINISHED}\n)")  # begins with a plain character, for which `re` looks fast
LAST = re.compile(UNFINISHED)


@lru_cache(maxsize=1)  # several repairs ask this of one text
def unfinished(text: str) -> int:
    r"""How many lines end within a sentence, by their last character.

    >>> unfinished("甲县\n来访。\n双方座谈")
    2
    """
    return len(BREAK.findall(text)) + bool(LAST.match(text, max(0, len(text) - 1)))
