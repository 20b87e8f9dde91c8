"""Pairs that visits imply: two sides that meet under the programme of their tie."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from shanhai.knowledge import pairings, places, programmes, words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.model import Modality, Programme

from .context import Context
from .draft import Draft
from .evidence import Claim
from .sign import Sign
from .stretch import sentence

TIE = "pairing.visited"
_PAIR = 2


def of_visits(context: Context, drafts: Sequence[Draft]) -> Iterator[Sign]:
    """甲区代表团赴乙县对接东西部协作: two sides that the public record pairs, told to meet under the programme of their pair.

    Where a page tells only of one side's journey, the programme that the page speaks of is that of its visits too.
    """
    alone = len({d.visitor_place.name for d in drafts if d.visitor_place}) == 1
    met = {frozenset((a.name, b.name)) for d in drafts if (a := d.visitor_place) and (b := d.host_place)}
    for draft in drafts:
        visitor, host = draft.visitor_place, draft.host_place
        told = draft.programme if alone or any(c.field == "programme" for c in draft.claims) else None
        if told is None or draft.modality is not Modality.HAPPENED or visitor is None or host is None or not (visitor.code and host.code):
            continue
        one = len(met) == 1  # a tour of several is of no pair but those on record
        official = pairings.around if one else pairings.paired
        known = any(same_family(p.programme, told) for p in official(visitor.code, host.code))
        if known or (one and (_met_for_it(context, draft) or _of_a_tie(context, draft))):
            rule = "pairing.from-visit" if known or _met_for_it(context, draft) else TIE
            claims = tuple(
                Claim(field=field, start=draft.start, end=draft.end, rule=rule, basis=draft.claims[0].basis) for field in ("", "a", "b")
            )
            yield Sign(a=visitor, b=host, programme=told, claims=claims, start=draft.start)


def _met_for_it(context: Context, draft: Draft) -> bool:
    """Whether a visit between two counties or two cities is told to be for a programme: 甲区区长赴乙旗对接扶贫协作工作."""
    if not _of_one_level(context, draft):
        return False
    start, end = sentence(context.text, draft.start, draft.end)
    stated = [m.start for m in context.of_type("programme", start, end)]
    said = [hit.start() for hit in words.any_of("对口").finditer(context.text, start, end)]
    return any(words.ending("对接", context.text, at) for at in (*stated, *said))


def _of_one_level(context: Context, draft: Draft) -> bool:
    """Whether a visit is between two counties or two cities, and to none of the schools, hospitals and towns of the second."""
    visitor, host = draft.visitor_place, draft.host_place
    rows = [row for ref in (visitor, host) if ref and ref.code and (row := places.place(ref.code))]
    if len(rows) != _PAIR or rows[0].level != rows[1].level or rows[0].level == "province":
        return False
    told = [c for c in draft.claims if c.field == "host_place"]
    if any(context.within_name(c.start, c.end, ("organization", "site")) for c in told):
        return False  # 来到甲县乙乡|中心小学
    if any(m.value in INSTITUTIONS for c in told for m in context.of_type("organization", c.start, c.end)):
        return False
    return not any(context.locations.county(m) for c in told for m in context.of_type("place", c.start, c.end))  # 来到甲县|乙乡


def _of_a_tie(context: Context, draft: Draft) -> bool:
    """Whether a visit between places of one level is under a programme of a family, on a page that says what pairs are."""
    family = draft.programme is not None and draft.programme.family is not None
    if not (family and _of_one_level(context, draft)) or words.any_of("成对").search(context.text) is None:
        return False
    return not any(_within_school(context, c) for c in draft.claims if c.field in ("visitor_place", "visitors"))


def _within_school(context: Context, claim: Claim) -> bool:
    """Whether a side is told by a school or a hospital that goes: 甲市第二中学|一行."""
    begun = context.of_type("organization", claim.start, claim.start + 1)
    led = (p for m in context.of_type("official", claim.start, claim.start + 1) for p in m.parts if p.type == "organization")
    return any(m.value in INSTITUTIONS for m in (*begun, *led))


def same_family(official: str, told: Programme) -> bool:
    """Whether a programme of the public record is of the family of one that a page names."""
    family = programmes.family(official)
    return family is not None and family == told.family
