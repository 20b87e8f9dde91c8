"""Divisions of the Xinjiang Corps and the cities with which they are one: 师市 is 第三师图木舒克市."""

from __future__ import annotations

from msgspec.structs import replace

from shanhai.knowledge.zones import CORPS_DIVISION, zones

from .context import Context
from .holding import Holding

_BOTH = "师市"


def in_corps(context: Context, holding: Holding) -> Holding:
    """A holding whose body is called by 师市, with the division and the city that the page names; others as they are."""
    if not (holding.organization or "").startswith(_BOTH):
        return holding
    for mention in context.told:
        division = next(iter(zones().get(mention.parts[0].text, ())), None) if mention.type == "place" and mention.parts else None
        if division is not None and division.kind == CORPS_DIVISION:
            body = division.short + (holding.organization or "")[len(_BOTH) :]
            return replace(holding, organization=body, place=context.places_of(mention)[-1])
    return holding
