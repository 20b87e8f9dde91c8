"""Who received, who came along, what was shown: the sentences around a visit, attached to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from shanhai.knowledge import places, posts, words
from shanhai.model import Basis, Mention, PlaceRef

from .context import Context
from .draft import Draft
from .evidence import Claim
from .location import flatten, near
from .person import people_of
from .rulebook import Match
from .tenure import Holding

# A telling goes on for so many characters after its visit is named; among the labelled pages the farthest site that belongs to a visit of a
# page with several stands 900 characters after it, and then names its delegation.
_REACH = 400
_HEADS = ("committee", "place")
_TOWNSHIP_ENDS = ("镇", "乡", "街道", "村")


class Company:
    """Attaches hosts, members and sites to the visits of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding], drafts: Sequence[Draft]) -> None:
        self._context = context
        self._places = _places_of_people(holdings)
        self.drafts = list(drafts)

    def attach(self, match: Match) -> None:
        """Takes in a match that names people or sites."""
        named = [m for role in ("also", "hosts", "members") for m in match.roles.get(role, ())]
        people = [*(self._listed_before(named[0]) if named else ()), *named]
        for index in self._visits_at(match.start):
            draft = self.drafts[index]
            for name, mention in people_of(people):
                draft = self._with_person(draft, name, mention, match)
            self.drafts[index] = draft
        sites = [m for m in match.roles.get("sites", ()) if self._is_site(m)]
        if sites:
            for index in self._visits_of_sites(match, sites[0]):
                claims = [Claim(field="sites", start=m.start, end=m.end, rule=match.rule) for m in sites]
                self.drafts[index] = self.drafts[index].adding("sites", (m.text for m in sites), claims)

    def _listed_before(self, first: Mention) -> Iterator[Mention]:
        """甲；乙、丙分别会见: those of the items before, parted by semicolons, that end in a name."""
        text, end = self._context.text, first.start
        while end > 0 and text[end - 1] == "；":
            start = max(text.rfind(c, 0, end - 1) + 1 for c in "。！？；\n")
            inside = [m for kind in ("official", "person") for m in self._context.of_type(kind, start, end)]
            if not any(m.end == end - 1 for m in inside):
                return
            yield from inside
            end = start

    def _with_person(self, draft: Draft, name: str, mention: Mention, match: Match) -> Draft:
        """A person of the host's place receives, one of the visitors' place came along; others are left out."""
        if name == draft.head:
            return draft
        own = [self._context.locations.county_named(p.name) or p if p.code is None else p for p in self._places.get(name, ())]
        field = None
        if any(near(p, draft.host_place) for p in own) and not any(_inside(draft.visitor_place, p) for p in own):
            field = "hosts"
        elif any(near(p, draft.visitor_place) for p in own):
            field = "members"
        if field is None or name in draft.hosts:
            return draft
        return draft.adding(field, (name,), [Claim(field=field, start=mention.start, end=mention.end, rule=match.rule)])

    def _is_site(self, mention: Mention) -> bool:
        if mention.type in ("place", "zone"):
            return mention.text.endswith(_TOWNSHIP_ENDS) and not any(c.isdigit() and len(c) == 6 for c in (mention.value or "").split("|"))
        return mention.type in ("site", "organization")

    # Which visit is it? -------------------------------------------------------------------------------------------------

    def _visits_at(self, offset: int) -> list[int]:
        """The visits that a sentence about people speaks of: those told last before it (all of one trip), or the first after it."""
        if not self.drafts:
            return []
        told = {i: t for i, d in enumerate(self.drafts) if (t := d.told(offset)) is not None}
        if not told:
            first, end = min(d.start for d in self.drafts), self._context.paragraph(offset)[1]
            return [i for i, d in enumerate(self.drafts) if d.start == first and first < end]
        last = max(told.values())
        alone = len({d.start for d in self.drafts}) == 1
        start, _ = self._context.paragraph(offset)
        return [i for i, t in told.items() if t == last and (alone or t >= start)]

    def _visits_of_sites(self, match: Match, site: Mention) -> list[int]:
        """The visits whose delegation the sentence names, narrowed by the host that it names; else those told last."""
        begin = self._sentence_start(match.start)
        named = list(self._delegations(begin, site.start)) or self._last_delegation(begin)
        hosts = [ref for m in self._context.before(site.start, begin) for ref in self._context.places_of(m)]
        found = [
            i
            for i, d in enumerate(self.drafts)
            if any(d.visitor_place and d.visitor_place.name == p.name for p in named) and not d.background
        ]
        narrowed = [i for i in found if any(near(self.drafts[i].host_place, h) for h in hosts)]
        if narrowed or found:
            return narrowed or (found if len(found) == 1 else self._by_site(found, site))
        led = [i for i, d in enumerate(self.drafts) if d.head and d.head in self._people(begin, site.start)]
        told = led or self._visits_at(match.start)
        hosted = [i for i in told if any(self.drafts[i].host_place == h for h in hosts)]
        return hosted or (told if len(told) == 1 else self._by_site(told, site))

    def _people(self, start: int, end: int) -> set[str]:
        return {name for name, _ in people_of(self._context.before(end, start))}

    def _by_site(self, found: Sequence[int], site: Mention) -> list[int]:
        """Of several hosts the one in whose name the site stands."""
        inside = [ref for m in flatten([site]) for ref in self._context.places_of(m)]
        return [i for i in found if any(near(self.drafts[i].host_place, p) for p in inside)]

    def _delegations(self, start: int, end: int) -> Iterator[PlaceRef]:
        for mention in self._context.before(end, start):
            if mention.type == "delegation":
                yield from (ref for p in mention.parts[:1] for ref in self._context.places_of(p))

    def _last_delegation(self, start: int) -> list[PlaceRef]:
        """他们, 考察团, 代表团一行: the delegation with a name that was told of last."""
        for mention in self._context.before(start, self._context.paragraph(start)[0]):
            if mention.type == "delegation" and mention.parts:
                return [ref for p in mention.parts[:1] for ref in self._context.places_of(p)]
        return []

    def _sentence_start(self, offset: int) -> int:
        text = self._context.text
        return max((text.rfind(c, 0, offset) + 1 for c in "。！？\n"), default=0)


def _same(place: PlaceRef, other: PlaceRef | None) -> bool:
    """Whether two places are one; where either has no code, whether one lies in the other."""
    if other is None or not (place.code and other.code):
        return near(place, other)
    return place.code == other.code


def _inside(place: PlaceRef | None, other: PlaceRef) -> bool:
    """Whether a person's place is the visitors' own, and not only a place above it."""
    if place is None:
        return False
    return place.name == other.name or bool(
        place.code and other.code and (place.code == other.code or places.within(other.code, place.code))
    )


def _places_of_people(holdings: Iterable[Holding]) -> dict[str, tuple[PlaceRef, ...]]:
    result: dict[str, tuple[PlaceRef, ...]] = {}
    for holding in holdings:
        if holding.place is not None:
            result[holding.person] = (*result.get(holding.person, ()), holding.place)
    return result


def deliberate_heads(drafts: Iterable[Draft], matches: Iterable[Match], holdings: Iterable[Holding]) -> list[Draft]:
    """Heads named apart from their visit (甲带队；由甲率领) go to the visit of their own place that lacks one and was told last."""
    result = list(drafts)
    own = _places_of_people(holdings)
    for match in matches:
        head = next(iter(match.roles.get("head", ())), None)
        if head is None or match.roles.get("host_place") or head.type not in ("official", "person"):
            continue
        places = own.get(head.value or head.text, ())
        told = [i for i, d in enumerate(result) if d.head is None and (not places or any(_same(p, d.visitor_place) for p in places))]
        told = [i for i in told if result[i].told(match.start) is not None] or told[:1]
        if told and match.start - (result[told[-1]].told(match.start) or 0) < _REACH:
            claim = Claim(field="head", start=head.start, end=head.end, rule=match.rule, basis=Basis.STATED)
            result[told[-1]] = result[told[-1]].with_([claim], head=head.value or head.text)
    return result


def headed(drafts: Iterable[Draft], holdings: Sequence[Holding]) -> list[Draft]:
    """Of several who came and of whom none is said to lead, who heads the visitors' committee or place leads (书记 before 县长)."""
    return [_headed(draft, holdings) for draft in drafts]


def _headed(draft: Draft, holdings: Sequence[Holding]) -> Draft:
    if draft.head is not None or draft.visitor_place is None:
        return draft
    ranked = [
        (_HEADS.index(post.belongs), draft.members.index(h.person), h.person)
        for h in holdings
        if h.person in draft.members
        and h.place is not None
        and _same(h.place, draft.visitor_place)
        and (post := posts.titles().get(h.post)) is not None
        and post.belongs in _HEADS
        and not post.deputy
        and h.post not in words.words("委员")
    ]
    if not ranked:
        return draft
    name = min(ranked)[2]
    claims = [replace(c, field="head", basis=Basis.INFERRED) for c in draft.claims if c.field == "members"][:1]
    return draft.with_(claims, head=name, members=tuple(m for m in draft.members if m != name))
