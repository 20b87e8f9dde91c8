"""Divisions of the Xinjiang Corps and the cities with which they are one: 师市 is 第三师图木舒克市."""

from __future__ import annotations

from msgspec.structs import replace

from shanhai.knowledge.zones import CORPS_DIVISION, zones
from shanhai.model import Mention, PlaceRef

from .context import Context
from .holding import Holding
from .location import flatten, reference

_BOTH = "师市"


def in_corps(context: Context, holding: Holding) -> Holding:
    """A holding whose body is called by 师市, with the division and the city that the page names; others as they are."""
    if not (holding.organization or "").startswith(_BOTH) or (found := _told(context)) is None:
        return holding
    division, seat = found
    return replace(holding, organization=division + (holding.organization or "")[len(_BOTH) :], place=seat)


def seat_of(context: Context, holder: Mention) -> PlaceRef | None:
    """The city of a body that is called by 师市 (师市党委)."""
    found = _told(context) if holder.text.startswith(_BOTH) else None
    return found[1] if found else None


def _told(context: Context) -> tuple[str, PlaceRef] | None:
    """The division that the page names with its city, and the city's place."""
    for mention in flatten(context.told):
        named = mention.parts[0] if mention.type == "place" and mention.parts else mention
        division = next(iter(zones().get(named.text, ())), None) if mention.type in ("place", "zone") else None
        if division is not None and division.kind == CORPS_DIVISION:
            return division.short, reference(division.hosts[0])
    return None
