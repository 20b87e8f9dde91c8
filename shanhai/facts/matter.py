"""The matters of a page: what was agreed, built, counted and promised, each in its own room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import combinations

from shanhai.knowledge import words
from shanhai.knowledge.pairings import paired
from shanhai.model import AnyFact, Page, PlaceRef

from .agreement import agreements, apart_parties, regional, signed
from .context import Context
from .deed import actions, policies, traits
from .grounds import Grounding
from .holding import Holding
from .initials import often_paired
from .location import reference, related
from .measure import Measures, measure
from .platform import platform, shared_platforms
from .pledge import Promises, pledge
from .project import project, undertaken
from .relevance import Look, insists, much_said, worded
from .rulebook import rulebook
from .story import read_story

_PROVINCE, _PREFECTURE = 2, 4  # digits of a code that name them


def matters(
    context: Context,
    page: Page,
    holdings: Sequence[Holding],
    grounding: Grounding,
    *,
    cooperative: bool,
    sides: tuple[PlaceRef, ...] = (),
) -> list[AnyFact]:
    """The agreements, projects, platforms, measures and pledges of a page; `sides` are those of the one visit that it tells of.

    Only a page on which somebody visits somebody, is paired with somebody, works under a programme or signs with another place promises
    cooperation. What is signed is an agreement there, on a page whose words are those of cooperation and name a tie, and where two places
    sign with one another. (On 96 pages retold from real ones 9 signings were missed for want of the second kind.)
    """
    found = read_story(context, rulebook().matters, context.matters)
    tied = any(tie in context.text for tie in words.words("联席")) or _two_provinces(context) or often_paired(context)
    spoken = cooperative or ((tied or _on_record(context)) and worded(context.text) is Look.RELEVANT)
    signings = tuple(s for s in signed(context, found, sides) if spoken or regional(context, s))
    facts: list[AnyFact] = [*agreements(signings, context, grounding)]
    facts += [project(told, context, grounding) for told in undertaken(context, page, found, signings)]
    facts += [platform(shared, context, grounding) for shared in shared_platforms(context, found)]
    facts += [measure(figure, context, grounding) for figure in Measures(context, found).all()]
    together = cooperative or any(apart_parties(context, s, governing=True) for s in signings) or (spoken and _on_record(context))
    promised = Promises(context, holdings).all() if together or _between(context) else ()
    facts += [pledge(promise, context, grounding) for promise in promised]
    facts += actions(context, found, grounding) if together else ()
    facts += traits(context, found, grounding)
    facts += policies(context, grounding)
    return facts


def _between(context: Context) -> bool:
    """Whether the words of a page tell of cooperation, of two regions or between whoever is tied there."""
    if worded(context.text) is not Look.RELEVANT:
        return False
    insisted, both = insists(context.text), words.any_of("两边").search(context.text) is not None
    if (_several_prefectures(context) or _two_provinces(context)) and (insisted or much_said(context.text)):
        return True
    if insisted and ((both and context.locations.counted()) or words.any_of("村企").search(context.text) is not None):
        return True  # 双方表示…, on a page that never names its own city
    return (both or words.any_of("派往").search(context.text) is not None) and _two_sides(context)


def _two_sides(context: Context) -> bool:
    """Whether a page speaks time and again of two places, neither in the other, or of one beside 我区, 我校 which it never names."""
    counted = context.locations.counted()
    refs = [reference(code) for code in counted if not code.endswith("0000")]
    often = [ref for ref in refs if counted[ref.code or ""] > 1]
    if any(not related(a, b) for a, b in combinations(often, 2)):
        return True
    ours = [m for m in context.story if m.type == "deixis" and m.text[0] in "我本"]
    unnamed = any(not (own := context.places_of(m)) or own[0] not in refs for m in ours)
    return bool(refs) and (unnamed or words.any_of("我校").search(context.text) is not None)


def _on_record(context: Context) -> bool:
    """Whether a page speaks more than once of each of two places that are paired by the public record."""
    often = [code for code, times in context.locations.counted().items() if times > 1]
    return any(paired(a, b) for a, b in combinations(sorted(often), 2))


def _two_provinces(context: Context) -> bool:
    """Whether a page speaks of places of two provinces, of each more than once."""
    often = Counter[str]()
    for code, times in context.locations.counted().items():
        often[code[:_PROVINCE]] += times
    return sum(times > 1 for times in often.values()) > 1


def _several_prefectures(context: Context) -> bool:
    """Whether a page speaks of places of two prefectures."""
    named = (code for code, times in context.locations.counted().items() if times)
    return len({code[:_PREFECTURE] for code in named if code[_PROVINCE:_PREFECTURE] != "00"}) > 1
