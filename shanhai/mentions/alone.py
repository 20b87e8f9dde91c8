"""Persons told by name alone, without a post or an age: 回到家里的|李四|告诉记者, 像|李四|这样的农户.

Only what a dictionary takes for a name and for a word of its own is one, and only before what people alone do, have or are.
What that gives on news is counted in docs/decisions/024-names-alone.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shanhai.knowledge import names, words
from shanhai.model import Mention

from .lexicon import Scan, holds_only_names, ordinary
from .person import is_name
from .spans import offsets_within
from .transcribed import syllables, transcribed

_DID = "[\u4e00-\u9fff]{1,2}了"  # 李四|种了, 李四|红了眼眶
_MARKED = re.compile(r"(?<![^。！？”“\n，；])[ \u3000]*(?=[\u4e00-\u9fff])")
_COMMONEST = 1  # the rank of surnames that few words begin with
_FULL, _SHORT, _LONGEST = 3, 2, 12  # characters of a name with a surname of one


@cache
def _closed() -> re.Pattern[str]:
    return re.compile(rf"{words.alternation('言说')}|{words.alternation('独名后')}|{_DID}")


def find_alone(scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> Iterator[Mention]:
    """Every name of such a place in a sentence, where no organisation and no place stands.

    >>> [m.text for m in find_alone(Scan("刚从地里回来的李桂香告诉记者，收成不错。"), (), ())]
    ['李桂香']
    """
    taken = offsets_within([*organizations, *places]) | {m.start for m in (*organizations, *places)}
    for start in (*(hit.end() for hit in _MARKED.finditer(scan.text)), *(end for _, end in words.spans("独名前", scan.text))):
        name = _full(scan, start) or _spelled(scan, start) or _short(scan, start)
        if name and not name.startswith(words.words("非名")) and taken.isdisjoint(range(start, start + len(name))):
            yield Mention(type="person", start=start, end=start + len(name), text=name, value=name)


def _full(scan: Scan, start: int) -> str:
    """A common surname and two characters, no two of the three a word."""
    name = scan.text[start : start + _FULL]
    if not _surnamed(name) or ordinary(name[:_SHORT]) or ordinary(name[1:]) or name.endswith(words.words("称呼")):
        return ""  # 陈师傅
    return name if _closed().match(scan.text, start + _FULL) and _cut_out(scan, start, name) else ""


def _short(scan: Scan, start: int) -> str:
    """A common surname and one character, before a verb of saying."""
    name = scan.text[start : start + _SHORT]
    spoken = _surnamed(name) and words.any_of("言说").match(scan.text, start + _SHORT)
    return name if spoken and _cut_out(scan, start, name) else ""


def _spelled(scan: Scan, start: int) -> str:
    """A name of another language, of three syllables or more."""
    if scan.text[start : start + 1] not in syllables():
        return ""
    name = transcribed(scan.text[start : start + _LONGEST], 0)
    return name if name and _closed().match(scan.text, start + len(name)) and not _surnamed(name[:_FULL]) else ""


def _surnamed(name: str) -> bool:
    return is_name(name) and names.surnames().get(name[0], _COMMONEST + 1) == _COMMONEST


def _cut_out(scan: Scan, start: int, name: str) -> bool:
    """Whether a string is a name to the dictionary, and where words begin and end in its sentence."""
    return holds_only_names(name) and {start, start + len(name)} <= scan.borders
