"""Visits and pairs that no rule tells, but whose words are like those of labelled ones: each asks for a person's eye."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from shanhai.model import Basis, BlockKind, Mention, PlaceRef

from .context import Context
from .draft import Draft
from .evidence import LIKELY_PAIR, LIKELY_VISIT, Claim
from .holding import Holding
from .inference import Sign
from .location import related
from .masking import Key, Scene, Stage
from .occasion import Occasion
from .person import person_of
from .relation import PAIRING, VISIT, Couple, Relations
from .rulebook import Match

# How likely a couple must be. On bench/held .7 gave 3 visits and 1 pair more that are right for 5 and 8 that are not, .8 the same for
# 1 and 2; .9 gave one visit less (30 November 2026).
LEAST_PAIR, LEAST_VISIT = 0.8, 0.8
_PEOPLE = ("official", "person")


def likely_pairs(context: Context, stage: Stage, known: Collection[frozenset[str]]) -> Iterator[Sign]:
    """The pairs that the words of the page make likely, without those of which both names are `known` as one."""
    relations = Relations(context, stage, PAIRING)
    for couple in relations.couples():
        a, b = stage.sides[couple.a], stage.sides[couple.b]
        if frozenset((_name(a), _name(b))) in known:
            continue
        likelihood, scene = relations.judged(couple)
        if likelihood >= LEAST_PAIR:
            yield Sign(a=a, b=b, programme=None, claims=_claims(scene, couple, LIKELY_PAIR, ("a", "b")), start=scene.start)


def likely_visits(context: Context, stage: Stage, holdings: Sequence[Holding], told: Sequence[Draft]) -> tuple[Draft, ...]:
    """The visits that the words of the page make likely, of places of which no visit is told between them or to what lies around."""
    relations = Relations(context, stage, VISIT)
    sides = {(_name(d.visitor_place), _name(d.host_place)) for d in told if d.visitor_place and d.host_place}
    found: list[tuple[float, Couple, Scene]] = []
    for couple in relations.couples():
        guest, host = stage.sides[couple.a], stage.sides[couple.b]
        if isinstance(guest, str) or isinstance(host, str) or (guest.name, host.name) in sides:
            continue
        likelihood, scene = relations.judged(couple)
        if likelihood >= LEAST_VISIT and not any(_same(draft, guest, host) for draft in told):
            found.append((likelihood, couple, scene))
    drafts: list[Draft] = []
    for _, couple, scene in sorted(found, key=lambda one: (-one[0], one[2].start, one[1].a, one[1].b)):
        draft = _draft(context, stage, holdings, couple, scene)
        if draft.visitor_place and draft.host_place and not any(_same(d, draft.visitor_place, draft.host_place) for d in drafts):
            drafts.append(draft)
    return tuple(sorted(drafts, key=lambda draft: draft.start))


def _same(draft: Draft, guest: PlaceRef, host: PlaceRef) -> bool:
    """Whether a draft tells of the same sides, or of what lies in one of them or around it."""
    one, other = draft.visitor_place, draft.host_place
    return one is not None and other is not None and related(one, guest) and related(other, host)


def _draft(context: Context, stage: Stage, holdings: Sequence[Holding], couple: Couple, scene: Scene) -> Draft:
    guest, host = stage.sides[couple.a], stage.sides[couple.b]
    match = Match(rule=LIKELY_VISIT, fact="visit", start=scene.start, end=scene.end, roles={})
    occasion = Occasion(context)
    date, when = occasion.date(match, next_too=True)
    claims = list(_claims(scene, couple, LIKELY_VISIT, ("visitor_place", "host_place")))
    if date is not None:
        claims.append(Claim(field="date", start=date.start, end=date.end, rule=LIKELY_VISIT))
    party = next(iter(context.of_type("delegation", scene.start, scene.end)), None)
    head = next((m for m in _people(context, scene) if _holds(holdings, m, guest)), None)
    if head is not None:
        claims.append(Claim(field="head", start=head.start, end=head.end, rule=LIKELY_VISIT, basis=Basis.INFERRED))
    return Draft(
        visitors=(party.text,) if party else (_name(guest),),
        visitor_place=guest if isinstance(guest, PlaceRef) else None,
        host_place=host if isinstance(host, PlaceRef) else None,
        head=person_of(head),
        date=when,
        modality=occasion.modality(match),
        background=context.kind_at(scene.start) is BlockKind.BACKGROUND,
        start=scene.start,
        end=scene.end,
        claims=tuple(claims),
    )


def _people(context: Context, scene: Scene) -> Iterator[Mention]:
    """The people whom a sentence names."""
    for kind in _PEOPLE:
        yield from context.of_type(kind, scene.start, scene.end)


def _holds(holdings: Sequence[Holding], mention: Mention, place: PlaceRef | str) -> bool:
    """Whether somebody holds a post of a place."""
    name = person_of(mention)
    return any(h.person == name and h.place is not None and _name(h.place) == _name(place) for h in holdings)


def _claims(scene: Scene, couple: Couple, rule: str, fields: tuple[str, str]) -> tuple[Claim, ...]:
    """What a sentence says: all of it for the fact, and the names of the sides in it or shortly before."""
    claims = [Claim(field="", start=scene.start, end=scene.end, rule=rule, basis=Basis.INFERRED)]
    for field, key in zip(fields, (couple.a, couple.b), strict=True):
        named = _unit(scene, key)
        if named is not None:
            claims.append(Claim(field=field, start=named[0], end=named[1], rule=rule))
    return tuple(claims)


def _unit(scene: Scene, key: Key) -> tuple[int, int] | None:
    units = (*scene.units, *reversed(scene.before))
    return next(((unit.start, unit.end) for unit in units if key in unit.keys or key in unit.bodies), None)


def _name(side: PlaceRef | str) -> str:
    return side if isinstance(side, str) else side.name
