"""The facts of one page: sentences matched, drafts completed and united, every value with its evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TypedDict

from shanhai.knowledge import programmes, words
from shanhai.model import AnyFact, Basis, Evidence, Meeting, Modality, Page, Pairing, Programme, Tenure, Visit
from shanhai.restore import Alignment

from .attendance import attended
from .company import Company, deliberate_heads, headed
from .context import STORY, Context
from .draft import Draft
from .evidence import Claim, Quoter, doubtful, fact_id
from .meeting import Gathering, Meetings
from .pairing import Pair, Pairings, side_name
from .rulebook import Match, rulebook
from .sentence import sentences
from .tenure import Holding
from .visit import Visits

# What a fact is worth before calibration (issue 6): stated by a rule, or completed from the page.
STATED, COMPLETED = 0.9, 0.7


def matches(context: Context) -> tuple[Match, ...]:
    """What the rules find in the story, in order."""
    book = rulebook()
    found: list[Match] = []
    speaking = [m for m in context.story if m.type != "credit"]
    for block in context.blocks:
        if block.kind in STORY:
            parts = sentences(context.text, speaking, block.start, block.end)
            for index in range(len(parts)):
                found += book.matches(parts, index)
    return tuple(found)


def page_programme(context: Context) -> Programme | None:
    """The programme that the page speaks of most; only names that belong to a family count."""
    count: Counter[str] = Counter()
    for mention in context.mentions:
        inner = [mention, *mention.parts]
        if context.kind_at(mention.start) in STORY:
            count.update(m.text for m in inner if m.type == "programme" and programmes.family(m.text))
            count.update(m.text for m in (mention,) if m.type == "programme" and len(m.parts) > 1)
    for word in words.words("对口") if not count else ():
        if programmes.family(word) and word in context.text:
            count[word] += sum(context.text.count(word, b.start, b.end) for b in context.blocks if b.kind in STORY)
    if not +count:
        return None
    stated = min(count, key=lambda name: (-count[name], name))
    return Programme(stated=stated, family=programmes.family(stated))


def gather(context: Context, page: Page, holdings: Sequence[Holding]) -> tuple[AnyFact, ...]:
    """Every fact of the page, in order of type and place."""
    quoter = Quoter(context.restored)
    programme = page_programme(context)
    found = matches(context)
    visits = Visits(context, holdings)
    for match in found:
        if match.fact == "visit" and _goes(match):
            visits.start(match)
    led = deliberate_heads(visits.drafts, [m for m in found if m.fact == "visit"], holdings)
    wished = [d for d in led if d.modality is Modality.WISHED]
    told = [d for d in led if d.modality is not Modality.WISHED]
    company = Company(context, holdings, told or attended(context, found, holdings))
    for match in found:
        if match.fact == "visit" and not _goes(match):
            company.attach(match)
    drafts = [d.with_(programme=programme) if d.programme is None else d for d in (*headed(company.drafts, holdings), *wished)]
    meetings = Meetings(context, drafts)
    pairings = Pairings(context, programme)
    for match in found:
        if match.fact == "meeting":
            meetings.take(match)
        elif match.fact == "pairing":
            pairings.take(match)
    pairings.infer(drafts)
    pairings.laid_out(page, Alignment(context.restored))
    facts: list[AnyFact] = [_tenure(h, page, quoter) for h in _distinct(holdings)]
    facts += [_visit(d, trip, page, quoter) for d, trip in zip(drafts, trips(drafts), strict=True)]
    facts += [_meeting(g, page, quoter) for g in meetings.all()]
    facts += [_pairing(p, page, quoter) for p in pairings.all()]
    return tuple({fact.id: fact for fact in facts}.values())


def _goes(match: Match) -> bool:
    """Whether a match says where somebody goes."""
    return bool(match.roles.get("host_place") or match.sets.get("host_place"))


def trips(drafts: Sequence[Draft]) -> list[str | None]:
    """The trip of each visit: those of one delegation that one sentence tells share one, a visit alone has none."""
    journeys = [(d.start, d.visitor_place.name if d.visitor_place else "") for d in drafts]
    count = Counter(journeys)
    numbers = {journey: f"trip-{n}" for n, journey in enumerate((j for j in count if count[j] > 1), 1)}
    return [numbers.get(journey) for journey in journeys]


def _distinct(holdings: Sequence[Holding]) -> list[Holding]:
    return list({(h.person, h.post, h.organization): h for h in reversed(holdings)}.values())[::-1]


def _confidence(claims: Sequence[Claim]) -> float:
    return COMPLETED if any(c.basis is Basis.INFERRED for c in claims) else STATED


class _Grounds(TypedDict):
    """What every fact says of itself: its identity, and what it rests on."""

    id: str
    page: str
    confidence: float
    needs_review: bool
    evidence: dict[str, tuple[Evidence, ...]]


def _grounds(kind: str, keys: Mapping[str, str | None], claims: Sequence[Claim], page: Page, quoter: Quoter) -> _Grounds:
    evidence = quoter.quotes(claims)
    return _Grounds(
        id=fact_id(page.id, kind, keys, evidence),
        page=page.id,
        confidence=_confidence(claims),
        needs_review=doubtful(evidence),
        evidence=evidence,
    )


def _tenure(holding: Holding, page: Page, quoter: Quoter) -> Tenure:
    basis = Basis.INFERRED if holding.inferred else Basis.STATED
    start, end = holding.mention.start, holding.end
    claims = [Claim(field=f, start=start, end=end, rule="tenure.post-name") for f in ("", "person", "post")]
    if holding.organization:
        claims.append(Claim(field="organization", start=start, end=end, rule="tenure.post-name", basis=basis))
    keys = {"person": holding.person, "post": holding.post, "organization": holding.organization}
    return Tenure(
        **_grounds("tenure", keys, claims, page, quoter),
        person=holding.person,
        post=holding.post,
        organization=holding.organization,
        place=holding.place,
        role=holding.role,
    )


def _visit(draft: Draft, trip: str | None, page: Page, quoter: Quoter) -> Visit:
    keys = {
        "visitor_place": draft.visitor_place.name if draft.visitor_place else None,
        "host_place": draft.host_place.name if draft.host_place else None,
        "date": draft.date.start if draft.date else None,
    }
    grounds = _grounds("visit", keys, draft.claims, page, quoter)
    grounds["needs_review"] |= bool(draft.host_place and draft.host_place.candidates)
    return Visit(
        **grounds,
        modality=draft.modality,
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


def _meeting(gathering: Gathering, page: Page, quoter: Quoter) -> Meeting:
    return Meeting(
        **_grounds("meeting", {"name": gathering.name}, gathering.claims, page, quoter),
        name=gathering.name,
        kind=gathering.kind,
        place=gathering.place,
        date=gathering.date,
        parties=gathering.parties,
    )


def _pairing(pair: Pair, page: Page, quoter: Quoter) -> Pairing:
    keys = {"a": side_name(pair.a), "b": side_name(pair.b)}
    return Pairing(
        **_grounds("pairing", keys, pair.claims, page, quoter),
        a=pair.a,
        b=pair.b,
        programme=pair.programme,
        relation=pair.relation,
        since=pair.since,
        until=pair.until,
    )
