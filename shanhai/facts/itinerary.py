"""When a journey to several hosts was at each of them: 5月7日至9日赴甲市、乙市考察。8日，代表团到乙市."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import PlaceRef, Precision, When

from .context import Context
from .draft import Draft
from .evidence import Claim
from .location import near, within
from .stretch import start_of

_RULE = "visit.stage"
_STOPS = "。！？；\n"


def by_stages(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; of a journey over several days to several hosts each has the days on which the page says that the visitors were there."""
    journeys: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, draft in enumerate(drafts):
        if draft.date is not None and draft.date.start and draft.date.end and draft.visitor_place is not None:
            journeys[(draft.date.start, draft.visitor_place.name)].append(index)
    result = list(drafts)
    for stages in journeys.values():
        if len({(d.host_place.name if d.host_place else "") for d in (drafts[i] for i in stages)}) > 1:
            told = _days(context, [drafts[i] for i in stages])
            for index in stages:
                result[index] = _staged(drafts[index], told)
    return result


def _staged(draft: Draft, told: Sequence[tuple[When, Claim, str]]) -> Draft:
    own = [(when, claim) for when, claim, host in told if draft.host_place and host == draft.host_place.name]
    if not own or draft.date is None:
        return draft
    first = min(when.start or "" for when, _ in own)
    last = max(when.end or when.start or "" for when, _ in own)
    source = own[0][0]
    date = When(text=source.text, start=first, end=last if last > first else None, precision=source.precision, basis=source.basis)
    return draft.with_([own[0][1]], date=date)


def _days(context: Context, journey: Sequence[Draft]) -> list[tuple[When, Claim, str]]:
    """Each day within the journey that a sentence tells before one of its hosts."""
    whole = journey[0].date
    return [(when, claim, host) for when, claim, host in _told(context, journey) if whole and _inside(when, whole)]


def _told(context: Context, journey: Sequence[Draft]) -> Iterator[tuple[When, Claim, str]]:
    text, arriving = context.text, (*words.words("赴"), "在")
    begun = max(d.end for d in journey)
    for mention in context.story:
        if mention.type != "place" or mention.start < begun or not text.endswith(arriving, 0, mention.start):
            continue
        begin = start_of(text, mention.start, _STOPS)
        dates = [m for m in context.of_type("date", begin, mention.start) if context.dates[m.start].precision is Precision.DAY]
        hosts = _innermost(
            [d.host_place for d in journey for ref in context.places_of(mention) if d.host_place and near(d.host_place, ref)]
        )
        if dates and len(hosts) == 1:
            day = dates[-1]
            yield context.dates[day.start], Claim(field="date", start=day.start, end=day.end, rule=_RULE), hosts.pop()


def _innermost(hosts: Sequence[PlaceRef]) -> set[str]:
    """The names of some hosts without those in which others of them lie: 赴甲省，22日|在甲省乙市."""
    return {h.name for h in hosts if not any(other.name != h.name and within(other, h) for other in hosts)}


def _inside(day: When, whole: When) -> bool:
    return bool(day.start and whole.start and whole.end and whole.start <= day.start and (day.end or day.start) <= whole.end)
