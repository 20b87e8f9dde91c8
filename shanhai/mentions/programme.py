"""Programmes of cooperation by name (东西部协作, 山海协作), also those that name their sides by one character each (甲乙协作)."""

from __future__ import annotations

from collections.abc import Mapping

from shanhai.knowledge import places, words
from shanhai.model import Mention

from .lexicon import Hit, Scan


def _sides(abbreviations: Mapping[int, Hit], start: int) -> tuple[Mention, ...]:
    """闽|宁|协作: the two one-character places before a programme's name."""
    found: list[Hit] = []
    for position in (start - 2, start - 1):
        hit = abbreviations.get(position)
        if hit is None:
            return ()
        found.append(hit)
    pair = "".join(h.text for h in found)
    if pair in places.aliases():
        return ()  # 广安|东西部协作
    return tuple(Mention(type="place", start=h.start, end=h.end, text=h.text, value=h.detail) for h in found)


def find_programmes(scan: Scan) -> tuple[Mention, ...]:
    """Every programme; parts are the sides that its name gives by one character each.

    对口支援 and its like are as often verbs (对口支援甲州): those stay words, for rules to read.
    """
    abbreviations = {h.start: h for h in scan.hits("abbreviation")}
    verbs = frozenset(words.words("对口"))
    result = []
    for hit in scan.longest("programme"):
        if hit.text in verbs or any(hit.text.startswith(v) and hit.text[len(v) :] in places.aliases() for v in verbs):
            continue
        sides = _sides(abbreviations, hit.start)
        start = hit.start - len(sides)
        inside = sides or _sides(abbreviations, hit.start + 2)
        result.append(Mention(type="programme", start=start, end=hit.end, text=scan.text[start : hit.end], value=hit.text, parts=inside))
    return tuple(result)
