"""Visits told in a word and then in detail: a headline's 赴甲省考察, and below 赴甲省乙市、丙市; 赴甲省，走了乙、丙两市."""

from __future__ import annotations

from collections.abc import Sequence

from shanhai.knowledge import words
from shanhai.model import BlockKind, Mention, PlaceRef

from .arrival import ARRIVAL
from .context import Context
from .draft import Draft
from .location import related, within
from .stretch import sentence

_PROVINCE = "0000"


def _bound_for(context: Context, mention: Mention) -> bool:
    """Whether the text says that somebody goes to a place."""
    return context.kind_at(mention.start) is not BlockKind.TITLE and context.text.endswith(words.words("赴"), 0, mention.start)


def in_headline(context: Context, draft: Draft) -> bool:
    """Whether only the headline tells of a visit."""
    return all(context.kind_at(start) is BlockKind.TITLE for start in (draft.start, *draft.tellings))


def in_detail(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The visits without those that only the headline tells of and the text tells in detail: 赴甲省考察, and below 赴甲省乙市、丙市."""
    result = list(drafts)
    for outer in [d for d in drafts if in_headline(context, d)]:
        host = outer.host_place
        below = context.of_type("place", outer.end, len(context.text))
        if host is None or host.code is None or any(_bound_for(context, m) and host in context.places_of(m) for m in below):
            continue
        theirs = ((i, d) for i, d in enumerate(result) if d.visitor_place == outer.visitor_place and not in_headline(context, d))
        inner = [i for i, d in theirs if d.host_place and _lies_in(context, d.host_place, host)]
        if inner and not any(result[i].background for i in inner):
            for i in inner:
                result[i] = result[i].with_(head=result[i].head or outer.head, kind=result[i].kind or outer.kind)
            result.remove(outer)
    return result


def _lies_in(context: Context, place: PlaceRef, outer: PlaceRef) -> bool:
    """Whether a division lies in another, or a zone does."""
    return outer.code in context.ancestors(place) or (place.code is None and related(place, outer))


def in_parts(context: Context, drafts: Sequence[Draft]) -> list[Draft]:
    """The visits without those to a province whose sentence goes on to where in it the visitors were: 赴甲省，|走了乙、丙两市."""
    return [d for d in drafts if not any(_parts(context, d, other) for other in drafts)]


def _parts(context: Context, outer: Draft, inner: Draft) -> bool:
    """Whether a visit is to a place within the province to which another goes, told in the rest of its sentence."""
    host = outer.host_place
    if host is None or not (host.code or "").endswith(_PROVINCE) or inner.host_place is None or inner.visitor_place != outer.visitor_place:
        return False
    if outer.visitor_place is not None and (outer.visitor_place.code or "").endswith(_PROVINCE):
        return False  # a province's delegation is at the province, wherever they meet
    said = max(c.end for c in outer.claims if c.field == "host_place")
    _, end = sentence(context.text, said, said)
    reached = max(c.start for c in inner.claims if c.field == "host_place")
    return host.code in context.ancestors(inner.host_place) and said <= reached < end and not outer.hosts


def without_stops(drafts: Sequence[Draft]) -> list[Draft]:
    """The visits without the stops of others: 赴甲市考察…。|先后到乙区、丙县: where nobody received them and no other day is told."""
    return [d for d in drafts if not any(_stop_of(d, other) or _mirrors(d, other) or _whence(d, other) for other in drafts)]


def _mirrors(draft: Draft, other: Draft) -> bool:
    """甲市市长李四率甲市代表团到乙市…。对|李四一行来乙|表示欢迎: whether who leads a delegation seems to lead guests to whence it came."""
    led = draft.head is not None and draft.head == other.head and not draft.date and not _of_party(draft) and _of_party(other)
    return led and (draft.visitor_place, draft.host_place) == (other.host_place, other.visitor_place)


def _whence(draft: Draft, other: Draft) -> bool:
    """从甲省来到乙市…甲省丙县的老师: whether a bare province, from which those of one of its counties came, seems to come itself."""
    outer, inner = draft.visitor_place, other.visitor_place
    bare = draft.head is None and outer is not None and (outer.code or "").endswith(_PROVINCE) and not _of_party(draft)
    return (
        bare
        and outer is not None
        and inner is not None
        and outer != inner
        and within(inner, outer)
        and draft.host_place == other.host_place
    )


def _of_party(draft: Draft) -> bool:
    """Whether a page names the party that came, and not only who leads it."""
    own = draft.visitor_place.name if draft.visitor_place is not None else None
    return any(name not in (draft.head, own) for name in draft.visitors)


def _stop_of(inner: Draft, outer: Draft) -> bool:
    """Whether a visit is only that those who came to a place of their own level or below went on within it."""
    host, visitor, place = outer.host_place, outer.visitor_place, inner.host_place
    if host is None or place is None or visitor is None or visitor != inner.visitor_place or _gone(outer) >= _gone(inner):
        return False
    if host == place or not within(place, host) or outer.background or inner.hosts or not _same_day(inner, outer):
        return False
    below = (host.code or "").endswith(_PROVINCE) and not (visitor.code or "").endswith(_PROVINCE)
    return not below and {c.rule for c in inner.claims if c.field == "host_place"} == {ARRIVAL}


def _gone(draft: Draft) -> int:
    """Where a page first names the place to which a visit is."""
    return min((c.start for c in draft.claims if c.field == "host_place"), default=draft.start)


def _same_day(inner: Draft, outer: Draft) -> bool:
    """Whether no other day is told of a visit than of another."""
    return inner.date is None or (outer.date is not None and inner.date.start == outer.date.start)
