"""Traditional to simplified characters: OpenCC with what it leaves undone, one character for one character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from opencc import OpenCC

from shanhai.knowledge.load import table
from shanhai.knowledge.words import words

# The blocks in which OpenCC has characters to change (3,761 of 28,000 in OpenCC 1.4.2).
SURROGATE = re.compile("[\ud800-\udfff]")
BLOCKS = (range(0x3400, 0x4DC0), range(0x4E00, 0xA000))


def simplify(text: str) -> str:
    """A text in simplified characters, each in the place of the one that it replaces.

    >>> simplify("隨著陜西的乾縣、吉林的乾安,乾部與著名學者")
    '随着陕西的乾县、吉林的乾安,干部与著名学者'
    """
    try:
        converted = _opencc().convert(text)
    except UnicodeEncodeError:  # OpenCC takes UTF-8, which has no surrogates; a page decoded badly may
        simple = simplify(SURROGATE.sub("\ufffd", text))
        return "".join(old if SURROGATE.match(old) else new for old, new in zip(text, simple, strict=True))
    if len(converted) != len(text):
        converted = "".join(map(_same_length, re.split(r"(?<=\n)", text)))
    return _with_place_names(text, _with_continuous_aspect(_with_variants(converted)))


@cache
def simplified() -> Mapping[str, str]:
    """Every traditional character with its simplified form, as it is changed when it stands alone.

    >>> simplified()["縣"], simplified()["陜"], "县" in simplified()
    ('县', '陕', False)
    """
    characters = "".join(chr(point) for block in BLOCKS for point in block)
    alone = "\n".join(characters)
    changed = zip(alone, _with_variants(_opencc().convert(alone)), strict=True)
    return {character: form for character, form in changed if form != character}


def traditional(lines: Iterable[str]) -> tuple[str, ...]:
    """Each of some words in traditional characters.

    >>> traditional(["对口协作", "县长"])
    ('對口協作', '縣長')
    """
    return tuple(OpenCC("s2t").convert("\n".join(lines)).split("\n"))


@cache
def _opencc() -> OpenCC:
    return OpenCC("t2s")


@cache
def _variants() -> tuple[tuple[str, str], ...]:
    """Characters that OpenCC leaves, then words that it makes wrongly, each with what is right, of the same length."""
    listed = sorted(table("variants"), key=lambda row: len(row["written"]))
    return tuple((row["written"], row["simplified"]) for row in listed)


def _with_variants(text: str) -> str:
    for written, right in _variants():
        if written in text:
            text = text.replace(written, right)
    return text


def _same_length(line: str) -> str:
    """A line converted by words, or character by character where OpenCC's words change its length."""
    converted = _opencc().convert(line)
    return converted if len(converted) == len(line) else "".join(simplified().get(character, character) for character in line)


def _with_continuous_aspect(text: str) -> str:
    """著 written 着 except in the words that keep it (著名); the text is otherwise simplified."""
    if "著" not in text:
        return text
    kept = frozenset(match.start("kept") + match["kept"].index("著") for match in _words_of_zhu(text) if match["kept"])
    first, *others = text.split("著")
    pieces, place = [first], len(first)
    for piece in others:
        pieces += ("著" if place in kept else "着", piece)
        place += 1 + len(piece)
    return "".join(pieces)


def _words_of_zhu(text: str) -> Iterator[re.Match[str]]:
    """The words that decide on each 著: those with one in them, which are looked for only around it."""
    longest = _longest_of_zhu()
    start = end = 0
    place = text.find("著")
    while place >= 0:
        start, end = max(end, place - longest), place + longest
        while 0 <= (place := text.find("著", place + 1)) < end + longest:
            end = place + longest
        yield from _zhu().finditer(text, start, min(end, len(text)))


@cache
def _longest_of_zhu() -> int:
    return max(len(word) for name in ("随着", "著名") for word in words(name))


@cache
def _zhu() -> re.Pattern[str]:
    """A word that keeps 著, unless it begins inside a word that does not (随着|名)."""
    changed = "|".join(word.replace("着", "著") for word in words("随着"))
    return re.compile(f"{changed}|(?P<kept>{'|'.join(words('著名'))})")


def _with_place_names(text: str, converted: str) -> str:
    """The converted text with the names that are written so in simplified text too."""
    guarded, names = _place_names()
    found = [character for character in guarded if character in text]
    if not found:
        return converted
    half = list(converted)
    for match in re.finditer(f"[{''.join(found)}]", text):
        half[match.start()] = match[0]
    pieces: list[str] = []
    here = 0
    for match in names.finditer("".join(half)):
        pieces += (converted[here : match.start()], match[0])
        here = match.end()
    return "".join((*pieces, converted[here:]))


@cache
def _place_names() -> tuple[frozenset[str], re.Pattern[str]]:
    """The characters at stake, and the names."""
    names = words("乾安")
    listed = "\n".join(names)
    changed = zip(listed, _with_variants(_opencc().convert(listed)), strict=True)
    return frozenset(old for old, new in changed if old != new), re.compile("|".join(names))
