"""Signs that copiers strew into words to hide them from machines: 市委副书♀记, 李忠◥斌, 合≡作."""

from __future__ import annotations

import re
from functools import cache

from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

# Signs of mathematics and of the sexes, corners, frames, shades and syllables of Zhuyin: nothing that lists, ratings or tables of news use.
ODD = "\u2200-\u221d\u221f-\u22ff\u2312\u2502-\u259f\u25e2-\u25e5\u2640-\u2642\u3105-\u3129@ξψζω"
# The same with the bullets and stars that lists have too.
ANY = rf"{ODD}\u25a0-\u25ff\u2605-\u2606\u203b\u00a4\u2116\u00a7"
LEAST = 3  # different odd signs of a page
STREWN = re.compile(rf"[{ODD}](?:(?<=[{HAN}].)|(?<=[{HAN}] .)) ?(?=[{HAN}])")
EVERY = re.compile(rf"[{ANY}](?:(?<=[{HAN}].)|(?<=[{HAN}] .)) ?(?=[{HAN}])")


@cache
def odd() -> tuple[str, ...]:
    """The odd signs."""
    return tuple(filter(re.compile(f"[{ODD}]").match, map(chr, range(0x10000))))


def strewn(text: str) -> bool:
    """Whether signs that words never have stand within words of a page, of as many kinds as it takes.

    >>> strewn("市委副书♀记、市长李∮会见了张ㄨ志军"), strewn("甲∩乙∩丙")
    (True, False)
    """
    return len({match[0][0] for match in STREWN.finditer(text)}) >= LEAST


def delete_strewn(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete signs between two characters, with the blank behind one, on a page that is strewn with them.

    >>> [(edit.start, edit.end) for edit in delete_strewn("市委副书♀记、市长李@ 四会见了张ㄨ志军")]
    [(4, 5), (10, 12), (17, 18)]
    """
    if not strewn(text):
        return ()
    return tuple(RawEdit(start=match.start(), end=match.end(), replacement="", repair=Repair.INSERTED) for match in EVERY.finditer(text))
