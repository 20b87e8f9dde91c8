"""Who helps where a sentence names only those who are helped: 对口支援的甲区、乙县."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from shanhai.model import Mention, PlaceRef

from .context import Context
from .location import flatten
from .rulebook import Match

_NEXT_CLAUSE = 12  # characters in which the clause behind a match begins


def unnamed_helper(context: Context, match: Match, named: Collection[str]) -> PlaceRef | None:
    """The page's own place; on the page of one of those who are `named` the place told before in the sentence."""
    main = context.home.main()
    if main is not None and any(_is_town(context, m, main) for m in _acting(context, match)):
        return None
    if main is None or main.name not in named:
        return main
    start = max(context.text.rfind(c, 0, match.start) + 1 for c in "。！？\n")
    told = [m for kind in ("place", "organization") for m in flatten(context.of_type(kind, start, match.start))]
    before = (ref for m in sorted(told, key=lambda m: m.start) for ref in context.places_of(m))
    return next((ref for ref in before if ref.name not in named), None)


def of_level(own: PlaceRef, other: PlaceRef | str) -> bool:
    """Whether a place may be the unnamed other side: a district's page that speaks of 对口支援新疆工作 makes no pair with 新疆."""
    if (own.code or "").endswith("0000"):
        return isinstance(other, PlaceRef) and other.code is not None  # nor is a province the unnamed side of a town
    return isinstance(other, str) or not (other.code or "").endswith("0000")


def _acting(context: Context, match: Match) -> Iterator[Mention]:
    """Who acts in the clause of a match or begins the one behind it: 甲县乙镇召开|对口帮扶丙镇工作会议 is told of 乙镇, not of 甲县."""
    begin = max(context.text.rfind(c, 0, match.start) + 1 for c in "，。；！？\n")
    around = [*context.before(match.start, begin), *context.of_type("meeting", begin, match.start)]
    yield from (m for m in flatten(around) if m.end <= match.start)
    behind = context.text.find("，", match.end, match.end + _NEXT_CLAUSE) + 1
    yield from flatten(context.of_type("place", behind, behind + 1) if behind else ())


def _is_town(context: Context, mention: Mention, county: PlaceRef) -> bool:
    return mention.type == "place" and context.locations.county(mention) == county
