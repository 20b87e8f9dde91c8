"""Who received, who came along, what was shown: the sentences around a visit, attached to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge import places, words
from shanhai.model import Mention, PlaceRef

from .context import Context
from .draft import Draft
from .evidence import Claim
from .holding import Holding, places_of_people
from .home import fits, wanted_level
from .location import near, within
from .person import people_of, person_of
from .rulebook import Match
from .shown import Shown, told_again
from .sight import sight
from .strand import Strand
from .tenure import kept_abroad

# What may stand between two persons of one list: marks, joints, and posts, places and bodies without a name (乙市第三批).
_UNNAMED = frozenset({"post", "place", "zone", "organization", "deixis"})
_LISTING = re.compile(r"(?:[，、；和及与（）—第批\d一二三四五六七八九十]|以及|挂职)*")
_SHARED = (4, 2)  # digits of a code that name the prefecture, and the province
_ESCORTS = 4  # characters behind a name in which 陪同 is said of it


class Company:
    """Attaches hosts, members and sites to the visits of one page."""

    def __init__(self, context: Context, holdings: Sequence[Holding], drafts: Sequence[Draft]) -> None:
        self._context = context
        self._places = places_of_people(holdings)
        self._seconded = places_of_people(h for h in holdings if kept_abroad(h.organization))
        self._bodies: dict[str, list[str]] = {}
        for holding in holdings:
            if holding.organization:
                self._bodies.setdefault(holding.person, []).append(holding.organization)
        self._strand = Strand(context, drafts)
        self.drafts = list(drafts)
        self._shown = Shown(context, self._strand, self.drafts)

    def attach(self, match: Match) -> None:
        """Takes in a match that names people or sites."""
        named = [m for role in ("also", "hosts", "members") for m in match.roles.get(role, ())]
        people = [*(self._listed_before(named[0]) if named else ()), *named]
        told = next((role for role in ("hosts", "members") if role in match.roles), None)
        going = self._strand.at(match.start, ahead=True)
        journey = self._shown.journey(going)
        for index in journey:
            draft, end = self.drafts[index], match.start
            side = self._side_before(draft, people[0]) if people else None
            meeting = "hosts" if self._is_met(match, self.drafts[index]) else None
            for name, mention in people_of(people):
                elsewhere = bool(self._context.of_type("place", end, mention.end))
                side, end = told or self._side_of(draft, name, mention, meeting if elsewhere or side is None else side), mention.end
                at_home = [i for i in journey if self._of_host(self.drafts[i], name)]  # in 甲市、乙市 each host receives his own guests
                if index not in (at_home or going):
                    continue
                if side is not None and name != draft.head and name not in draft.hosts:
                    claim = Claim(field=side, start=mention.start, end=mention.end, rule=match.rule)
                    draft = draft.adding(side, (name,), [claim])
            self.drafts[index] = draft
        for site, indices in self._shown.of(match):
            for index in indices:
                claim = Claim(field="sites", start=site.start, end=site.end, rule=match.rule)
                draft = self.drafts[index].with_(sites=self._shown.given_way(site, self.drafts[index]))
                name = next((s for s in draft.sites if told_again(sight(site), s)), sight(site))
                self.drafts[index] = draft.adding("sites", (name,), [claim])

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
        if (there := _works_at(draft, self._bodies.get(name, ()))) is not None:
            return there
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


def _works_at(draft: Draft, bodies: Sequence[str]) -> str | None:
    """The only side of a visit in whose place a team works that another place keeps there: 甲区派驻|乙县|工作队."""
    teams = [body for body in bodies if kept_abroad(body)]
    rows = ((side, places.place(place.code)) for side, place in _sides(draft) if teams and place is not None and place.code)
    there = [side for side, row in rows if row is not None and any(body.find(row.short) > 0 for body in teams)]
    return there[0] if len(there) == 1 else None


def _zone(body: str) -> str | None:
    """The zone of a committee that is called by its last word: 园区|党工委."""
    return next((body[: -len(end)] for end in words.words("园区工委") if body.endswith(end) and len(body) > len(end)), None)


def _between(start: int, end: int, skipped: Sequence[Mention]) -> Iterator[tuple[int, int]]:
    """What stands in a gap outside the posts, places and bodies in it."""
    for mention in sorted((m for m in skipped if m.type in _UNNAMED and start <= m.start), key=lambda m: m.start):
        yield start, mention.start
        start = mention.end
    yield start, end


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
