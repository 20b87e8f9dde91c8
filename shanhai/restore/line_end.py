"""Where lines end within a sentence."""

from __future__ import annotations

import re
from functools import lru_cache

from .characters import HAN

UNFINISHED = f"[{HAN}、，,0-9]"
LONGEST = 82  # characters of a line that may have been broken off, or put in
BREAK = re.compile(f"\n(?<={UNFINISHED}\n)[^\n]{{1,{LONGEST}}}$", re.MULTILINE)  # begins with a plain character: looked for fast


@lru_cache(maxsize=1)  # several repairs ask this of one text
def unfinished(text: str) -> int:
    r"""How many lines end within a sentence, by their last character, and have a short line behind them.

    >>> unfinished("甲县县委书记\n李四来访。\n双方座谈")
    1
    """
    return len(BREAK.findall(text))
