"""The day of a visit that its own sentence leaves open: told in the lead under a headline, or in a later sentence about it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from shanhai.knowledge import words
from shanhai.model import Basis, BlockKind, Mention, Modality, PlaceRef, Precision, When

from .context import Context
from .draft import Draft
from .evidence import Claim
from .location import flatten, near, within
from .person import people_of
from .stretch import sentence
from .time import tells_more

_RULE = "visit.day-told-apart"
_TOLD_IN = frozenset({BlockKind.BODY, BlockKind.CAPTION})
_PLACES = ("place", "zone", "deixis")
# A visit that a page is about took place at most so many days before its stamp (29 for 169 of 184 labelled ones, the others are looked
# back at), or a little after it.
_OLD, _AHEAD = 31, 7
_MARK = re.compile("[，。；：、]")
_SINCE = ("以来", "起", "前", "之前", "止", "底前")
_DATELINE = ("讯", "消息", "电", "报道")
_JUST_BEHIND = 6  # characters behind a day before the host, as the first thing that its clause names: 27日上午转场江苏|乙市
_FROM = ("自", "从", "截至", "到", "至", "截止")


def dated(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts; a visit without a day has the first that a sentence about its people, or about both its sides, begins with."""
    told = [d for d in drafts if _took_place(d)]
    if not any(_open(d) or _later(context, d) is not None for d in told):
        return list(drafts)
    days = list(_days(context))
    return [_with_day(context, draft, told, days) if draft in told else draft for draft in drafts]


def _took_place(draft: Draft) -> bool:
    return draft.modality is Modality.HAPPENED and not draft.background


def _open(draft: Draft) -> bool:
    """Whether a visit has no day."""
    return draft.date is None or draft.date.start is None or draft.date.precision is not Precision.DAY


def _later(context: Context, draft: Draft) -> int | None:
    """Where the day of a visit stands that a later sentence than its first gave it; null where its first did."""
    if draft.date is None or draft.date.end:
        return None
    said = [c.start for c in draft.claims if c.field == "date" and context.dates.get(c.start) == draft.date]
    _, end = sentence(context.text, draft.start, draft.end)
    return min(said) if said and min(said) > end else None


def _days(context: Context) -> Iterator[tuple[Mention, When]]:
    """The days in the story on which something is told to have happened; none of what somebody says, or calls to mind."""
    for mention in context.story:
        when = context.dates.get(mention.start) if mention.type == "date" else None
        if when is None or when.precision is not Precision.DAY or not when.start or context.kind_at(mention.start) not in _TOLD_IN:
            continue
        begin, _ = sentence(context.text, mention.start, mention.end)
        before = context.text[begin : mention.start]
        spoken = any(f"{w}{mark}" in before for w in words.words("直陈") for mark in "，：,:") or any(
            w in before for w in words.words("曾")
        )
        if spoken or before.endswith(_FROM) or context.text.startswith((*_SINCE, *_DATELINE), mention.end):
            continue
        if _lately(context, when.start):
            yield mention, when


def _lately(context: Context, day: str) -> bool:
    """Whether a day lies shortly before that of publishing, as far as the page gives both."""
    stamp = context.source.stamp
    try:
        days = (date(stamp.year or 0, stamp.month or 0, stamp.day or 0) - date.fromisoformat(day)).days
    except ValueError:
        return True
    return -_AHEAD <= days <= _OLD


def _with_day(context: Context, draft: Draft, told: Sequence[Draft], days: Sequence[tuple[Mention, When]]) -> Draft:
    until = None if _open(draft) else _later(context, draft)
    if until is None and not _open(draft):
        return draft
    behind = [day for day in days if day[0].start >= draft.start]
    for mention, when in (*behind, *(day for day in days if day[0].start < draft.start)):
        if until is not None and not draft.start < mention.start < until:
            continue
        if _fits(draft, when, until) and _about(context, mention, days[0][0], draft, told):
            claim = Claim(field="date", start=mention.start, end=mention.end, rule=_RULE, basis=Basis.INFERRED)
            return draft.with_([claim], date=when)
    return draft


def _fits(draft: Draft, when: When, until: int | None) -> bool:
    """Whether a day says more than a month that the visit has, or is earlier than the day that a later sentence gave it."""
    if draft.date is None or not draft.date.start or not when.start:
        return True
    if until is not None:
        return when.start < draft.date.start
    return tells_more(when, draft.date) and when.start.startswith(draft.date.start)


def _about(context: Context, mention: Mention, first: Mention, draft: Draft, told: Sequence[Draft]) -> bool:
    """Whether the sentence of a day is about a visit and no other; `first` is the first day of the story."""
    begin, end = sentence(context.text, mention.start, mention.end)
    others = [d for d in told if d is not draft]
    if any(begin <= at < end for d in others for at in (d.start, *d.tellings)):
        return False
    named = {name for name, _ in people_of(context.before(end, begin))}
    places = list(_places(context, begin, end))
    at_host, at_home = _names(places, draft.host_place), _names(places, draft.visitor_place)
    sent = context.of_type("delegation", begin, end)
    senders = [ref for m in sent for p in m.parts[:1] for ref in context.places_of(p)]
    if named & {draft.head, *draft.members} or _names(senders, draft.visitor_place) or (at_home and at_host):
        return at_host or all(d.visitor_place != draft.visitor_place for d in others)
    if _reaches(context, mention, draft.host_place) or (at_host and _follows(context, begin, draft)):
        return True
    if others or not all(near(ref, draft.host_place) or near(ref, draft.visitor_place) for ref in places):
        return False
    met = words.any_of("会议").search(context.text, begin, end) is not None
    return met or (mention is first and at_home) or any(not m.parts for m in sent) or bool(named & set(draft.hosts))


def _reaches(context: Context, day: Mention, host: PlaceRef | None) -> bool:
    """Whether a day stands right before a host, as that to which somebody came then."""
    place = next((m for m in context.of_type("place", day.end, day.end + _JUST_BEHIND + 1)), None)
    if place is None or _MARK.search(context.text, day.end, place.start) or place.start == day.end:
        return False
    return _names([ref for m in flatten((place,)) for ref in context.places_of(m)], host)


def _follows(context: Context, begin: int, draft: Draft) -> bool:
    """Whether a sentence is the next one after that which tells a visit: 【来访】甲县到我区. 15日，…."""
    _, end = sentence(context.text, draft.start, draft.end)
    return end <= begin and not context.text[end:begin].strip("。！？\n \u3000】》")


def _places(context: Context, begin: int, end: int) -> Iterator[PlaceRef]:
    for mention in context.before(end, begin):
        yield from (ref for m in flatten((mention,)) if m.type in _PLACES for ref in context.places_of(m))


def _names(places: Sequence[PlaceRef], side: PlaceRef | None) -> bool:
    return side is not None and any(within(ref, side) for ref in places)
