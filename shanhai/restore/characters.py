"""What a Chinese character is, and which are in everyday use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

# The inside of a character class: 〇, CJK Unified Ideographs with extension A, compatibility ideographs, the two ideographic planes.
HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd"

LEVEL_2 = 0xD8  # lead byte at which level 2 of GB 2312-80 begins; level 1 (0xB0-0xD7) is its 3,755 characters in everyday use

REFERENCE = re.compile(rb"&#([0-9]{1,6});")


@lru_cache(maxsize=1)  # several repairs ask this of one text
def beyond(text: str) -> frozenset[str]:
    """The characters of a text that GB 2312 does not have, the last private plane aside, and those that it has as numbered entities.

    Plain simplified text has few: to look at these alone is many times faster than to look for some characters in the whole text.

    >>> sorted(beyond("甲縣的书記"))
    ['縣', '記']
    """
    found = REFERENCE.findall(text.encode("gb2312", "xmlcharrefreplace"))
    return frozenset(map(chr, map(int, found)))


@lru_cache(maxsize=1)  # several repairs ask this of one text
def lines_of(text: str) -> Sequence[str]:
    """The lines of a text, without the breaks behind them."""
    return tuple(text.split("\n"))


def everyday(character: str) -> bool:
    """Whether a simplified Chinese character is of level 1 of GB 2312.

    >>> everyday("书"), everyday("歙")
    (True, False)
    """
    try:
        return character.encode("gb2312")[0] < LEVEL_2
    except UnicodeEncodeError:
        return False
