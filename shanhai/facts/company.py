"""Who received, who came along, what was shown: the sentences around a visit, attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from shanhai.knowledge import posts, words
from shanhai.model import Basis, Mention, PlaceRef

from .context import Context
from .draft import Draft
from .evidence import Claim
from .holding import Holding
from .home import fits, wanted_level
from .house import SEATS
from .location import flatten, near, within
from .organizations import COMMITTEES, OFFICES
from .person import people_of, person_of
from .rulebook import Match
from .sight import sight
from .strand import Strand
from .tenure import kept_abroad

# A telling goes on for so many characters after its visit is named; among the labelled pages the farthest site that belongs to a visit of a
# page with several stands 900 characters after it, and then names its delegation.
_REACH = 400
_PROVINCE = "0000"
_HEADS = ("committee", "place")
# What may stand between two persons of one list: marks, joints, and posts, places and bodies without a name (乙市第三批).
_SEEN = frozenset({"site", "organization", "zone", "place", "official"})
_UNNAMED = frozenset({"post", "place", "zone", "organization", "deixis"})
_LISTING = re.compile(r"(?:[，、；和及与（）—第批\d一二三四五六七八九十]|以及|挂职)*")
_BESIDE = re.compile(r"、|和|与|及|以及")
_PRESENT = "visit.people-present"
_SHARED = (4, 2)  # digits of a code that name the prefecture, and the province
_WORKING = ("党工委", "管委会", "管理委员会", "工委")  # of a zone
_ESCORTS = 4  # characters behind a name in which 陪同 is said of it
_HEARD = re.compile(r"听(?:取|了)?[^，。,]*")
_OPEN_TO_ALL = ("中心", "大厅", "站")  # 市民服务中心 is a site, whoever keeps it
_TOWNSHIP_ENDS = ("镇", "乡", "街道", "村")


class Company:
    """Attaches hosts, members and sites to the visits of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding], drafts: Sequence[Draft]) -> None:
        self._context = context
        self._places = _places_of_people(holdings)
        self._seconded = _places_of_people(h for h in holdings if kept_abroad(h.organization))
        self._bodies: dict[str, list[str]] = {}
        for holding in holdings:
            if holding.organization:
                self._bodies.setdefault(holding.person, []).append(holding.organization)
        self._strand = Strand(context, drafts)
        self.drafts = list(drafts)

    def attach(self, match: Match) -> None:
        """Takes in a match that names people or sites."""
        named = [m for role in ("also", "hosts", "members") for m in match.roles.get(role, ())]
        people = [*(self._listed_before(named[0]) if named else ()), *named]
        told = next((role for role in ("hosts", "members") if role in match.roles), None)
        going = self._strand.at(match.start, ahead=True)
        for index in self._journey(going):
            draft, end = self.drafts[index], match.start
            side = self._side_before(draft, people[0]) if people else None
            meeting = "hosts" if self._is_met(match, self.drafts[index]) else None
            for name, mention in people_of(people):
                elsewhere = bool(self._context.of_type("place", end, mention.end))
                side, end = told or self._side_of(draft, name, mention, meeting if elsewhere or side is None else side), mention.end
                if index not in going and not self._of_host(draft, name):
                    continue
                if side is not None and name != draft.head and name not in draft.hosts:
                    claim = Claim(field=side, start=mention.start, end=mention.end, rule=match.rule)
                    draft = draft.adding(side, (name,), [claim])
            self.drafts[index] = draft
        seen = match.roles.get("sites", ()) if not self._said(match.start) else ()
        sites = [m for m in seen if self._is_site(m)]
        sites = [s for i, s in enumerate(sites) if not (sites[i + 1 :] and self._describes(s, sites[i + 1]))]
        found = self._visits_of_sites(match, (sites or seen)[0]) if seen else []
        for site, indices in (*self._dealt(found, sites), *self._listed_on(found, seen[-1].end if seen else 0)):
            for index in indices:
                if self._is_host(site, self.drafts[index]):
                    continue
                claim = Claim(field="sites", start=site.start, end=site.end, rule=match.rule)
                name = next((s for s in self.drafts[index].sites if s.endswith(sight(site))), sight(site))
                self.drafts[index] = self.drafts[index].adding("sites", (name,), [claim])

    def _describes(self, site: Mention, after: Mention) -> bool:
        """乡村振兴示范点|甲村, 教育基地——|乙馆: what only says what the next site is."""
        return self._context.text[site.end : after.start] in ("", "——") and after.start >= site.end

    def _dealt(self, found: Sequence[int], sites: Sequence[Mention]) -> Iterator[tuple[Mention, list[int]]]:
        """Each site with its visits; one without a place is where the one before it in its list is: 甲县乙园、丙馆，丁县戊园."""
        before, last, whole = None, list[int](), self._journey(found)
        for site in sites:
            beside = before is not None and _BESIDE.fullmatch(self._context.text, before.end, site.start)
            own = self._by_site(whole, site) or (list(found) if len(found) == 1 and not (beside and last) else [])
            anywhere = beside and last and len(own) == len(whole)  # 丙省某某集团 may be with every host
            last = own if own and not anywhere else last if beside else []
            before = site
            yield site, last

    def _journey(self, told: Sequence[int]) -> list[int]:
        """Some visits with the others of their journey: 甲县一行赴乙县、丙县, of which a sentence may go on with |乙县 alone."""
        first = self.drafts[told[0]] if told else None
        return [i for i, d in enumerate(self.drafts) if i in told or (first is not None and _one_trip(d, first))]

    def _listed_on(self, found: Sequence[int], since: int) -> Iterator[tuple[Mention, list[int]]]:
        """先后到甲县乙园、某处，|丙县丁馆: what a sentence names behind a list that a rule saw, by the hosts in whose names it stands."""
        whole = self._journey(found)
        if len(whole) < 2:
            return
        told, end = list[int](), self._strand.end(since)
        for mention in self._context.story:
            if mention.start < since or mention.type not in _SEEN:
                continue
            if mention.start >= end or mention.type == "official":
                return
            named = any(ref.code for m in flatten([mention]) for ref in self._context.places_of(m))
            told = (self._by_site(whole, mention) if named else None) or told
            if told and len(told) < len(whole) and mention.type != "place" and self._is_site(mention):
                yield mention, told

    def _listed_before(self, first: Mention) -> list[Mention]:
        """甲；乙会见, 甲，县委副书记、第三批领队乙陪同: those before in the list, parted by marks and posts without a name."""
        text, end = self._context.text, first.start
        start = self._strand.sentence(first.start)
        found: list[Mention] = []
        skipped: list[Mention] = []
        for mention in self._context.before(end, start):
            if mention.type in ("official", "person"):
                gap = "".join(text[a:b] for a, b in _between(mention.end, end, skipped))
                if not _LISTING.fullmatch(gap):
                    break
                found.append(mention)
                end, skipped = mention.start, []
            else:
                skipped.append(mention)
        return found[::-1]

    def _side_before(self, draft: Draft, first: Mention) -> str | None:
        """The side of who is named before a bare post, which is of the same body: 甲县人大常委会主任李四主持。|副主任王五出席."""
        if first.type != "official" or any(p.type in ("place", "organization", "deixis") for p in first.parts):
            return None
        before = next((m for m in self._context.before(first.start, self._context.paragraph(first.start)[0]) if m.type == "official"), None)
        name = person_of(before)
        sides = dict.fromkeys(draft.hosts, "hosts") | {name: "members" for name in (*draft.members, draft.head) if name}
        return sides.get(name) if name else None

    def _is_met(self, match: Match, draft: Draft) -> bool:
        """李四、王五参加会见: who attends without a post is of those who receive, but where the page is the guests' own."""
        own = (*self._context.publisher_places, *self._context.home.homeward)
        guests = any(p == draft.visitor_place for p in own)
        return bool(draft.hosts) and not guests and self._context.text.endswith(words.words("会见"), match.start, match.end)

    def _side_of(self, draft: Draft, name: str, mention: Mention, before: str | None) -> str | None:
        """Whether a person receives or came along: by his places, else by the level of his post, else as the one named before him."""
        known = self._places.get(name, ())
        if known and known == (sent := self._seconded.get(name, ())):  # 甲省援疆指挥部总指挥 is at home where his guests from 甲省 go
            other = {"hosts": "members", "members": "hosts"}
            return next((other[side] for side, place in _sides(draft) if place and any(near(p, place) for p in sent)), None)
        if known and sent and all(place and any(near(p, place) for p in known) for _, place in _sides(draft)):
            return "hosts"  # 甲市援乙前方指挥部总指挥、乙省政府副秘书长 is at home on either side
        if known:
            own = [self._context.locations.county_named(p.name) or p if p.code is None else p for p in known]
            return next((side for side, place in _sides(draft) if place in known), None) or _side(draft, own)  # a town's own people
        bodies = self._bodies.get(name, ())
        if any(site.endswith(body) for site in draft.sites for body in bodies):
            return "hosts"  # 乙校校长, where the guests went to 甲县乙校
        if draft.host_place is not None and any(draft.host_place.name.endswith(zone) for body in bodies if (zone := _zone(body))):
            return "hosts"  # 园区党工委书记, where they went to 甲工业园区
        shown = "陪同" in self._context.text[mention.end : mention.end + _ESCORTS] and not self._context.text.startswith("率", mention.end)
        return _side_of_level(draft, mention) or before or ("hosts" if shown and mention.type == "official" else None)

    def _of_host(self, draft: Draft, name: str) -> bool:
        """Whether somebody holds a post in the very place that receives a visit."""
        return draft.host_place is not None and any(within(p, draft.host_place) for p in self._places.get(name, ()))

    def _said(self, offset: int) -> bool:
        """Whether somebody is told to say what stands at an offset: 书记要求，各部门要对照清单; who 听取介绍，has said nothing."""
        clauses = _HEARD.sub("", self._context.text[self._strand.sentence(offset) : offset])
        return any(f"{w}{mark}" in clauses for w in words.words("直陈") for mark in "，：,:")

    def _is_site(self, mention: Mention) -> bool:
        if mention.type == "zone":
            return True
        if mention.type == "place":
            return mention.text.endswith(_TOWNSHIP_ENDS) and not any(c.isdigit() and len(c) == 6 for c in (mention.value or "").split("|"))
        if mention.type == "organization" and mention.value in OFFICES and not mention.parts and not mention.text.endswith(_OPEN_TO_ALL):
            return False  # 考察人大|信访工作
        if mention.text.startswith(words.words("访")) and not mention.parts:
            return False  # 考察|学习工业园区建设
        if mention.value in COMMITTEES and mention.text.endswith(SEATS):
            return False  # 拜访乙区政府
        return mention.type in ("site", "organization")

    def _is_host(self, site: Mention, draft: Draft) -> bool:
        """Whether a zone or a town that was named as a site is the very place that receives the visit."""
        return site.type in ("zone", "place") and any(_is(draft.host_place, ref) for ref in self._context.places_of(site))

    # Which visit is it? -------------------------------------------------------------------------------------------------

    def _visits_of_sites(self, match: Match, first: Mention) -> list[int]:
        """The visits whose delegation or head the sentence names, else those told last; narrowed by the host that it names."""
        begin = self._strand.sentence(match.start)
        told = self._strand.at(match.start)
        since = max((t for i in told if (t := self.drafts[i].told(match.start)) is not None), default=begin)
        led = [i for i, d in enumerate(self.drafts) if d.head and d.head in self._people(max(begin, since), first.start)]
        if led and set(led) <= set(told) and since > begin and not list(self._delegations(since, first.start)):
            return led  # 甲县代表团来乙县；9月，乙县书记李四回访，看了|丙园
        named = list(self._delegations(begin, first.start)) or self._last_delegation(begin)
        found = [i for i, d in enumerate(self.drafts) if not d.background and any(_is(d.visitor_place, p) for p in named)]
        led = [i for i, d in enumerate(self.drafts) if d.head and d.head in self._people(begin, first.start)]
        pool = [i for i in found or led if i in told] or self._strand.fitting(found or led, match.start) or told
        hosts = [ref for m in self._context.before(first.start, begin) for ref in self._context.places_of(m)]
        return [i for i in pool if any(near(self.drafts[i].host_place, h) for h in hosts)] or pool

    def _people(self, start: int, end: int) -> set[str]:
        return {name for name, _ in people_of(self._context.before(end, start))}

    def _by_site(self, found: Sequence[int], site: Mention) -> list[int]:
        """Of several hosts the one in whose name the site stands."""
        if len(found) == 1:
            return list(found)
        inside = [ref for m in flatten([site]) for ref in self._context.places_of(m)]
        inside = [p for p in inside if not (p.code or "").endswith(_PROVINCE)] or inside
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


def _zone(body: str) -> str | None:
    """The zone of a committee that is called by its last word: 园区|党工委."""
    return next((body[: -len(end)] for end in _WORKING if body.endswith(end) and len(body) > len(end)), None)


def _is(place: PlaceRef | None, other: PlaceRef) -> bool:
    return place is not None and place.name == other.name


def _between(start: int, end: int, skipped: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """What stands in a gap outside the posts, places and bodies in it."""
    for mention in sorted((m for m in skipped if m.type in _UNNAMED and start <= m.start), key=lambda m: m.start):
        yield start, mention.start
        start = mention.end
    yield start, end


def _same(place: PlaceRef, other: PlaceRef | None) -> bool:
    """Whether two places are one; where either has no code, whether one lies in the other."""
    if other is None or not (place.code and other.code):
        return near(place, other)
    return place.code == other.code


def _sides(draft: Draft) -> tuple[tuple[str, PlaceRef | None], ...]:
    """The two lists of people of a visit, each with the place whose people they are."""
    return ("hosts", draft.host_place), ("members", draft.visitor_place)


def _side(draft: Draft, own: Sequence[PlaceRef]) -> str | None:
    """On which side of a visit a person of some places stands: of the host's or the visitors' place, else of one above them."""
    sides = _sides(draft)
    holder, host = draft.visitor_place, draft.host_place
    if holder and host and holder != host and within(host, holder) and any(near(p, host) and p != holder for p in own):
        return "hosts"  # 省医院 goes to a county: those of the city over it receive
    inside = (side for side, place in sides if place is not None and any(within(p, place) for p in own))
    side = next(inside, None) or next((side for side, place in sides if any(near(p, place) for p in own)), None)
    return side or next((found for digits in _SHARED if (found := _neighbours(sides, own, digits))), None)


def _neighbours(sides: Sequence[tuple[str, PlaceRef | None]], own: Sequence[PlaceRef], digits: int) -> str | None:
    """The one side that shares its prefecture or province with somebody's place: 甲市的乙县 receives, 甲市丙区副区长 is there too."""
    codes = {p.code[:digits] for p in own if p.code and not p.code.startswith("00", 2)}
    found = [side for side, place in sides if place is not None and place.code and place.code[:digits] in codes]
    return found[0] if len(found) == 1 else None


def _side_of_level(draft: Draft, mention: Mention) -> str | None:
    """Where 市政府秘书长李四 stands when a city visits a county: on the only side that is of the level of his post, or that is open."""
    if unnamed := [field for field, place in _sides(draft) if place is None and mention.type == "official"]:
        return unnamed[0]
    level = wanted_level(mention.text.removesuffix(mention.value or "")) if mention.type == "official" else None
    fitting = [field for field, place in _sides(draft) if level and place is not None and fits(place, level)]
    return fitting[0] if len(fitting) == 1 else None


def _places_of_people(holdings: Iterable[Holding]) -> dict[str, tuple[PlaceRef, ...]]:
    result: dict[str, tuple[PlaceRef, ...]] = {}
    for holding in holdings:
        if holding.place is not None:
            result[holding.person] = (*result.get(holding.person, ()), holding.place)
    return result


def deliberate_heads(context: Context, drafts: Iterable[Draft], matches: Iterable[Match], holdings: Iterable[Holding]) -> list[Draft]:
    """Heads named apart from their visit (甲带队；由甲率领) go to the trip of their own place that lacks one and was told last."""
    result = list(drafts)
    own = _places_of_people(holdings)
    for match in matches:
        head = next(iter(match.roles.get("head", ())), None)
        if head is None or match.roles.get("host_place") or head.type not in ("official", "person"):
            continue
        party = [ref for m in match.roles.get("visitors", ()) for p in m.parts[:1] for ref in context.places_of(p)]
        places = party or own.get(head.value or head.text, ())
        told = [i for i, d in enumerate(result) if d.head is None and (not places or any(_same(p, d.visitor_place) for p in places))]
        told = [i for i in told if result[i].told(match.start) is not None] or told[:1]
        if told and match.start - (result[told[-1]].told(match.start) or 0) < _REACH:
            claim = Claim(field="head", start=head.start, end=head.end, rule=match.rule, basis=Basis.STATED)
            beside = tuple(people_of(match.roles["head"][1:]))
            more = [Claim(field="members", start=m.start, end=m.end, rule=match.rule) for _, m in beside]
            for index in (i for i in told if _one_trip(result[i], result[told[-1]])):
                led = result[index].with_([claim], head=head.value or head.text)
                result[index] = led.adding("members", (name for name, _ in beside), more)
    return result


def _one_trip(draft: Draft, other: Draft) -> bool:
    """Whether two visits are told in one breath, of the same visitors."""
    return draft.start == other.start and draft.visitor_place == other.visitor_place


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
    """Who is called head of the delegation: 代表团团长、甲市副市长李四, 甲市医疗队队长李四."""
    team = words.words("代表团")
    called = [
        h.person
        for h in holdings
        if h.post in words.words("团长") or (h.post in words.words("队长") and (h.organization or "").endswith(team))
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
