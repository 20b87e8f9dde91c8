"""Visits (来往): what rules found in sentences, completed with places, dates and people, and united over the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

import msgspec

from shanhai.knowledge import words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.mentions.edge import LEVELS
from shanhai.model import Basis, BlockKind, Mention, PlaceRef, When

from .arrival import ARRIVAL
from .context import Context
from .detail import in_headline
from .draft import Draft, same_visit, united
from .evidence import Claim, claim
from .goals import listed
from .guest import Guests, is_main, named
from .holding import Holding
from .home import is_ours, wanted_level
from .journey import RETURN, abroad, on_own_day, on_the_way, returned
from .location import TOWNSHIPS, host_codes, related, township_of
from .occasion import Occasion
from .organizations import OFFICES
from .person import people_of, person_of
from .rulebook import Match
from .seat import in_full
from .sight import sight
from .tenure import ABROAD

_GROUNDS = "site-place"
_SPOTS = frozenset({"site", "site-place", "site-culture", "site-industry"})
_DIVISIONS = ("县", "市", "区", "旗")
_BODIES = OFFICES | {"association"}
_LISTED, _PROVINCE = ("、", "，", "和"), "0000"
_SHARED = 2  # digits of a code that name the province
_PEOPLE = ("official", "person")
_RECEIVED = ("kind", "visitors", "head", "also")
"""Roles of a match that tells of guests received here: the first that is filled stands where the host is not named."""


class Visits:
    """Builds the visits of one page from the matches of its sentences, in order."""

    def __init__(self, context: Context, holdings: Sequence[Holding]) -> None:
        self._context = context
        self._holdings = tuple(holdings)
        self._guests = Guests(context, holdings)
        self._occasion = Occasion(context)
        self._leaders: dict[int, int] = {}  # where who leads to a goal is named, by the offset of the goal
        self.drafts: list[Draft] = []

    def start(self, match: Match) -> None:
        """Takes in a match that names a host place: one visit per host, or per pair where the sentence deals them out."""
        hosts: list[tuple[Mention, PlaceRef | None]] = [(m, ref) for m in match.roles.get("host_place", ()) for ref in self._hosts(m)]
        if match.sets.get("host_place") == "home" and (home := self._receiving(match)):
            said = next((m for role in _RECEIVED for m in match.roles.get(role, ())), None)
            hosts = [(said, home)] if said else hosts
        if match.sets.get("host_place") == "theirs":
            hosts = list(self._of_company(match))
        guests = list(match.roles.get("visitors", ()))
        head = self._first_of_those(match.roles.get("head", ()))
        lead = head or next((m for m in guests if m.type == "official"), None)
        if match.sets.get("host_place") == RETURN and lead is not None:
            hosts = list(returned(self.drafts, lead, self._guests.place(None, lead)[0]))
        if lead is not None and self._context.text.endswith(words.words("偕同"), 0, lead.start):
            if "also" not in match.roles:
                return  # 甲区长会同|乙局长赴丙县
            hosts = abroad(hosts, self._guests.place(None, lead)[0])
        hosts = hosts or list(self._other_side(match, guests[0] if guests else None, head))
        ours = (m for m in match.roles.get("host_place", ()) if is_ours(m))
        hosts = hosts or [(m, None) for m in ours if not self._context.text.startswith(words.words("结对的"), m.end)]
        if self._led_along(match, guests, head):
            return
        reached = [host for _, host in hosts if host is not None]
        for guest, (host_mention, host) in product(guests or (None,), hosts):
            if (draft := self._draft(match, guest, head, host_mention, host, reached)) is not None:
                self._take(draft)

    def _led_along(self, match: Match, guests: Sequence[Mention], head: Mention | None) -> bool:
        """Whether a party was said to come along with who leads to the same goal: 甲县县长带队，乙公司等|到丙县."""
        goal = next((m.start for m in match.roles.get("host_place", ())), match.start)
        if head is not None:
            self._leaders.setdefault(goal, head.start)
        along = guests[0].type == "organization" if guests and head is None else False
        return along and self._leaders.get(goal, guests[0].start) < guests[0].start

    def _of_company(self, match: Match) -> Iterator[tuple[Mention, PlaceRef]]:
        """The place of those who show guests round, where it neither is nor holds nor lies in that of who leads the guests."""
        head = next(iter(match.roles.get("head", ())), None)
        visitor, _ = self._guests.place(None, head)
        shown = dict(people_of(match.roles.get("also", ())))
        posts = ((shown[h.person], h.place) for h in self._holdings if h.person in shown and h.place is not None and h.place.code)
        for mention, place in posts:
            if visitor is not None and visitor.code and not related(visitor, place):
                yield mention, place
                return

    def _first_of_those(self, heads: Sequence[Mention]) -> Mention | None:
        """Who leads: of 由甲，乙，丙带队 the first, of whom a rule may see only the last."""
        if len(heads) != 1:
            return next(iter(heads), None)
        first = heads[0]
        for mention in self._context.before(first.start, self._context.paragraph(first.start)[0]):
            if mention.type != "official" or self._context.text[mention.end : first.start] not in _LISTED:
                break
            first = mention
        return first if self._context.text.endswith("由", 0, first.start) else heads[0]

    def _receiving(self, match: Match) -> PlaceRef | None:
        """Where guests are received: the place of who receives them, else the page's own, else that of the visit told of last."""
        receivers = {name for name, _ in people_of(match.roles.get("also", ()))}
        posts = [h for h in self._holdings if h.person in receivers and h.place is not None]
        home = [h for h in posts if not ABROAD.search(h.organization or "")]  # 甲省援疆指挥部 receives elsewhere
        heads = [h for h in home if h.person == home[0].person and is_main(h.post)]  # 甲省委常委、|乙市委书记
        held = next((h.place for h in (*heads[-1:], *home)), None)
        seat = next((ref for m in match.roles.get("place", ()) for ref in self._context.places_of(m) if ref.code), None)
        guest, _ = self._guests.place(next(iter(match.roles.get("visitors", ())), None), next(iter(match.roles.get("head", ())), None))
        drafts = [d for d in reversed(self.drafts) if d.start < match.start and d.host_place is not None]
        told = [d.host_place for d in drafts]
        if seat is not None and held is not None and self._contains(held, seat):  # a leader of the province receives guests in its capital
            theirs = (d.host_place for d in drafts if guest is not None and guest == d.visitor_place)
            return next((host for host in theirs if host == held or (host and self._contains(held, host))), seat)
        below = (
            d.host_place
            for d in drafts
            if guest in (None, d.visitor_place) and held and d.host_place and self._contains(held, d.host_place)
        )
        if held is not None and held.code is None and guest is not None and guest.code:  # 镇商会会长与乙县客人在甲区座谈
            held = seat or self._context.locations.county_named(held.name) or held
        if held not in told and (host := next(below, None)):
            return host  # a leader of the city receives the guests of its county
        known = held or self._context.home.own() or next(iter(told), None) or self._of_level(match, guest) or self._publisher()
        if known is None and len(homeward := {ref for ref in self._context.home.homeward if ref != guest}) == 1:
            return homeward.pop()
        seat = self._context.locations.county_named(guest.name) or guest if guest is not None else None
        return known or (self._context.home.other_than(seat) if seat is not None and seat.code else None)

    def _of_level(self, match: Match, guest: PlaceRef | None) -> PlaceRef | None:
        """市长李四与来访的乙市市长座谈, on a page that never says 我市: the other city that it names."""
        level = next((wanted_level(m.text) for m in match.roles.get("also", ())), None)
        return self._context.home.at(level, [guest]) if level and guest is not None else None

    def _other_side(self, match: Match, guest: Mention | None, head: Mention | None) -> Iterator[tuple[Mention, PlaceRef]]:
        """来我县 on a page without a publisher: the place of that level that the visitors do not come from."""
        visitor, _ = self._guests.place(guest, head)
        for mention in match.roles.get("host_place", ()):
            home = self._context.home.at(wanted_level(mention.text), [visitor] if visitor else ())
            if is_ours(mention) and home:
                yield mention, home

    def _hosts(self, mention: Mention) -> Iterator[PlaceRef]:
        """The places that a host mention means; a township stands for its county, of which it is a site; no name's part is a host."""
        if mention.type in ("organization", "site"):
            seats = in_full(self._context, mention).parts or self._context.of_type("place", mention.start, mention.start + 1)
            if not seats and (home := self._context.home.own() or self._publisher()):
                yield home  # 莅临|甲公司, on the page of its county
                return
            mention = next(iter(seats), mention)  # 甲区|农业农村局, 甲区|人民医院
        named = self._context.within_name(mention.start, mention.end) and self._institution(mention) is None and not self._body(mention)
        if named and not self._spot(mention):
            return
        if self._context.text.startswith((*words.words("山水"), *words.words("结对的")), mention.end):
            return  # 到赤水|源头, 来到我省|对口支援的乙州
        meant = [mention]
        if mention.type == "deixis" and (inner := self._context.of_type("place", mention.end, mention.end + 1)):
            meant = list(listed(self._context, inner[0]))  # 我市|甲区、乙区
        for place in meant:
            for ref in self._context.places_of(place):
                county = self._context.locations.county(place) if ref.code is None else None
                yield county or ref

    def _publisher(self) -> PlaceRef | None:
        return next((ref for ref in self._context.publisher_places if ref.code), None)

    def _institution(self, mention: Mention) -> str | None:
        """The hospital, school, village or community in whose name a place stands: who goes to 乙县人民医院 from elsewhere is in 乙县."""
        near = [m for m in self._context.of_type("organization", mention.start, mention.start + 1) if m.value in INSTITUTIONS]
        near += [m for m in self._context.of_type("site", mention.start, mention.start + 1) if m.value == _GROUNDS]
        near = [m for m in near if not m.text.endswith(words.words("自然公园")) or self._about(mention)]
        return next((sight(m) for m in near if m.end > mention.end), None)

    def _about(self, mention: Mention) -> bool:
        """Whether a place is named in full, or another of its province is: 凤翔湿地公园 may lie elsewhere than in 凤翔."""
        told = self._context.locations.counted()
        codes = {ref.code for ref in self._context.places_of(mention) if ref.code}
        return mention.text.endswith(LEVELS) or any(
            told[code] > 1 or any(c != code and c[:_SHARED] == code[:_SHARED] for c in told) for code in codes
        )

    def _spot(self, mention: Mention) -> bool:
        """Whether a place begins the name of what was seen in it, which is no body: 深入|乙县|南伊沟."""
        near = self._context.of_type("site", mention.start, mention.start + 1)
        spots = (m for m in near if m.start == mention.start and m.value in _SPOTS and m.end > mention.end)
        return mention.type == "place" and mention.text.endswith(_DIVISIONS) and any(spots)

    def _body(self, mention: Mention) -> bool:
        """Whether a place stands in the name of its own congress, government, office or association (赴甲区人大考察, 到甲区工商联走访)."""
        near = self._context.of_type("organization", mention.start, mention.start + 1)
        return any(m.value in _BODIES and m.end > mention.end for m in near)

    def _draft(
        self,
        match: Match,
        guest: Mention | None,
        head: Mention | None,
        host_mention: Mention,
        host: PlaceRef | None,
        hosts: Sequence[PlaceRef],
    ) -> Draft | None:
        if guest is not None and guest.value == "media":
            return None  # 甲日报讯
        if host is None:
            visitor, basis = self._guests.place(guest, head)
            return self._made(match, guest, head, host_mention, None, visitor, basis) if visitor is not None and visitor.code else None
        if guest is None and head is None:
            return self._going_on(match, host_mention, host)
        if match.sets and head is None and guest is not None and not guest.parts and self._told_last(match) is not None:
            return None  # 与代表团座谈: the guests told of before
        unnamed = guest is None or not guest.parts or self._again(match, guest)
        if unnamed and (head is None or self._leads_on(match, head)) and self._is_stop(match, host):
            return None
        visitor, basis = self._guests.place(guest, head, hosts)
        for other in match.roles.get("head", ())[1:] if visitor is None else ():
            visitor, basis = self._guests.place(None, other) if visitor is None else (visitor, basis)
        if visitor is None and guest is not None and guest.type == "delegation" and self._institution(host_mention) is None:
            visitor = self._told_last(match)
        if visitor is not None and host_mention.type == "deixis" and visitor == host:
            return self._at_ours(match, guest, head, host_mention, visitor, basis)
        if visitor is None and host.code and guest is not None and any(is_ours(p) for p in (guest, *guest.parts)):
            return self._made(match, guest, head, host_mention, host, None, basis)
        if (
            visitor is None
            or visitor.name == host.name
            or (related(visitor, host) and not (self._guests.below(match, guest, head, visitor, host) or on_the_way(visitor, host, hosts)))
        ):
            return None  # a province looks at its county, a county reports to its city: no two regions
        return self._made(match, guest, head, host_mention, host, visitor, basis)

    def _at_ours(
        self, match: Match, guest: Mention | None, head: Mention | None, host_mention: Mention, visitor: PlaceRef, basis: Basis
    ) -> Draft | None:
        """甲区人大来我区: at another place of that level; at one that the page never names where it names no other."""
        host = self._context.home.at(wanted_level(host_mention.text), [visitor])
        known = host is not None and host.name != visitor.name and (host.code is None or host.code != visitor.code)
        if not known and not (is_ours(host_mention) and named(guest, head)):
            return None
        return self._made(match, guest, head, host_mention, host if known else None, visitor, basis)

    def _again(self, match: Match, guest: Mention) -> bool:
        """Whether a delegation is that of the visit told last, named again without a day: 考察期间，甲市代表团前往乙区、丙县."""
        if guest.type != "delegation" or any(m.type == "date" for m in self._context.of_type("date", match.start, match.end)):
            return False
        place, _ = self._guests.place(guest, None)
        return place is not None and place == self._told_last(match)

    def _leads_on(self, match: Match, head: Mention) -> bool:
        """Whether who leads also led the visit told of last (李四一行先后前往甲县、乙县)."""
        last = next((d for d in reversed(self.drafts) if d.told(match.start) is not None), None)
        return last is not None and last.head is not None and last.head == person_of(head)

    def _told_last(self, match: Match) -> PlaceRef | None:
        """Whence those came who were told of last: a bare 代表团 is theirs."""
        return next((d.visitor_place for d in reversed(self.drafts) if d.start < match.start), None)

    def _last_date(self, match: Match, visitor: PlaceRef | None) -> When | None:
        """When a bare 代表团 went on: at the time of the visit from its place that was told last."""
        told = (d.date for d in reversed(self.drafts) if d.start < match.start and d.visitor_place == visitor)
        return next(told, None)

    def _going_on(self, match: Match, host_mention: Mention, host: PlaceRef) -> Draft | None:
        """，先后到甲、乙: those who were told of last in the paragraph go on."""
        start, _ = self._context.paragraph(match.start)
        if match.rule == ARRIVAL:  # 次日，一行人来到丙县, in a paragraph of its own
            start, _ = self._context.paragraph(max(0, start - 1))
        told = [d for d in self.drafts if (t := d.told(match.start)) is not None and t >= start]
        last = max(told, key=lambda d: d.told(match.start) or 0, default=None)
        if last is not None and match.rule == ARRIVAL and any(d.host_place == host and d.visitor_place == last.visitor_place for d in told):
            return None  # 11日走进甲区一中；12日又到|甲区二中
        if last is None or last.host_place is None or not host.code or last.visitor_place in (None, host) or self._is_stop(match, host):
            return None
        claims = (
            *last.claims,
            Claim(field="", start=match.start, end=match.end, rule=match.rule),
            claim("host_place", host_mention, match.rule),
        )
        kept = tuple(c for c in claims if c.field != "host_place" or c.start == host_mention.start)
        moved = msgspec.structs.replace(last, host_place=host, hosts=(), sites=(), claims=kept)
        day = next(iter(match.roles.get("date", ())), None)
        return moved.with_(date=self._context.dates.get(day.start)) if day is not None and not (last.date and last.date.end) else moved

    def _is_stop(self, match: Match, host: PlaceRef) -> bool:
        """Whether a place lies within the host, below the province, of the visit told of last: a stop, not a visit of its own."""
        told = (d for d in self.drafts if d.told(match.start) is not None and not in_headline(self._context, d))
        last = max(told, key=lambda d: d.told(match.start) or 0, default=None)
        if last is None or last.host_place is None:
            return False
        if on_own_day(self._context, match, last):
            return False
        if (host.code or "").endswith(_PROVINCE) and self._contains(host, last.host_place):
            return True  # 拜访了甲省|某商会, in a county of which they were
        further = match.roles.get("kind") or not match.roles.get("also")  # 在甲省省长陪同下参观了|乙市
        if host.code is not None and (last.host_place.code or "").endswith(_PROVINCE) and further:
            return False
        listed = match.start in (last.start, *last.tellings)  # 到甲县、|乙市高新区, which lies beside 甲县 in 乙市
        around = last.host_place.code in host_codes(host) if listed else related(host, last.host_place)
        apart = bool(host_codes(host)) and not around  # 连跑|甲开发区、|乙开发区
        return self._contains(last.host_place, host) or (host.code is None and last.host_place.name != host.name and not apart)

    def _contains(self, outer: PlaceRef, inner: PlaceRef) -> bool:
        return bool(outer.code and outer.code in self._context.ancestors(inner))

    def _made(
        self,
        match: Match,
        guest: Mention | None,
        head: Mention | None,
        host_mention: Mention,
        host: PlaceRef | None,
        visitor: PlaceRef | None,
        basis: Basis,
    ) -> Draft:
        """One visit; a side that the page calls 我县 and never names is open."""
        rule = match.rule
        start, end = match.start, match.end
        host = (self._town(host_mention, visitor) if visitor and host_mention is not guest else None) or host
        claims = [Claim(field="", start=start, end=end, rule=rule), claim("host_place", host_mention, rule)]
        names: tuple[str, ...] = ()
        if guest is not None:
            names = (self._guests.name(guest, visitor) if visitor else guest.text,)
            claims += [claim("visitors", guest, rule), claim("visitor_place", guest, rule, basis)]
        elif head is not None and visitor is not None:
            names = (self._guests.sender(head, visitor),)
            claims.append(claim("visitor_place", head, rule, basis))
        date_mention, date = self._occasion.date(match, next_too=True)
        if date_mention is None and guest is not None and guest.type == "delegation" and not guest.parts:
            date = self._last_date(match, visitor)
        if date_mention is not None:
            claims.append(claim("date", date_mention, rule))
        kind = self._occasion.kind(match)
        if kind is not None:
            claims.append(claim("kind", kind, rule))
        lead = head or guest  # 市政协秘书长李四赴乙县
        leader = person_of(lead)
        if leader is not None and lead is not None:
            claims.append(claim("head", lead, rule))
        beside = [(name, m) for name, m in people_of(match.roles.get("head", ())[1:]) if name != leader]
        claims += [claim("members", m, rule) for _, m in beside]
        programme = self._occasion.programme(match)
        if programme is not None:
            claims.append(claim("programme", programme, rule))
        return Draft(
            visitors=names,
            visitor_place=visitor,
            head=leader,
            members=tuple(dict.fromkeys(name for name, _ in beside)),
            host_place=host,
            date=date,
            kind=kind.text if kind else None,
            sites=(name,) if (name := self._institution(host_mention)) else township_of(host_mention, host) if host else (),
            modality=self._occasion.modality(match),
            background=self._context.kind_at(start) is BlockKind.BACKGROUND,
            start=start,
            end=end,
            claims=tuple(claims),
        )

    def _town(self, mention: Mention, visitor: PlaceRef) -> PlaceRef | None:
        """The township that a township visits: 甲镇党委书记到|乙镇."""
        if visitor.code is None and any(d.visitor_place == visitor and d.host_place and d.host_place.code for d in self.drafts):
            return None  # 甲镇党委书记来乙县，还到|丙镇
        told = next(iter(self._context.places_of(mention)), None) if visitor.code is None else None
        towns = (place.name.endswith(TOWNSHIPS) and place.code is None for place in (told, visitor) if place is not None)
        return told if told is not None and all(towns) else None

    def _take(self, draft: Draft) -> None:
        """Adds a draft, or unites it with the one that tells the same visit."""
        same = [index for index, known in enumerate(self.drafts) if same_visit(known, draft)]
        if not same:
            self.drafts.append(draft)
            return
        index = next((i for i in same if self.drafts[i].visitor_place == draft.visitor_place), same[0])
        self.drafts[index] = united(self.drafts[index], draft)
