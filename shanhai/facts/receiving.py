"""Who receives by his post alone: the people of a host's place whom a page names where it tells of the visit there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import BlockKind, Modality, PlaceRef, Role

from .context import Context
from .draft import Draft
from .evidence import Claim
from .holding import Holding
from .house import own_body
from .location import related, within
from .strand import Strand
from .tenure import kept_abroad

_RULE = "visit.of-the-host"
_SENT = words.words("派往")
_COME = "来的"  # 乙市|来的|护理部主任
_BESIDE = 12  # characters around a post in which 挂职 is said of its holder


def received(context: Context, drafts: Sequence[Draft], holdings: Sequence[Holding]) -> list[Draft]:
    """The drafts, with those who hold a post in the host place of a visit as further hosts.

    On a page of one journey all whom it names once it has come to that; of several journeys those only who are named in the paragraph that
    tells of one. Where one of the sides holds the other, who speaks may have had no part in the visit.
    """
    result, strand = list(drafts), Strand(context, drafts)
    told = [i for i, d in enumerate(drafts) if not d.background and d.modality is Modality.HAPPENED]
    told = [i for i in told if not strand.only_recalled(i)] or told
    journey = _one_journey([drafts[i] for i in told])
    for index in told:
        host, visitor = drafts[index].host_place, drafts[index].visitor_place
        taken = {name for d in (drafts if journey else [drafts[index]]) for name in (d.head, *d.hosts, *d.members)}
        for holding in _of_place(context, holdings, host) if host and visitor and not related(host, visitor) else ():
            at = holding.mention.start
            if holding.person in taken or strand.another_news(index, at) or not _begun(context, strand, drafts[index], at):
                continue
            if not journey and not (strand.at(at) == [index] and context.paragraph(at)[0] <= (drafts[index].told(at) or 0)):
                continue
            claim = Claim(field="hosts", start=at, end=holding.end, rule=_RULE)
            result[index] = result[index].adding("hosts", (holding.person,), [claim])
            taken.add(holding.person)
    return result


def _one_journey(drafts: Sequence[Draft]) -> bool:
    """Whether some visits are of the same visitors, to hosts of which none lies in another."""
    hosts = [d.host_place for d in drafts]
    apart = not any(a is None or b is None or related(a, b) for i, a in enumerate(hosts) for b in hosts[:i])
    return apart and len({d.visitor_place for d in drafts}) == 1


def _begun(context: Context, strand: Strand, draft: Draft, offset: int) -> bool:
    """Whether a page has come to a visit before an offset: in its headline or text, before which only heads of records name people."""
    told = (draft.start, *draft.tellings)
    if any(context.kind_at(at) is BlockKind.TITLE for at in told) or offset >= strand.sentence(min(told)):
        return True
    return "。" not in context.text[slice(*context.paragraph(offset))]  # 参会：甲县县长李四


def _of_place(context: Context, holdings: Sequence[Holding], host: PlaceRef) -> Iterator[Holding]:
    """The posts of those who hold one in a place and none elsewhere, and were not sent there."""
    elsewhere = {h.person for h in holdings if _sent(context, h) or (h.place is not None and h.place.code and not related(h.place, host))}
    house = own_body(context)
    own = (house, *words.words("我校")) if house else ()
    for holding in holdings:
        ours = holding.organization in own and not context.text.endswith(_COME, 0, holding.mention.start)
        place = holding.place or (next(iter(context.publisher_places), None) if ours else None)
        if place is not None and place.code is None:
            place = context.locations.county_named(place.name) or place  # the people of a town receive in its county
        fitting = place is not None and within(place, host) and holding.role is Role.ACTOR
        if fitting and holding.person not in elsewhere and context.kind_at(holding.mention.start) is BlockKind.BODY:
            yield holding


def _sent(context: Context, holding: Holding) -> bool:
    """Whether somebody was sent by the other side: 甲省援疆指挥部副总指挥, 甲县副县长（挂职）."""
    around = context.text[max(0, holding.mention.start - _BESIDE) : holding.end + _BESIDE]
    return kept_abroad(holding.organization) or any(word in around for word in _SENT)
