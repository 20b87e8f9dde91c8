"""What repairs look for, looked for once: no repair finds anything in a text without its traces."""

from __future__ import annotations

from functools import cache

from daachorse import CharwiseDoubleArrayAhoCorasick as Automaton

from shanhai.knowledge.words import words

from .annotation import annotated
from .converter import SURROGATE
from .flags import YEAR_END
from .inserted import repeated, watermarked
from .invisible import unseen
from .line_break import broken
from .listed import listed, names_of_words, occurrences
from .script import shared, traditional_at_a_glance, unmistakable
from .spacing import spaces

# Each is one look at the text; together they take half as long as a conversion by OpenCC.
RARE, SIGNS, WORDS, WARES, ENDS, LINES, COMMAS, READINGS, SPACES, YEARS = (1 << number for number in range(10))
ALONE = "&?*＊#壹"


def traces(text: str) -> int:
    """The traces in a text, as a sum of the signs above; 0 where no repair has anything to do.

    >>> traces("9月3日，甲县县委书记李四到乙市考察。"), traces("區委書記") == RARE, traces("甲县&nbsp;乙市") == SIGNS
    (0, True, True)
    """
    found = _plainly_traditional(text) if traditional_at_a_glance(text) else _telling(text)
    if watermarked(text) or (found & WARES and repeated(text)):
        found |= ENDS
    found &= ~WARES
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


def _plainly_traditional(text: str) -> int:
    """The first three, without a look at every traditional character."""
    signs = SIGNS if any(map(text.__contains__, _signs())) else 0
    return RARE | signs | (WORDS if listed(text) else 0) | WARES


def _telling(text: str) -> int:
    """The first three, looked for all at once."""
    automaton, kinds = _automaton()
    found = 0
    for _, _, number in occurrences(automaton, text):
        found |= kinds[number]
    return found


@cache
def _automaton() -> tuple[Automaton, tuple[int, ...]]:
    every: dict[str, int] = {}
    rare = (character for character in unmistakable() | unseen() if not SURROGATE.match(character))
    for kind, patterns in ((RARE, rare), (SIGNS, _signs()), (WORDS, names_of_words()), (WARES, words("广告词"))):
        for pattern in patterns:
            every[pattern] = every.get(pattern, 0) | kind
    return Automaton(list(every)), tuple(every.values())


@cache
def _signs() -> tuple[str, ...]:
    """Characters of GB 2312 without which some repair has nothing to do."""
    return (*ALONE, *shared())
