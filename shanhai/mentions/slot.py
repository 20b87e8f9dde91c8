"""Names that have no form of one, by where they stand: behind a post, up to the mark that ends an item of a list of officials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from msgspec.structs import replace

from shanhai.knowledge import names, words
from shanhai.model import Mention

from .lexicon import is_ordinary, is_running
from .named import HAN
from .transcribed import syllables

_ITEM = re.compile(rf"(?:（[^（）]{{2,12}}）)?(?P<name>[{HAN}]{{2,5}})(?=[，、；。])")
_JOINTS = frozenset("，、；")
_SHORT = 2
_GIVEN = 2  # characters of the longest given name
_STRANGE = 1  # characters of a name of another language by which such names are not written elsewhere
_VERBS = 2  # characters of a word behind names that no name ends with


def in_slots(text: str, found: Sequence[Mention]) -> Iterator[Mention]:
    """The same mentions, but that a post becomes an official where a name fills its item, and a name read in part (马乙|布拉) is whole."""
    ends = {m.end for m in found if m.type == "official"}
    starts = {m.start for m in found if m.type in ("official", "post")}
    for mention in found:
        item = _ITEM.match(text, _begin(mention)) if mention.type in ("official", "post") and mention.parts else None
        led = text[mention.start - 1 : mention.start] in _JOINTS and mention.start - 1 in ends
        longer = item is not None and item.end() > mention.end and (mention.type == "post" or _goes_on(text[mention.end : item.end()]))
        if item is None or not longer or not is_slot(item["name"], led=led, followed=item.end() + 1 in starts):
            yield mention
            continue
        person = Mention(type="person", start=item.start("name"), end=item.end(), text=item["name"], value=item["name"])
        posts = mention.parts if mention.type == "post" else mention.parts[:-1]
        whole = text[mention.start : item.end()]
        yield replace(mention, type="official", end=item.end(), text=whole, value=person.text, parts=(*posts, person))


def _begin(mention: Mention) -> int:
    """Where the name of an official stands, or would stand behind a post."""
    return mention.parts[-1].start if mention.type == "official" else mention.end


def _goes_on(rest: str) -> bool:
    """Whether what stands behind a name that was read is more of a name of another language."""
    return syllables().issuperset(rest)


def is_slot(told: str, *, led: bool, followed: bool) -> bool:
    """Whether what fills an item is a name; `led` and `followed` say whether the items before and behind it name an official or a post.

    A name has a surname and one or two characters more, or is written as those of other languages are.

    >>> is_slot("向南溪", led=False, followed=True), is_slot("带队", led=True, followed=True), is_slot("向南溪", led=False, followed=False)
    (True, False, False)
    """
    if not (led or followed) or is_ordinary(told) or is_running(told):
        return False
    if told.endswith(_behind_names()) or told.startswith(_behind_names()):
        return False
    return _surnamed(told) or _transcribed(told)


def _surnamed(told: str) -> bool:
    surname = next((told[:length] for length in (2, 1) if told[:length] in names.surnames()), "")
    given = told[len(surname) :]
    return bool(surname) and 0 < len(given) <= _GIVEN and given[-1] not in words.words("非名用字")


def _transcribed(told: str) -> bool:
    """Whether all characters but one at most are those by which other languages are written."""
    return len(told) > _SHORT and sum(sign not in syllables() for sign in told) <= _STRANGE


@cache
def _behind_names() -> tuple[str, ...]:
    return tuple(word for word in (*words.words("名后"), *words.words("赴")) if len(word) >= _VERBS)
