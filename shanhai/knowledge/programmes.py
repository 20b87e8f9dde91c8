"""Programmes of cooperation as pages call them (东西部协作, 闽宁协作), and the family that each belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from itertools import product
from types import MappingProxyType

from shanhai.model.vocabulary import Family

from .load import table
from .pairings import OfficialPairing, pairings
from .places import aliases, ancestors, place

_AIDED = "援"


@cache
def programmes() -> Mapping[str, Family | None]:
    """Every name of a programme with its family; null where the name alone does not tell (万企兴万村, 省内区域协作).

    Names of pairs (闽宁协作) are made from the official pairings and the one-character names of the provinces and cities.

    >>> str(programmes()["闽宁协作"]), str(programmes()["援疆"]), programmes()["万企兴万村"]
    ('东西部协作', '对口支援', None)
    """
    known = {row["name"]: Family(row["family"]) if row["family"] else None for row in table("programmes")}
    return MappingProxyType({**_pair_names(), **known})


@lru_cache(maxsize=4096)
def family(stated: str) -> Family | None:
    """The family of a programme as stated, by its own name or else by the longest name within it that has a family.

    >>> str(family("闽宁协作")), str(family("新一轮东西部协作工作")), family("定点帮扶")
    ('东西部协作', '东西部协作', None)
    """
    if stated in programmes():
        return programmes()[stated]
    inside = [name for name, belongs in programmes().items() if belongs and name in stated]
    return programmes()[max(inside, key=len)] if inside else None


@lru_cache(maxsize=4096)
def bound(stated: str) -> tuple[frozenset[str], ...]:
    """The provinces between which a programme is by its name, or to which it goes, each by the first digits of its code; empty for others.

    >>> [sorted(side) for side in bound("京蒙东西部协作")], bound("东西部协作")
    ([['11'], ['15']], ())
    """
    aided = stated.removeprefix("对口")
    characters = aided[1:2] if aided.startswith(_AIDED) else stated[:2]
    sides = tuple(_provinces().get(character, frozenset()) for character in characters)
    return sides if all(sides) else ()


@cache
def _provinces() -> Mapping[str, frozenset[str]]:
    """The provinces for which one character stands, each by the first digits of its code."""
    short = {text: known for text, known in aliases().items() if len(text) == 1}
    return {text: frozenset(a.code[:2] for a in known if a.code.endswith("0000")) for text, known in short.items()}


@cache
def _pair_names() -> Mapping[str, Family]:
    """Names such as 沪滇协作 and 甬凉协作.

    Where two programmes share a name, it is of the one whose own word stands in it, else of the first in the table.
    """
    found: dict[str, Family] = {}
    frames = sorted(table("programme_frames"), key=lambda row: int(row["order"]))
    pairs = _pairs()
    for own in (True, False):
        for row in frames:
            words = [word for word in row["frames"].split("|") if (word in row["programme"]) == own]
            for pair, word in product(sorted(pairs[row["programme"]]), words):
                found.setdefault(pair + word, Family(row["family"]))
    return found


def _pairs() -> Mapping[str, set[str]]:
    """Programme (without its region in brackets) to the short names of its pairs, both ways round; 广安 is a place and no pair."""
    found: dict[str, set[str]] = defaultdict(set)
    for pairing in pairings():
        names = (a + b for a, b in _short_names(pairing) if a != b)
        found[pairing.programme.split("(")[0]].update(name for name in names if name not in aliases())
    return found


def _short_names(pairing: OfficialPairing) -> Iterator[tuple[str, str]]:
    codes = (pairing.a, pairing.b)
    own = tuple(unit.level if code and (unit := place(code)) else "" for code in codes)
    for levels in {("province", "province"), ("prefecture", "prefecture"), own}:  # 沪遵: a city under the state and one of a province
        for a, b in product(*map(_characters, codes, levels)):
            yield from ((a, b), (b, a))


def _characters(code: str | None, level: str) -> tuple[str, ...]:
    """The characters for the division of that level that a place is or lies in: its abbreviations, and a prefecture's initial."""
    here = place(code) if code else None
    chain = (here, *ancestors(here.code)) if here else ()
    unit = next((unit for unit in chain if unit.level == level), None)
    if unit is None:
        return ()
    initial = (unit.short[0],) if level == "prefecture" else ()
    return tuple(dict.fromkeys((*_abbreviations().get(unit.code, ()), *initial)))


@cache
def _abbreviations() -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for text, known in aliases().items():
        for alias in known:
            if alias.kind.startswith("abbr1"):
                found[alias.code].append(text)
    return {code: tuple(characters) for code, characters in found.items()}
