"""Visits, meetings, pairings and tenures, as rooms of this folder have put them together, made into facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from shanhai.model import Basis, Meeting, Pairing, Tenure, Visit

from .draft import Draft
from .evidence import Claim, unruled
from .grounds import Grounding
from .holding import Holding
from .meeting import Gathering
from .pair import Pair, side_name


def trips(drafts: Sequence[Draft]) -> list[str | None]:
    """The trip of each visit: those of one delegation that one sentence tells share one, a visit alone has none."""
    journeys = [(d.start, d.visitor_place.name if d.visitor_place else "") for d in drafts]
    count = Counter(journeys)
    numbers = {journey: f"trip-{n}" for n, journey in enumerate((j for j in count if count[j] > 1), 1)}
    return [numbers.get(journey) for journey in journeys]


def distinct(holdings: Sequence[Holding]) -> list[Holding]:
    """Each post of each person once, as first told."""
    return list({(h.person, h.post, h.organization): h for h in reversed(holdings)}.values())[::-1]


def tenure(holding: Holding, grounding: Grounding) -> Tenure:
    """A holding as a fact."""
    basis = Basis.INFERRED if holding.inferred else Basis.STATED
    start, end = holding.mention.start, holding.end
    claims = [Claim(field=f, start=start, end=end, rule="tenure.post-name") for f in ("", "person", "post")]
    if holding.organization:
        claims.append(Claim(field="organization", start=start, end=end, rule="tenure.post-name", basis=basis))
    keys = {"person": holding.person, "post": holding.post, "organization": holding.organization}
    return Tenure(
        **grounding.of("tenure", keys, claims),
        person=holding.person,
        post=holding.post,
        organization=holding.organization,
        place=holding.place,
        role=holding.role,
    )


def visit(draft: Draft, trip: str | None, grounding: Grounding) -> Visit:
    """A draft as a fact."""
    keys = {
        "visitor_place": draft.visitor_place.name if draft.visitor_place else None,
        "host_place": draft.host_place.name if draft.host_place else None,
        "date": draft.date.start if draft.date else None,
    }
    grounds = grounding.of("visit", keys, draft.claims, modality=draft.modality)
    grounds["needs_review"] |= bool(draft.host_place and draft.host_place.candidates) or unruled(draft.claims)
    return Visit(
        **grounds,
        visitors=draft.visitors,
        visitor_place=draft.visitor_place,
        members=draft.members,
        head=draft.head,
        host_place=draft.host_place,
        hosts=draft.hosts,
        sites=draft.sites,
        date=draft.date,
        kind=draft.kind,
        programme=draft.programme,
        purpose=draft.purpose,
        trip=trip,
        background=draft.background,
    )


def meeting(gathering: Gathering, grounding: Grounding) -> Meeting:
    """A gathering as a fact."""
    return Meeting(
        **grounding.of("meeting", {"name": gathering.name}, gathering.claims, modality=gathering.modality),
        name=gathering.name,
        kind=gathering.kind,
        place=gathering.place,
        date=gathering.date,
        parties=gathering.parties,
    )


def pairing(pair: Pair, grounding: Grounding) -> Pairing:
    """A pair as a fact."""
    keys = {"a": side_name(pair.a), "b": side_name(pair.b)}
    return Pairing(
        **grounding.of("pairing", keys, pair.claims, doubted=unruled(pair.claims)),
        a=pair.a,
        b=pair.b,
        programme=pair.programme,
        relation=pair.relation,
        since=pair.since,
        until=pair.until,
    )
