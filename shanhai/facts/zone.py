"""Zones that no table has, by the name of the body that governs them: 甲市乙开发区党工委 is of 乙开发区."""

from __future__ import annotations

from shanhai.knowledge import places, words
from shanhai.model import PlaceRef

from .holding import Holding

_LONGEST_NAME = 12  # characters of the name of a division
_SHORTEST = 2  # characters that call a zone
_PROVINCE = "0000"
_WHOLE = frozenset("省市县区州旗盟")


def zone_of(holding: Holding) -> PlaceRef | None:
    """The zone whose governing body somebody serves in, where the body is called after it and no table has it."""
    body = holding.organization if holding.place is not None and holding.place.code and holding.organization else ""
    tail = words.ending("园区工委", body)
    name = _without_divisions(body.removesuffix(tail)) if tail else ""
    return PlaceRef(name=name) if _calls(name) else None


def _calls(name: str) -> bool:
    """Whether a name says more than what kind of zone it is, or whose: 甲开发区, and not 高新区 nor 甲县|开发区."""
    stems = (name.removesuffix(kind) for kind in _kinds() if name.endswith(kind))
    return any(len(stem) >= _SHORTEST and stem not in places.aliases() for stem in stems)


def _kinds() -> tuple[str, ...]:
    return (*words.words("功能区"), *words.words("新区"), *words.words("管理区"))


def _without_divisions(name: str) -> str:
    """A name without the provinces before it, and without divisions in full: 甲省|乙管理区, and not 甲|经济开发区."""
    for length in range(min(_LONGEST_NAME, len(name)), 1, -1):
        known = places.aliases().get(name[:length], ())
        if known and (name[length - 1] in _WHOLE or all(row.code.endswith(_PROVINCE) for row in known)) and _calls(name[length:]):
            return _without_divisions(name[length:])
    return name
