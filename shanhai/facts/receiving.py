"""Who receives by his post alone: the people of the host's place whom a page with one visit names beside its guests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import BlockKind, Modality, PlaceRef, Role

from .context import Context
from .draft import Draft
from .evidence import Claim
from .holding import Holding
from .location import related, within
from .tenure import kept_abroad

_RULE = "visit.of-the-host"
_SENT = words.words("派往")
_BESIDE = 12  # characters around a post in which 挂职 is said of its holder


def received(context: Context, drafts: Sequence[Draft], holdings: Sequence[Holding]) -> list[Draft]:
    """The drafts; the only visit of a page with those who hold a post in its host place as further hosts.

    On a page that tells of several, or of whose sides one holds the other, who speaks may have had no part in any of them.
    """
    told = [i for i, d in enumerate(drafts) if not d.background and d.modality is Modality.HAPPENED]
    if len(told) != 1:
        return list(drafts)
    index = told[0]
    host, visitor = drafts[index].host_place, drafts[index].visitor_place
    if host is None or visitor is None or related(host, visitor):
        return list(drafts)
    taken = {name for d in drafts for name in (d.head, *d.hosts, *d.members) if name}
    result = list(drafts)
    for holding in _of_place(context, holdings, host):
        if holding.person not in taken:
            claim = Claim(field="hosts", start=holding.mention.start, end=holding.end, rule=_RULE)
            result[index] = result[index].adding("hosts", (holding.person,), [claim])
    return result


def _of_place(context: Context, holdings: Sequence[Holding], host: PlaceRef) -> Iterator[Holding]:
    """The first post of each person who holds one in a place and none elsewhere, and was not sent there."""
    elsewhere = {h.person for h in holdings if _sent(context, h) or (h.place is not None and h.place.code and not related(h.place, host))}
    seen: set[str] = set()
    for holding in holdings:
        place = holding.place
        if place is not None and place.code is None:
            place = context.locations.county_named(place.name) or place  # the people of a town receive in its county
        fitting = place is not None and within(place, host) and holding.role is Role.ACTOR
        if fitting and holding.person not in elsewhere | seen and context.kind_at(holding.mention.start) is BlockKind.BODY:
            seen.add(holding.person)
            yield holding


def _sent(context: Context, holding: Holding) -> bool:
    """Whether somebody was sent by the other side: 甲省援疆指挥部副总指挥, 甲县副县长（挂职）."""
    around = context.text[max(0, holding.mention.start - _BESIDE) : holding.end + _BESIDE]
    return kept_abroad(holding.organization) or any(word in around for word in _SENT)
