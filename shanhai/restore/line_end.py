"""Where lines end within a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from .characters import HAN

UNFINISHED = f"[{HAN}、，,0-9]"
BREAK = re.compile(f"\n(?<={UNFINISHED}\n)")  # begins with a plain character, for which `re` looks fast


@lru_cache(maxsize=1)  # several repairs ask this of one text
def unfinished(text: str) -> int:
    r"""How many line breaks stand within a sentence, by the character before.

    >>> unfinished("甲县\n来访。\n双方座谈")
    1
    """
    return len(BREAK.findall(text))
