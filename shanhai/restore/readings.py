"""How characters are read: the table of readings, with tones and without."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from shanhai.knowledge.load import table

from .characters import everyday
from .converter import simplified

TONES = "\u0300\u0301\u0304\u030c"
MARKED = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ")
TABLE_LETTERS = MARKED | frozenset("abcdefghijklmnopqrstuwxyzü")
# Letters that fonts and keyboards put for those of pinyin: Greek-looking ɑ and ɡ, the breve for the caron, v for ü.
LETTERS = str.maketrans({"ɑ": "a", "ɡ": "g", "ă": "ǎ", "ĕ": "ě", "ĭ": "ǐ", "ŏ": "ǒ", "ŭ": "ǔ", "v": "ü", "'": None, "’": None})


@lru_cache(maxsize=20_000)  # a page has the same words again and again
def spelling(pinyin: str) -> str:
    """Pinyin as the table writes it.

    >>> spelling("lvxíng"), spelling("xī'ān")
    ('lüxíng', 'xīān')
    """
    return pinyin if TABLE_LETTERS.issuperset(pinyin) else unicodedata.normalize("NFC", pinyin.translate(LETTERS)).translate(LETTERS)


def toned(pinyin: str) -> bool:
    """Whether pinyin carries a tone mark."""
    return not MARKED.isdisjoint(pinyin)


def reads(character: str, syllable: str) -> bool:
    """Whether the syllable, tone and all, is a reading of the character or of its simplified form.

    >>> reads("長", "zhǎng"), reads("长", "zhāng"), reads("的", "de")
    (True, False, True)
    """
    return _reads(_with_tones(), character, syllable)


def reads_toneless(character: str, syllable: str) -> bool:
    """Whether the syllable without its tone is a reading of the character or of its simplified form.

    >>> reads_toneless("女", "nü"), reads_toneless("略", "lue"), reads_toneless("义", "wu")
    (True, True, False)
    """
    return _reads(_without_tones(), character, syllable)


def usual(character: str, syllable: str) -> bool:
    """Whether a character in everyday use has this, its first reading: one that no writer would explain.

    >>> usual("書", "shū"), usual("台", "tāi"), usual("歙", "shè")
    (True, False, False)
    """
    return character in _everyday() and character in _with_tones().get(syllable, ("", ""))[0]


def usual_toneless(character: str, syllable: str) -> bool:
    """The same without its tone.

    >>> usual_toneless("书", "shu")
    True
    """
    return character in _everyday() and character in _without_tones().get(syllable, ("", ""))[0]


def readers(syllable: str) -> frozenset[str]:
    """The characters of which the syllable, tone and all, is a reading.

    >>> "书" in readers("shū")
    True
    """
    return frozenset("".join(_with_tones().get(syllable, ())))


@cache
def syllables_usual(character: str) -> tuple[str, ...]:
    """The syllables of which `usual` holds, the longest first.

    >>> syllables_usual("書"), syllables_usual("歙")
    (('shū',), ())
    """
    return _longest_first(_turned(with_tones=True, usual_only=True).get(character, ())) if character in _everyday() else ()


@cache
def syllables_usual_toneless(character: str) -> tuple[str, ...]:
    """The syllables of which `usual_toneless` holds."""
    return _longest_first(_turned(with_tones=False, usual_only=True).get(character, ())) if character in _everyday() else ()


@cache
def syllables(character: str) -> tuple[str, ...]:
    """The syllables of which `reads` holds.

    >>> syllables("長")
    ('cháng', 'zhàng', 'zhǎng')
    """
    return _of_both(_turned(with_tones=True, usual_only=False), character)


@cache
def syllables_toneless(character: str) -> tuple[str, ...]:
    """The syllables of which `reads_toneless` holds."""
    return _of_both(_turned(with_tones=False, usual_only=False), character)


@cache
def syllables_lightly(character: str) -> tuple[str, ...]:
    """The syllables with their tones, and without them as later syllables of a word may be (东西 dōngxi)."""
    light = (syllable for syllable in syllables_toneless(character) if not toned(syllable))
    return _longest_first({*syllables(character), *light})


Table = Mapping[str, tuple[str, str]]


def _of_both(listed: Mapping[str, Sequence[str]], character: str) -> tuple[str, ...]:
    return _longest_first({*listed.get(character, ()), *listed.get(simplified().get(character, ""), ())})


def _longest_first(found: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(found, key=lambda syllable: (-len(syllable), syllable)))


@cache
def _turned(*, with_tones: bool, usual_only: bool) -> Mapping[str, Sequence[str]]:
    """The syllables of each character: the table the other way round."""
    turned: dict[str, list[str]] = {}
    for syllable, (first, other) in (_with_tones() if with_tones else _without_tones()).items():
        for character in {*first} if usual_only else {*first, *other}:
            turned.setdefault(character, []).append(syllable)
    return turned


def _reads(listed: Table, character: str, syllable: str) -> bool:
    first, other = listed.get(syllable, ("", ""))
    if character in first or character in other:
        return True
    form = simplified().get(character)
    return form is not None and (form in first or form in other)


@cache
def _everyday() -> frozenset[str]:
    """Characters in everyday use, and the traditional characters that stand for them."""
    forms = simplified()
    every = {character for first, _ in _with_tones().values() for character in first}
    return frozenset(character for character in every if everyday(forms.get(character, character)))


@cache
def _with_tones() -> Table:
    return {row["syllable"]: (row["usual"], row["other"]) for row in table("readings")}


@cache
def _without_tones() -> Table:
    folded: dict[str, tuple[str, str]] = {}
    for syllable, (first, other) in _with_tones().items():
        letters = unicodedata.normalize("NFD", syllable)
        bare = unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in TONES))
        for written in {bare, bare.replace("üe", "ue")}:
            earlier = folded.get(written, ("", ""))
            folded[written] = (earlier[0] + first, earlier[1] + other)
    return folded
