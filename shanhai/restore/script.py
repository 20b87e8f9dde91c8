"""Traditional characters to simplified ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import compress, count
from operator import itemgetter

from shanhai.knowledge.words import words
from shanhai.model import Repair

from .characters import HAN, beyond
from .columns import Batch, substitutions
from .converter import simplified, simplify

HAN_CHARACTER = re.compile(f"[{HAN}]")
FIRST_PLANE = re.compile("[\u0000-\uffff]")
KANA = re.compile("[\u3041-\u30fa]")
GLANCE = 8  # characters at two places in which traditional text shows itself
# Japanese prose has about as many kana as kanji; Chinese pages show a の or a product's name.
JAPANESE = 0.2


def simplify_script(text: str) -> Batch:
    """Edits that put simplified characters for traditional ones, each edit one character for one.

    A character that simplified text never has is changed wherever it stands. One that it may have (乾坤, 於潜, 著名, 陈昇) is changed only
    in a line, or else a page, that is written in traditional characters, or beside a character that is changed in any case.

    >>> "".join(edit.replacement for edit in simplify_script("协作區的乾部、土著,著名的乾隆"))
    '区'
    """
    if _simple(text) or _japanese(text):
        return ()
    known = unmistakable()
    converted = simplify(text)
    changed = _differing(text, converted)
    characters = _at(text, changed)
    doubtful = [place for place, character in zip(changed, characters, strict=True) if character not in known]
    kept = set(doubtful).difference(_traditional_places(text, doubtful)) if doubtful else ()
    if kept:
        changed = [place for place in changed if place not in kept]
        characters = _at(text, changed)
    if not changed:
        return ()
    return substitutions(Repair.SCRIPT, changed, characters, _at(converted, changed), None if kept else converted)


def _at(text: str, places: Sequence[int]) -> Sequence[str]:
    """The characters at some places."""
    return itemgetter(*places)(text) if len(places) > 1 else [text[place] for place in places]


def _differing(one: str, other: str) -> list[int]:
    """Where two texts of one length differ: all characters are compared at once, as one large number."""
    first, second = (int.from_bytes(text.encode("utf-32-le", "surrogatepass"), "little") for text in (one, other))
    return list(compress(count(), memoryview((first ^ second).to_bytes(4 * len(one), "little")).cast("I")))


def _simple(text: str) -> bool:
    """Whether a text has no unmistakably traditional character."""
    if traditional_at_a_glance(text):
        return False
    return unmistakable().isdisjoint(beyond(text)) and not any(map(text.__contains__, shared()))


def traditional_at_a_glance(text: str) -> bool:
    """Whether a few characters at the beginning and in the middle show that a text is traditional; most traditional texts do so."""
    middle = len(text) // 2
    return not unmistakable().isdisjoint(text[:GLANCE] + text[middle : middle + GLANCE])


@cache
def shared() -> frozenset[str]:
    """Unmistakably traditional characters that GB 2312 has nevertheless: 後, 菸."""
    return frozenset(character for character in unmistakable() if _in_gb2312(character))


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False


@cache
def unmistakable() -> frozenset[str]:
    """Characters that simplified text does not have: the traditional ones without those of the standard list."""
    return frozenset(simplified()).difference(words("乾"))


@cache
def _simplified_only() -> frozenset[str]:
    """Simplified forms that traditional text does not have: they are not in Big5 and no character of it becomes itself."""
    return frozenset(form for form in simplified().values() if not in_big5(form))


def in_big5(character: str) -> bool:
    """Whether Big5, the character set of traditional text, has a character."""
    try:
        return bool(character.encode("big5"))
    except UnicodeEncodeError:
        return False


def _japanese(text: str) -> bool:
    kana = len(KANA.findall(text))
    return kana > 0 and kana > JAPANESE * len(HAN_CHARACTER.findall(text))


def _traditional_places(text: str, places: list[int]) -> Iterator[int]:
    """The places beside an unmistakably traditional character, in a traditional line, or in an undecided line of a traditional page."""
    known = unmistakable()
    page: int | None = None
    line_end, line = -1, 0
    for place in places:
        if place >= line_end:
            line_start = text.rfind("\n", 0, place) + 1
            line_end = text.find("\n", place)
            line_end = len(text) if line_end < 0 else line_end
            line = leaning(text[line_start:line_end])
            if not line:
                page = leaning(text) if page is None else page
                line = page
        if line > 0 or not known.isdisjoint(text[max(0, place - 1) : place + 2]):
            yield place


def leaning(text: str) -> int:
    """Unmistakably traditional characters less unmistakably simplified ones."""
    traditional, simple = _signs()
    return len(traditional.findall(text)) - len(simple.findall(text))


@cache
def _signs() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Each kind of character; those beyond the first plane, which make a class of characters slow, do not count."""
    kinds = (filter(FIRST_PLANE.match, sorted(kind)) for kind in (unmistakable(), _simplified_only()))
    traditional, simple = (re.compile(f"[{''.join(kind)}]") for kind in kinds)
    return traditional, simple
