"""Two places of a page called by one character each: 深哈, 渝昌, 宁商."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cache, lru_cache

from shanhai.knowledge import places, words
from shanhai.knowledge.pairings import paired
from shanhai.model import PlaceRef

from .context import Context
from .location import reference

OFTEN = 3


@cache
def _abbreviations() -> dict[str, tuple[str, ...]]:
    """Code to the characters that stand for a division."""
    found: dict[str, list[str]] = defaultdict(list)
    for text, known in places.aliases().items():
        if len(text) == 1:
            for alias in known:
                found[alias.code].append(text)
    return {code: tuple(characters) for code, characters in found.items()}


@lru_cache(maxsize=4)
def _called(context: Context) -> dict[str, frozenset[str]]:
    """Each character by which a place of the page may be called, with the codes of those places."""
    found: dict[str, set[str]] = defaultdict(set)
    for code in context.locations.counted():
        row = places.place(code)
        chain = (row, *places.ancestors(code)) if row else ()
        for unit in chain:
            for character in (*_abbreviations().get(unit.code, ()), unit.short[:1]):
                found[character].add(unit.code)
    return {character: frozenset(codes) for character, codes in found.items()}


def two_places(context: Context, name: str) -> bool:
    """Whether a name begins with the characters of two places of the page that lie apart; a place of its own so written is none (广安).

    >>> from shanhai.model import Page
    >>> from shanhai.facts.blocks import blocks
    >>> from shanhai.restore import restore
    >>> page = Page(id="0", format="text", encoding="utf-8", text="深圳市与哈尔滨市共建深哈数字加速器，深化合作。")
    >>> restored = restore(page)
    >>> context = Context(restored, blocks(restored, page), page)
    >>> two_places(context, "深哈数字加速器"), two_places(context, "深圳数字加速器")
    (True, False)
    """
    if len(name) < 2 or name[:2] in places.aliases() or name[:2] in words.words("非双地"):
        return False
    return _apart(context, name[0], name[1])


def both_called(context: Context, name: str) -> tuple[PlaceRef, ...]:
    """The two places of the page whose characters a stretch is (鲁渝|双方); nothing where one of them may be another's."""
    if len(name) != 2 or not two_places(context, name):
        return ()
    found = []
    for character in name:
        known = _called(context)[character]
        official = [code for code in known if character in _abbreviations().get(code, ())]
        found += [reference(code) for code in (official if len(official) == 1 else known)]
    return tuple(found) if len(found) == 2 else ()


def often_paired(context: Context) -> bool:
    """Whether a page calls two of its places together by one character each time and again (鲁渝企业, 鲁渝两地, 鲁渝双方)."""
    known, text = {*_called(context), *_characters()}, context.text
    pairs = Counter(text[i : i + 2] for i in range(len(text) - 1) if text[i] in known and text[i + 1] in known)
    often = (pair for pair, times in pairs.items() if times >= OFTEN and pair not in places.aliases())
    return any(both_called(context, pair) or _on_record(pair) for pair in often)


def _on_record(pair: str) -> bool:
    """Whether two provinces that the public record pairs are called by these characters, whether or not the page names them.

    >>> _on_record("鲁渝"), _on_record("鲁宁"), _on_record("山东")
    (True, False, False)
    """
    one, other = (_characters().get(character, "") for character in pair)
    return bool(one and other and paired(one, other))


@cache
def _characters() -> dict[str, str]:
    """The characters by which one province is called, with its code."""
    found = {text: {a.code for a in known} for text, known in places.aliases().items() if len(text) == 1}
    return {text: code for text, codes in found.items() if len(codes) == 1 and (code := next(iter(codes))).endswith("0000")}


@lru_cache(maxsize=16)
def _apart(context: Context, one: str, other: str) -> bool:
    """Whether two characters stand for places of the page of which neither lies in the other."""
    first, second = (_called(context).get(character, frozenset()) for character in (one, other))
    return any(a != b and a not in places.above(b) for a in first for b in second - places.above(a))
