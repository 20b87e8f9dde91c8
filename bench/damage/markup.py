"""Damage to the texts of an HTML page, its tags left alone."""

from __future__ import annotations

import re

from bench.damage.damaged import Damaged
from bench.damage.kinds import DamageError, damage

SPLIT = re.compile(r"(<(?:script|style)\b.*?</(?:script|style)>|<!--.*?-->|<[^>]*>)", re.DOTALL | re.IGNORECASE)


def damage_markup(html: str, kind: str, strength: float | None = None, seed: int = 0) -> Damaged:
    """The page with every visible text damaged alike, as when a site runs over its stored articles.

    >>> damage_markup("<p>甲县，</p><p>乙市。</p>", "doubled-marks", 1.0).text
    '<p>甲县,,</p><p>乙市,。</p>'
    """
    pieces = SPLIT.split(html)
    stands = [at for at, piece in enumerate(pieces) if at % 2 == 0 and piece.strip()]
    lines = [" ".join(pieces[at].split("\n")) for at in stands]
    result = damage("\n".join(lines), kind, strength, seed)
    changed = result.text.split("\n")
    if len(changed) != len(lines):
        raise DamageError(kind, "it adds or takes away lines, which HTML has none of", "give it plain text")
    for at, line in zip(stands, changed, strict=True):
        pieces[at] = line
    return Damaged(text="".join(pieces), truth=html, kind=kind, strength=result.strength, seed=seed, crossings=result.crossings)
