"""Characters that nobody sees, put between Chinese characters: zero-width spaces and joiners, soft hyphens, marks of direction."""

from __future__ import annotations

import re
from functools import cache

from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

UNSEEN = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
SPACES = "\u200b\ufeff"
CHINESE = f"{HAN}\u3000-\u303f\uff01-\uff60“”‘’…—0-9A-Za-z"
# An emoji is joined of several by U+200D, and a name in Arabic needs its marks: only beside Chinese, or at the edge of a line.
BETWEEN = re.compile(rf"(?<=[{CHINESE}])[{UNSEEN}]+|[{UNSEEN}]+(?=[{CHINESE}])|^[{SPACES}]+|[{SPACES}]+$", re.MULTILINE)
SOME = re.compile(f"[{UNSEEN}]")


@cache
def unseen() -> frozenset[str]:
    """The characters that nobody sees."""
    return frozenset(filter(SOME.match, map(chr, range(0x10000))))


def delete_invisible(text: str) -> tuple[RawEdit, ...]:
    r"""Edits that delete what cannot be seen beside a character that can.

    >>> [(edit.start, edit.end) for edit in delete_invisible("\ufeff甲\u200b县")]
    [(0, 1), (2, 3)]
    """
    if text.isascii() or not SOME.search(text):
        return ()
    return tuple(RawEdit(start=match.start(), end=match.end(), replacement="", repair=Repair.INVISIBLE) for match in BETWEEN.finditer(text))
