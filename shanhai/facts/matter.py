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
from .measure import Measures, measure
from .platform import platform, shared_platforms
from .pledge import Promises, pledge
from .project import project, undertaken
from .relevance import Look, insists, worded
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
    promised = (
        Promises(context, holdings).all()
        if together or ((_several_prefectures(context) or _two_provinces(context)) and insists(context.text))
        else ()
    )
    facts += [pledge(promise, context, grounding) for promise in promised]
    facts += actions(context, found, grounding) if together else ()
    facts += traits(context, found, grounding)
    facts += policies(context, grounding)
    return facts


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
