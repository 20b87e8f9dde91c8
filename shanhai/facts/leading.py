"""Who leads a visit: named apart from it (甲带队, 由甲率领), or the highest of those who came."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from shanhai.knowledge import posts, words
from shanhai.model import Basis, PlaceRef

from .context import Context
from .draft import Draft
from .evidence import Claim
from .holding import Holding, places_of_people
from .location import near
from .person import people_of
from .rulebook import Match
from .shown import one_trip
from .tenure import ABROAD

# A telling goes on for so many characters after its visit is named; among the labelled pages the farthest site that belongs to a visit of a
# page with several stands 900 characters after it, and then names its delegation.
_REACH = 400
_HEADS = ("committee", "place")
_PRESENT = "visit.people-present"


def deliberate_heads(context: Context, drafts: Iterable[Draft], matches: Iterable[Match], holdings: Iterable[Holding]) -> list[Draft]:
    """Heads named apart from their visit (甲带队；由甲率领) go to the trip of their own place that lacks one and was told last."""
    result = list(drafts)
    own = places_of_people(holdings)
    for match in matches:
        head = next(iter(match.roles.get("head", ())), None)
        if match.fact != "visit" or head is None or match.roles.get("host_place") or head.type not in ("official", "person"):
            continue
        party = [ref for m in match.roles.get("visitors", ()) for p in m.parts[:1] for ref in context.places_of(p)]
        told = _of_leader(context, result, match, party or own.get(head.value or head.text, ()))
        if told and match.start - (result[told[-1]].told(match.start) or 0) < _REACH:
            claim = Claim(field="head", start=head.start, end=head.end, rule=match.rule, basis=Basis.STATED)
            others = tuple(people_of(match.roles["head"][1:]))
            more = [Claim(field="members", start=m.start, end=m.end, rule=match.rule) for _, m in others]
            for index in (i for i in told if one_trip(result[i], result[told[-1]])):
                led = result[index].with_([claim], head=head.value or head.text)
                result[index] = led.adding("members", (name for name, _ in others), more)
    return result


def _of_leader(context: Context, drafts: Sequence[Draft], match: Match, places: Sequence[PlaceRef]) -> list[int]:
    """The visits without a head that somebody of some places may lead; one told in his paragraph where nobody knows whence he is."""
    leaderless = [i for i, d in enumerate(drafts) if d.head is None]
    told = [i for i in leaderless if not places or any(_same(p, drafts[i].visitor_place) for p in places)]
    told = told or [i for i in leaderless if drafts[i].start <= match.start < drafts[i].end]  # told in that very breath
    if not places and len({d.visitor_place for d in drafts}) > 1:
        start, end = context.paragraph(match.start)
        told = [i for i in told if start <= (drafts[i].told(match.start) or drafts[i].start) < end]
    return [i for i in told if drafts[i].told(match.start) is not None] or told[:1]


def headed(drafts: Iterable[Draft], holdings: Sequence[Holding]) -> list[Draft]:
    """Of several who came and of whom none is said to lead, who heads the visitors' committee or place leads (书记 before 县长)."""
    return [_headed(draft, holdings) for draft in drafts]


def _own_head(draft: Draft, holdings: Sequence[Holding]) -> str | None:
    """Of several who came, who heads the body that came: 甲县工商联主席李四 of 甲县工商联考察团."""
    sent = [
        h.person
        for h in holdings
        if h.person in draft.members
        and h.organization
        and any(h.organization in name for name in draft.visitors)
        and (post := posts.titles().get(h.post)) is not None
        and not post.deputy
    ]
    return next(iter(sent), None)


def _called_head(draft: Draft, holdings: Sequence[Holding]) -> str | None:
    """Who is called head of the delegation: 代表团团长、甲市副市长李四, 甲市医疗队队长李四; none who leads a team that stays there."""
    team = words.words("代表团")
    called = [
        h.person
        for h in holdings
        if not ABROAD.search(h.organization or "")
        and (h.post in words.words("团长") or (h.post in words.words("队长") and (h.organization or "").endswith(team)))
    ]
    theirs = {h.person for h in holdings if h.place is not None and _same(h.place, draft.visitor_place)}
    return next((name for name in called if name in theirs), None)


def _only_one(draft: Draft, holdings: Sequence[Holding]) -> str | None:
    """The one deputy whom the page names of a party that came (甲省政府代表团…，甲省副省长李四等出席)."""
    attending = any(c.field == "members" and c.rule == _PRESENT for c in draft.claims)
    name = draft.members[0] if attending and len(draft.members) == 1 else None
    held = (posts.titles().get(h.post) for h in holdings if h.person == name)
    return name if any(post is not None and post.deputy and post.belongs in _HEADS for post in held) else None


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
    name = min(ranked)[2] if ranked else _called_head(draft, holdings) or _own_head(draft, holdings) or _only_one(draft, holdings)
    if name is None:
        return draft
    claims = [replace(c, field="head", basis=Basis.INFERRED) for c in draft.claims if c.field == "members"][:1]
    return draft.with_(claims, head=name, members=tuple(m for m in draft.members if m != name))


def _same(place: PlaceRef, other: PlaceRef | None) -> bool:
    """Whether two places are one; where either has no code, whether one lies in the other."""
    if other is None or not (place.code and other.code):
        return near(place, other)
    return place.code == other.code
