"""Visits and pairs that no rule tells, but whose words are like those of labelled ones: each asks for a person's eye."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from shanhai.model import Basis, BlockKind, Mention, PlaceRef

from .context import Context
from .draft import Draft
from .evidence import LIKELY_PAIR, LIKELY_VISIT, Claim
from .holding import Holding
from .location import near
from .masking import Scene, Stage
from .occasion import Occasion
from .pair import side_name
from .person import person_of
from .relation import PAIRING, VISIT, Couple, Relations
from .rulebook import Match
from .sign import Sign

# How likely a couple must be, chosen on bench/held: .7 gave 3 visits and 1 pair more that are right for 5 and 8 that are not, .8 the
# same for 1 and 2; .9 gave one visit less (30 November 2026).
LEAST_PAIR, LEAST_VISIT = 0.8, 0.8
_PEOPLE, _FIELDS = ("official", "person"), ("visitor_place", "host_place")
_Sides = tuple[PlaceRef | None, PlaceRef | None]


def likely_pairs(context: Context, stage: Stage, known: Collection[frozenset[str]]) -> Iterator[Sign]:
    """The pairs that the words of the page make likely, without those of which both names are `known` as one."""
    relations = Relations(context, stage, PAIRING)
    for couple in relations.couples():
        a, b = stage.sides[couple.a], stage.sides[couple.b]
        if frozenset((side_name(a), side_name(b))) in known:
            continue
        likelihood, scene = relations.judged(couple)
        if likelihood >= LEAST_PAIR:
            yield Sign(a=a, b=b, programme=None, claims=_claims(scene, couple, LIKELY_PAIR, ("a", "b")), start=scene.start)


def likely_visits(context: Context, stage: Stage, holdings: Sequence[Holding], told: Sequence[Draft]) -> tuple[Draft, ...]:
    """The visits that the words of the page make likely, of places of which no visit is told between them or to what lies around."""
    relations = Relations(context, stage, VISIT)
    guests, hosts = _Told([d.visitor_place for d in told]), _Told([d.host_place for d in told])
    found: list[tuple[float, Draft]] = []
    for couple in relations.couples():
        guest, host = stage.sides[couple.a], stage.sides[couple.b]
        if isinstance(guest, str) or isinstance(host, str) or not guests.around(guest).isdisjoint(hosts.around(host)):
            continue
        likelihood, scene = relations.judged(couple)
        if likelihood >= LEAST_VISIT:
            found.append((likelihood, _draft(context, holdings, guest, host, scene, _claims(scene, couple, LIKELY_VISIT, _FIELDS))))
    drafts: list[Draft] = []
    for _, draft in sorted(found, key=lambda one: (-one[0], one[1].start)):  # the likeliest of what lies in one another
        sides_of = (draft.visitor_place, draft.host_place)
        if not any(_same((known.visitor_place, known.host_place), sides_of) for known in drafts):
            drafts.append(draft)
    return tuple(sorted(drafts, key=lambda draft: draft.start))


class _Told:
    """The places on one side of the visits that are told of, each with the numbers of those visits."""

    def __init__(self, places: Sequence[PlaceRef | None]) -> None:
        self._visits: dict[PlaceRef, list[int]] = {}
        for number, place in enumerate(places):
            if place is not None:
                self._visits.setdefault(place, []).append(number)
        self._found: dict[PlaceRef, frozenset[int]] = {}

    def around(self, place: PlaceRef) -> frozenset[int]:
        """The visits of a place, of what lies in it or around it; a place is compared with each that is told of once."""
        if (found := self._found.get(place)) is None:
            found = frozenset(number for other, numbers in self._visits.items() if near(other, place) for number in numbers)
            self._found[place] = found
        return found


def _same(told: _Sides, sides: _Sides) -> bool:
    """Whether two are the sides that are told of, or what lies in one of those or around it."""
    (one, other), (guest, host) = told, sides
    return near(one, guest) and near(other, host)


def _draft(context: Context, holdings: Sequence[Holding], guest: PlaceRef, host: PlaceRef, scene: Scene, said: Sequence[Claim]) -> Draft:
    match = Match(rule=LIKELY_VISIT, fact="visit", start=scene.start, end=scene.end, roles={})
    occasion = Occasion(context)
    date, when = occasion.date(match, next_too=True)
    claims = list(said)
    if date is not None:
        claims.append(Claim(field="date", start=date.start, end=date.end, rule=LIKELY_VISIT))
    party = next(iter(context.of_type("delegation", scene.start, scene.end)), None)
    head = next((m for m in _people(context, scene) if _holds(holdings, m, guest)), None)
    if head is not None:
        claims.append(Claim(field="head", start=head.start, end=head.end, rule=LIKELY_VISIT, basis=Basis.INFERRED))
    return Draft(
        visitors=(party.text if party else guest.name,),
        visitor_place=guest,
        host_place=host,
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


def _holds(holdings: Sequence[Holding], mention: Mention, place: PlaceRef) -> bool:
    """Whether somebody holds a post of a place."""
    name = person_of(mention)
    return any(h.person == name and h.place is not None and h.place.name == place.name for h in holdings)


def _claims(scene: Scene, couple: Couple, rule: str, fields: tuple[str, str]) -> tuple[Claim, ...]:
    """What a sentence says: all of it for the fact, and the names of the sides in it or shortly before."""
    claims = [Claim(field="", start=scene.start, end=scene.end, rule=rule, basis=Basis.INFERRED)]
    for field, key in zip(fields, (couple.a, couple.b), strict=True):
        named = (unit for unit in (*scene.units, *reversed(scene.before)) if key in unit.keys or key in unit.bodies)
        claims += [Claim(field=field, start=unit.start, end=unit.end, rule=rule) for unit in islice(named, 1)]
    return tuple(claims)
