"""What repairs look for, looked for once: no repair finds anything in a text without its traces."""

from __future__ import annotations

from functools import cache

from daachorse import DoubleArrayAhoCorasick as Automaton

from shanhai.knowledge.words import words

from .annotation import annotated
from .converter import SURROGATE
from .enumeration import parted
from .flags import YEAR_END
from .inserted import advertised, escaped, jammed, stuttered, watermarked
from .invisible import unseen
from .line_break import breaks
from .listed import names_of_words
from .ornaments import odd, strewn
from .script import shared, traditional_at_a_glance, unmistakable
from .spacing import spaces
from .years import DAY_END

# Each is one look at the text; together they take half as long as a conversion by OpenCC.
RARE, UNSEEN, SIGNS, WORDS, WARES, ENDS, LINES, COMMAS, READINGS, SPACES, YEARS, STREWN, LISTS = (1 << number for number in range(13))
# What deletions may bring about, as they close gaps, and what edits that put something there may: nothing that cannot be seen.
CLOSED = WORDS | ENDS | LINES | COMMAS | READINGS | SPACES | YEARS
MADE = CLOSED | RARE | SIGNS | LISTS
ALONE = "&?*＊#壹"


def traces(text: str) -> int:
    """The traces in a text, as a sum of the signs above; 0 where no repair has anything to do.

    >>> traces("9月3日，甲县县委书记李四到乙市考察。"), bool(traces("區委書記") & RARE), traces("甲县&nbsp;乙市") == SIGNS
    (0, True, True)
    """
    found = _in_traditional(text) if traditional_at_a_glance(text) else _told(text, rare=True)
    if watermarked(text) or stuttered(text) or escaped(text) or jammed(text) or (found & WARES and advertised(text)):
        found |= ENDS
    if found & STREWN and not strewn(text):
        found &= ~STREWN
    found &= ~WARES
    if breaks(text):
        found |= LINES
    if "," in text and text.count(",") > 1:
        found |= COMMAS
    if annotated(text):
        found |= READINGS
    if spaces(text):
        found |= SPACES
    if parted(text):
        found |= LISTS
    if YEAR_END.search(text) or DAY_END.search(text):
        found |= YEARS
    return found


def _in_traditional(text: str) -> int:
    """The same of text that is full of rare characters, without a look at each of them."""
    return RARE | UNSEEN | _told(text, rare=False) | (SIGNS if any(map(text.__contains__, _signs())) else 0)


def _told(text: str, *, rare: bool) -> int:
    """What words tell and, unless they are left out, single characters, looked for all at once."""
    automaton, kinds = _automaton(rare=rare)
    found = 0
    for _, _, number in automaton.find_overlapping(text.encode("utf-8", "surrogatepass")):
        found |= kinds[number]
    return found


@cache
def _automaton(*, rare: bool) -> tuple[Automaton, tuple[int, ...]]:
    every: dict[str, int] = {}
    listed = ((WORDS, names_of_words()), (WARES, (*words("广告词"), *words("博彩品牌"))), (STREWN, odd()))
    for kind, patterns in ((RARE, unmistakable()), (UNSEEN, unseen()), (SIGNS, _signs()), *listed) if rare else listed:
        for pattern in patterns:
            if not SURROGATE.match(pattern):
                every[pattern] = every.get(pattern, 0) | kind
    return Automaton([pattern.encode() for pattern in every]), tuple(every.values())


@cache
def _signs() -> tuple[str, ...]:
    """Characters of GB 2312 without which some repair has nothing to do."""
    return (*ALONE, *shared())
