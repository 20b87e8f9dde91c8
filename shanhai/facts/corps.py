"""Divisions of the Xinjiang Corps and the cities with which they are one: 师市 is 第三师图木舒克市."""

from __future__ import annotations

from msgspec.structs import replace

from shanhai.knowledge.zones import zones

from .context import Context
from .holding import Holding

_BOTH = "师市"


def in_corps(context: Context, holding: Holding) -> Holding:
    """A holding whose body is called by 师市, with the division and the city that the page names; others as they are."""
    if not (holding.organization or "").startswith(_BOTH):
        return holding
    for mention in context.told:
        if mention.type == "place" and mention.parts and mention.parts[0].type == "zone":
            whole = zones()[mention.parts[0].text][0].short
            return replace(holding, organization=whole + (holding.organization or "")[len(_BOTH) :], place=context.places_of(mention)[-1])
    return holding
