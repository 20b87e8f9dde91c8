"""What repairs look for, looked for once: no repair finds anything in a text without its traces."""

from __future__ import annotations

from functools import cache

from .annotation import annotated
from .characters import beyond
from .flags import YEAR_END
from .inserted import doubtful
from .invisible import unseen
from .line_break import broken
from .listed import listed
from .script import GLANCE, shared, unmistakable
from .spacing import spaces

# Each is one look at the text; together they take half as long as a conversion by OpenCC.
RARE, SIGNS, WORDS, ENDS, LINES, COMMAS, READINGS, SPACES, YEARS = (1 << number for number in range(9))
ALONE = "&?*＊#壹"


def traces(text: str) -> int:
    """The traces in a text, as a sum of the signs above; 0 where no repair has anything to do.

    >>> traces("9月3日，甲县县委书记李四到乙市考察。"), traces("區委書記") == RARE, traces("甲县&nbsp;乙市") == SIGNS
    (0, True, True)
    """
    found = 0
    if not unmistakable().isdisjoint(text[:GLANCE]) or not _telling().isdisjoint(beyond(text)):
        found |= RARE
    if any(map(text.__contains__, _signs())):
        found |= SIGNS
    if listed(text):
        found |= WORDS
    if doubtful(text):
        found |= ENDS
    if broken(text):
        found |= LINES
    if "," in text and text.count(",") > 1:
        found |= COMMAS
    if annotated(text):
        found |= READINGS
    if spaces(text):
        found |= SPACES
    if YEAR_END.search(text):
        found |= YEARS
    return found


@cache
def _telling() -> frozenset[str]:
    """Characters beyond GB 2312 that some repair changes."""
    return unmistakable() | unseen()


@cache
def _signs() -> tuple[str, ...]:
    """Characters of GB 2312 without which some repair has nothing to do."""
    return (*ALONE, *shared())
