"""Who comes, and from where: the place and the name of a visit's visitors."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from shanhai.knowledge import posts, words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.model import Basis, Mention, PlaceRef

from .bare_post import innermost, places_within
from .context import Context
from .holding import Holding
from .home import fits, wanted_level
from .location import flatten, tells_place, within
from .person import person_of
from .rulebook import Match
from .stretch import sentence
from .tenure import ABROAD, kept_abroad
from .zone import zone_of

_LEVEL = "(?:自治区|[省市县区州旗])"
_CELLS = tuple(name for name in words.words("党组织") if "支部" in name or "总支" in name)  # whose secretary leads no place
_APPOSED = re.compile(r"[^，。；：、！？与和同在到向对赴的]{1,6}")
_CITY = "00"  # with which the code of a city or a province ends
_OURS = words.words("我校")
_BY = frozenset("由在")
_BESIDE = 8  # characters from a body to who leads its people: 甲局|帮扶组一行在|局长李四
_SURNAME, _LONGEST_BODY = 2, 32  # characters before a post
_PROVINCE = "0000"
_LEADING = 24  # 云南省昭通市市委书记某某某率领的: an official with his post, and the verb


class Guests:
    """Reads the visitors of one page's visits."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._holdings = tuple(holdings)

    def place(self, guest: Mention | None, head: Mention | None, hosts: Collection[PlaceRef] = ()) -> tuple[PlaceRef | None, Basis]:
        """The visitors' place: in the name of their party, else that of the head's post, else of the delegation told of before.

        Whose place only a bare post says does not come from one of the `hosts`: 市合作局局长李四赴|甲市、乙市.
        """
        found, basis = self._place(guest, head)
        who = head or guest
        if (
            found is not None
            and (found.code or "").endswith(_PROVINCE)
            and who is not None
            and (left := self._set_out(who, found)) is not None
        ):
            return left, Basis.INFERRED
        if found is None or found not in hosts or who is None or who.type != "official" or tells_place(who):
            return found, basis
        held = [h for h in self._holdings if h.person == person_of(who) and h.place is not None and h.place not in hosts]
        return (held[0].place, basis) if held else (self._context.home.at(wanted_level(who.text), hosts), Basis.INFERRED)

    def _place(self, guest: Mention | None, head: Mention | None) -> tuple[PlaceRef | None, Basis]:
        if guest is not None and head is not None and (own := self._of_level(guest, head)) is not None:
            return own, Basis.INFERRED
        for mention in (guest, head):
            if mention is None:
                continue
            if mention.type in ("place", "zone", "deixis"):
                found = self._context.places_of(mention)
                if found:
                    return found[0], Basis.STATED
            inside = [p for p in mention.parts if p.type in ("place", "zone", "deixis", "organization")]
            named = [ref for p in flatten(inside) for ref in self._context.places_of(p)]
            if named and mention.type != "official" and mention.type != "post":
                return named[0] if mention.type == "delegation" and len(named) > 1 and guest is mention else named[-1], Basis.STATED
            level = wanted_level(mention.text[:1]) if mention.type == "organization" else None
            if level and (own := self._context.home.at(level)):
                return own, Basis.INFERRED
            if (place := self._post_place(mention)) is not None:
                return place, Basis.STATED
        who = head or guest
        told = self._leading(guest) or self._by_level(guest) or self._sending(head)
        return told or self._before(who) or self._of_own_body(who), Basis.INFERRED

    def _set_out(self, who: Mention, province: PlaceRef) -> PlaceRef | None:
        """Whence in a province those set out whose name tells only that: 甲省乙大学校长李四带队从|丙县|出发."""
        begin, end = sentence(self._context.text, who.start, who.end)
        for place in self._context.of_type("place", begin, end):
            left = self._context.text.endswith(("从", "由"), begin, place.start) and self._context.text.startswith(
                words.words("出发"), place.end
            )
            for ref in self._context.places_of(place) if left else ():
                if within(ref, province) and ref != province:
                    return ref
        return None

    def _sending(self, head: Mention | None) -> PlaceRef | None:
        """The place of the body whose people its own officer leads: 甲县政协组织委员，由|副主席李四|带队, 甲局一行在|局长李四|带领下."""
        if head is None or head.type != "official" or not set(self._context.text[head.start - 2 : head.start]) & _BY:  # 在局|党委书记李四
            return None
        begin, _ = sentence(self._context.text, head.start, head.start)
        for body in (*self._context.of_type("delegation", begin, head.start), *self._context.of_type("organization", begin, head.start)):
            if self._context.text.startswith(words.words("派人"), body.end) or head.start - body.end <= _BESIDE:
                level = wanted_level(body.text[:1])
                named = [ref for p in flatten((body,)) for ref in self._context.places_of(p)]
                return named[-1] if named else self._context.home.at(level) if level else None
        return None

    def _before(self, who: Mention | None) -> PlaceRef | None:
        """The place shortly before an official, or of the body right before a post: 甲市|果菜|专家李四, 甲县人大财经委|李|主任."""
        if who is not None and who.type == "post":
            body = next((m for m in self._context.before(who.start, who.start - _LONGEST_BODY) if who.start - m.end <= _SURNAME), None)
            named = flatten((body,)) if body is not None and body.type == "organization" else ()
            return next((ref for m in named for ref in reversed(self._context.places_of(m)) if ref.code), None)
        if who is None or who.type != "official":
            return None
        place = next(self._context.before(who.start, who.start - _LEADING), None)
        if place is None or place.type != "place" or not _APPOSED.fullmatch(self._context.text, place.end, who.start):
            return None
        return next((ref for ref in self._context.places_of(place) if ref.code), None)

    def _of_own_body(self, who: Mention | None) -> PlaceRef | None:
        """The publisher's place, of its own people (我局|副局长李四) and of officials of whom nothing else says whence they come."""
        ours = who is not None and (who.text.startswith(_OURS) or self._context.text.endswith(_OURS, 0, who.start))
        if who is None or not (ours or who.type == "official"):
            return None
        own = next((ref for ref in self._context.publisher_places if ref.code), None)
        return own if ours or (own is not None and not (own.code or "").endswith(_CITY)) else None

    def _leading(self, guest: Mention | None) -> PlaceRef | None:
        """The place of who is said right before a delegation to lead it: 甲市市长乙率|党政代表团."""
        if guest is None or guest.type != "delegation":
            return None
        before = next(self._context.before(guest.start, guest.start - _LEADING), None)
        if before is None or before.type != "official":
            return None
        between = self._context.text[before.end : guest.start]
        return self._post_place(before) if any(w in between for w in words.words("领团")) else None

    def _post_place(self, mention: Mention) -> PlaceRef | None:
        """The place of an official by the last post that heads a committee or a place, else by the first that has a place."""
        held = [h for h in self._holdings if mention.start <= h.mention.start < mention.end and h.place is not None]
        person = held[0].person if held else person_of(mention)
        held = [h for h in held or self._holdings if h.person == person and h.place is not None]
        held = [h for h in held if not kept_abroad(h.organization)] or held
        governing = [
            h for h in held if not (h.organization or "").endswith((*words.words("园区工委"), *_CELLS))
        ]  # 甲市副市长、乙新区党工委书记
        main = [h for h in governing if is_main(h.post)] or governing[:1]
        main = [h for h in main if h.place is not None and h.place.code] or main  # 甲市市长、乙新区党工委书记 leads those of the city
        if main or held:
            return main[-1].place if main else zone_of(held[0]) or held[0].place
        if mention.type == "official" and (seat := self._seat(mention)) is not None:
            return seat
        if mention.type == "post":
            named = [ref for p in flatten(mention.parts) for ref in self._context.places_of(p)]
            return named[0] if named else None
        return None

    def _seat(self, official: Mention) -> PlaceRef | None:
        """Where the body lies that a bare post belongs to: 甲县乙小学…由|校长李四|带领."""
        told = {h.organization for h in self._holdings if official.start <= h.mention.start < official.end and h.organization}
        bodies = (m for m in self._context.story if m.type == "organization" and any(name.startswith(m.text) for name in told))
        places = [ref for m in bodies for ref in places_within(self._context, m)]
        seat = innermost(self._context, places) if places else None
        return self._context.locations.county_named(seat.name) or seat if seat is not None and seat.code is None else seat

    def _of_level(self, guest: Mention, head: Mention) -> PlaceRef | None:
        """甲高新区党工委副书记、区长李四率|区党政代表团: the page's own of the delegation's level, where its head's is none."""
        level = wanted_level(guest.text) if guest.type == "delegation" and not guest.parts and re.match(_LEVEL, guest.text) else None
        place = self._post_place(head) if level else None
        return self._context.home.at(level) if place is not None and not fits(place, level) else None

    def _by_level(self, guest: Mention | None) -> PlaceRef | None:
        """市党政代表团 without a name is the page's own."""
        level = wanted_level(guest.text) if guest is not None and guest.type == "delegation" else None
        return self._context.home.at(level) if level else None

    def below(self, match: Match, guest: Mention | None, head: Mention | None, visitor: PlaceRef, host: PlaceRef) -> bool:
        """Whether visitors go to a place within theirs as guests: a province's hospital, who is kept abroad, one of several who come."""
        if not within(host, visitor):
            return False
        named = [p for m in (guest, head) if m is not None for p in flatten((m,))]
        institution = any(p.type == "organization" and p.value in INSTITUTIONS for p in named)
        return institution or len(match.roles.get("visitors", ())) > 1 or any(ABROAD.search(p.text) for p in named)

    def name(self, guest: Mention, place: PlaceRef) -> str:
        """How a visit calls its visitors: the delegation with its place, the organisation, or the place itself."""
        if guest.type in ("place", "zone", "deixis"):
            return place.name
        if guest.type in ("official", "post", "person"):
            return self.sender(guest, place)
        if any(p.type == "deixis" for p in guest.parts):
            return place.name + re.sub(rf"^(?:.*?)(?:我|本|该){_LEVEL}", "", guest.text)
        has_place = any(p.type in ("place", "zone") for p in guest.parts)
        return guest.text if has_place or guest.type != "delegation" else place.name + re.sub(rf"^{_LEVEL}", "", guest.text)

    def sender(self, head: Mention, place: PlaceRef) -> str:
        """Whom an official travels for: the organisation of the first post, or the place when that is a committee or none."""
        organization = next((p for p in head.parts if p.type == "organization"), None)
        if organization is None or organization.value in ("party",):
            return place.name
        named = [ref for p in flatten(organization.parts) for ref in self._context.places_of(p)]
        if named:
            return organization.text if within(named[-1], place) else place.name  # 甲市政协副主席、乙县县长
        held = (h.organization for h in self._holdings if head.start <= h.mention.start < head.end)
        return next((name for name in held if name and name.endswith(organization.text)), organization.text)


def named(*guests: Mention | None) -> bool:
    """Whether who comes is called by a place of their own: 甲区人大常委会主任, and not 区人大常委会主任."""
    return any(tells_place(guest) for guest in guests if guest is not None)


def is_main(title: str) -> bool:
    """Whether a post heads a committee or a place (书记, 县长): such a post says whom its holder leads."""
    post = posts.titles().get(title)
    return post is not None and not post.deputy and post.belongs in ("committee", "place") and title not in words.words("委员")
