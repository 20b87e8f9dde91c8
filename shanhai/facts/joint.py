"""Visits told only by what two sides hold together: the one whose delegation the page names came to the other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise

from shanhai.knowledge import places, words
from shanhai.model import Basis, BlockKind, Mention, PlaceRef
from shanhai.model.struct import Value

from .context import STORY, Context
from .draft import Draft
from .evidence import Claim
from .holding import Holding
from .home import means_both
from .location import flatten, near, related, tells_place
from .person import person_of
from .rulebook import Match
from .seat import in_full
from .stretch import sentence

JOINT = "visit.joint"
_PARTY = ("一行", "等一行")
_GUESTS = re.compile("的?(?:客人|来宾|嘉宾)")
_BODIES, _WITH = frozenset({"place", "organization", "delegation", "site"}), ("与", "和", "同", "联合", "携手", "及")
_GROUNDS = frozenset({"zone", "site"})  # 甲乙产业园区 is called after two places and is neither
_NAMED, _SAID = ("place", "deixis"), ("place", "zone", "deixis")
_PREFECTURAL = frozenset({"prefecture"})
_PROVINCE = "0000"
_CITY = "市"  # of the first level, which meets prefectures and provinces alike


@cache
def _together() -> re.Pattern[str]:
    """Words of what two sides do at one table."""
    said = "|".join(words.alternation(name) for name in ("典礼", "签署", "同坐会"))
    return re.compile(f"{said}|座谈|会谈|推进会")


@cache
def _unmet() -> re.Pattern[str]:
    """Words of a sentence in which nobody has come yet, or nobody travels."""
    return re.compile("|".join(words.alternation(name) for name in ("计划", "否定", "线上")))


class _Guest(Value, frozen=True, kw_only=True):
    """Those of one place who go about together, and who leads them where that is said."""

    place: PlaceRef
    mention: Mention
    head: Mention | None = None


def joined(context: Context, matches: Sequence[Match], holdings: Sequence[Holding], told: Sequence[Draft]) -> tuple[Draft, ...]:
    """A visit of each place whose party the page names, to the only other place of its level with which it sits together there.

    None where both sides have a party, for they may have met elsewhere, and none that is told already.
    """
    sittings: dict[PlaceRef, list[tuple[frozenset[PlaceRef], frozenset[PlaceRef]]]] = {}
    for sides, seats in _sittings(context):
        for ref in sides:
            sittings.setdefault(ref, []).append((sides, seats))
    found: dict[tuple[str, str], Draft] = {}
    for guest in _guests(context, matches, holdings):
        met = sittings.get(guest.place, [])
        hosts = Counter(ref for sides, _ in met for ref in sides if _opposite(ref, guest.place)).most_common(2)
        host = hosts[0][0] if hosts and (len(hosts) == 1 or hosts[0][1] > hosts[1][1]) else None
        if (
            host is None
            or not all(related(seat, host) for _, seats in met for seat in seats)
            or (guest.place.name, host.name) in found
            or any(_told(context, d, guest, host) for d in told)
        ):
            continue
        found[guest.place.name, host.name] = _draft(context, guest, host)
    return tuple(d for (visitor, host), d in found.items() if (host, visitor) not in found)


def seated(context: Context, told: Sequence[Draft]) -> Iterator[Draft]:
    """A visit of one of two bodies or places that sit together at the seat of the other: 甲市民政局同|乙市民政局|在乙市某宾馆签约."""
    for begin, last in _stretches(context):
        inside = [m for m in context.before(last, begin) if m.type in _BODIES][::-1]
        seats = [m for m in inside if context.text.endswith("在", begin, m.start) and m.type != "delegation"]
        for one, other in pairwise(inside):
            if not seats or not _beside(context, one, other) or other.end > seats[0].start:
                continue
            sides = [(m, next((ref for ref in reversed(_of(context, m)) if ref.code), None)) for m in (one, other)]
            at = _of(context, in_full(context, seats[0]))
            hosts = [ref for _, ref in sides if ref and any(related(ref, seat) for seat in at)]
            guests = [_Guest(place=ref, mention=m) for m, ref in sides if ref and not any(related(ref, seat) for seat in at)]
            if not (hosts and guests) or not _opposite(hosts[0], guests[0].place) or _unmet().search(context.text, begin, last):
                continue
            if (guests[0].place.code or "").endswith(_PROVINCE):
                break  # 甲、乙两省|在丙市|签约: of those who came it is not told which
            host = at[-1] if seats[0].type == "place" and at[-1].code else hosts[0]  # 甲、乙两市在|丙县|签约
            if not any(_told(context, d, guests[0], host) for d in told):
                yield _draft(context, guests[0], host)
            break


def _beside(context: Context, one: Mention, other: Mention) -> bool:
    """Whether two bodies or places stand together as two sides: 甲同乙, 甲、乙|两市."""
    between = context.text[one.end : other.start]
    return between in _WITH or (between == "、" and context.text.startswith("两", other.end))


def _of(context: Context, mention: Mention) -> list[PlaceRef]:
    """The places in a name, in order."""
    return [ref for part in flatten((mention,)) if part.type in _SAID for ref in context.places_of(part)]


def _stretches(context: Context) -> Iterator[tuple[int, int]]:
    """The sentences that speak of a meeting, a ceremony or a signing."""
    last = -1
    for hit in _together().finditer(context.text):
        if hit.start() >= last and context.kind_at(hit.start()) in STORY - {BlockKind.BACKGROUND}:
            begin, last = sentence(context.text, hit.start(), hit.end())
            yield begin, last


def _told(context: Context, draft: Draft, guest: _Guest, host: PlaceRef) -> bool:
    """Whether a visit is of the guests already, to whatever place, or goes between the two sides in the paragraph of the guests."""
    first, last = context.paragraph(guest.mention.start)
    between = all(near(side, guest.place) or near(side, host) for side in (draft.visitor_place, draft.host_place))
    told = draft.told(last)
    return draft.visitor_place == guest.place or (between and told is not None and first <= told)


def _sittings(context: Context) -> Iterator[tuple[frozenset[PlaceRef], frozenset[PlaceRef]]]:
    """The places that each sentence names which speaks of a meeting, a ceremony or a signing, and those in which it says that it is."""
    for begin, last in _stretches(context):
        inside = tuple(m for m in context.before(last, begin) if m.type not in _GROUNDS)
        named = (m for m in flatten(inside) if m.type in _NAMED and not means_both(m.text))
        seats = (m for m in inside if m.type in _NAMED and context.text.endswith("在", begin, m.start))
        yield _meant(context, named), _meant(context, seats)


def _meant(context: Context, mentions: Iterable[Mention]) -> frozenset[PlaceRef]:
    return frozenset(ref for m in mentions for ref in context.places_of(m) if ref.code)


def _opposite(place: PlaceRef, guest: PlaceRef) -> bool:
    """Whether a place is one that can sit across from another: neither holds the other, and both are of one level."""
    return not related(place, guest) and bool(_levels(place) & _levels(guest))


def _levels(place: PlaceRef) -> frozenset[str]:
    row = places.place(place.code) if place.code else None
    if row is None:
        return frozenset()
    return frozenset({row.level}) | (_PREFECTURAL if row.level == "province" and row.name.endswith(_CITY) else frozenset())


def _guests(context: Context, matches: Sequence[Match], holdings: Sequence[Holding]) -> Iterator[_Guest]:
    """The parties of the story: 甲县代表团, 甲县县长李四|一行, 甲县|客人."""
    at = {h.person: h for h in holdings if h.place is not None and h.place.code}
    leading = [m for match in matches for m in match.roles.get("head", ())]
    for mention in context.story:
        begin, end = sentence(context.text, mention.start, mention.end)
        name = person_of(mention)
        if mention.type == "delegation" and not mention.text.endswith(words.words("常驻队")):
            place = next((ref for p in flatten(mention.parts) for ref in reversed(context.places_of(p)) if ref.code), None)
        elif name in at and context.text.startswith(_PARTY, mention.end) and _stated(context, at[name]):
            place = at[name].place
        elif mention.type == "place" and _GUESTS.match(context.text, mention.end):
            place = next((ref for ref in context.places_of(mention) if ref.code), None)
        else:
            continue
        if place is not None and not _unmet().search(context.text, begin, end):
            led = (m for m in leading if (held := at.get(person_of(m) or "")) is not None and held.place == place)
            yield _Guest(place=place, mention=mention, head=mention if name else next(led, None))


def _stated(context: Context, holding: Holding) -> bool:
    """Whether the page says whose officer somebody is, and not only that he is a mayor."""
    return holding.place in context.publisher_places or tells_place(holding.mention, _SAID)


def _draft(context: Context, guest: _Guest, host: PlaceRef) -> Draft:
    mention, head = guest.mention, guest.head
    claims = [
        Claim(field="", start=mention.start, end=mention.end, rule=JOINT, basis=Basis.INFERRED),
        Claim(field="visitor_place", start=mention.start, end=mention.end, rule=JOINT),
    ]
    claims += [Claim(field="head", start=head.start, end=head.end, rule=JOINT, basis=Basis.INFERRED)] if head else []
    begin, _ = context.paragraph(mention.start)
    date = next(iter(context.dates_before(mention.start, context.paragraph(max(0, begin - 1))[0])), None)
    claims += [Claim(field="date", start=date.start, end=date.end, rule=JOINT)] if date else []
    return Draft(
        visitors=(mention.text if mention.type == "delegation" else guest.place.name,),
        visitor_place=guest.place,
        head=person_of(head),
        host_place=host,
        date=context.dates.get(date.start) if date else None,
        start=mention.start,
        end=mention.end,
        claims=tuple(claims),
    )
