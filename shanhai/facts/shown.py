"""Whose sites: what a sentence says to have been seen, and on which of the visits of its page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef

from .context import Context
from .draft import Draft
from .house import SEATS
from .landmark import is_town
from .location import flatten, near, within
from .organizations import COMMITTEES, OFFICES
from .person import people_of
from .rulebook import Match
from .strand import Strand

_PROVINCE, _PREFECTURE = "0000", 4
_SEEN = frozenset({"site", "organization", "zone", "place", "official"})
_BESIDE = re.compile(r"、|和|与|及|以及")
_HEARD = re.compile(r"听(?:取|了)?[^，。,]*")
_SAYING = re.compile(rf"(?:{words.alternation('直陈')})[，：,:]")
_TOWNSHIP_ENDS = ("镇", "乡", "街道", "村")
_NEXT = re.compile("[。！？；\n又再还]|随后|接着|然后")
_LISTED = "，、和及与"
_CLAUSE, _AT = "，,。；：\n", "在到赴抵"
_VILLAGE = "村"


class Shown:
    """Deals out what was seen to the visits of one page; `drafts` are the visits as they are being put together."""

    def __init__(self, context: Context, strand: Strand, drafts: Sequence[Draft]) -> None:
        self._context = context
        self._strand = strand
        self._drafts = drafts

    def of(self, match: Match) -> Iterator[tuple[Mention, list[int]]]:
        """The sites that a match names, each with the visits on which it was seen."""
        seen = match.roles.get("sites", ()) if not self._said(match.start) else ()
        if not seen:
            return
        sites = [m for m in seen if self._is_site(m)]
        found = self._visits(match, (sites or seen)[0])
        for site, indices in (*self._dealt(found, sites), *self._listed_on(found, seen[-1].end)):
            yield site, [i for i in indices if not self._is_host(site, self._drafts[i])]

    def given_way(self, site: Mention, draft: Draft) -> tuple[str, ...]:
        """先到甲镇，看了|乙园: the sites of a visit without the town to which somebody went to see what is named there."""
        gone = [c for c in draft.claims if c.field == "host_place" and self._in_one_go(c.end, site.start)]
        names = [self._context.text[c.start : c.end] for c in gone]
        return tuple(s for s in draft.sites if is_town(site.text) or not (is_town(s) and any(name.endswith(s) for name in names)))

    def _in_one_go(self, start: int, end: int) -> bool:
        beside = _BESIDE.match(self._context.text, start)
        return start <= end and beside is None and not _NEXT.search(self._context.text, start, end)

    def journey(self, told: Sequence[int]) -> list[int]:
        """Some visits with the others of their journey: 甲县一行赴乙县、丙县, of which a sentence may go on with |乙县 alone."""
        first = self._drafts[told[0]] if told else None
        return [i for i, d in enumerate(self._drafts) if i in told or (first is not None and one_trip(d, first))]

    # Is it a site? --------------------------------------------------------------------------------------------------------

    def _said(self, offset: int) -> bool:
        """Whether somebody is told to say what stands at an offset: 书记要求，各部门要对照清单; who 听取介绍，has said nothing."""
        clauses = _HEARD.sub("", self._context.text[self._strand.sentence(offset) : offset])
        return _SAYING.search(clauses) is not None

    def _is_site(self, mention: Mention) -> bool:
        if mention.type == "zone":
            return True
        if mention.type == "place":
            return mention.text.endswith(_TOWNSHIP_ENDS) and not any(c.isdigit() and len(c) == 6 for c in (mention.value or "").split("|"))
        if (
            mention.type == "organization"
            and mention.value in OFFICES
            and not mention.parts
            and not mention.text.endswith(words.words("窗口尾"))
        ):
            return False  # 考察人大|信访工作
        if mention.text.startswith(words.words("访")) and not mention.parts:
            return False  # 考察|学习工业园区建设
        if mention.value in COMMITTEES and mention.text.endswith(SEATS):
            return False  # 拜访乙区政府
        return mention.type in ("site", "organization")

    def _is_host(self, site: Mention, draft: Draft) -> bool:
        """Whether a zone or a town that was named as a site is the very place that receives the visit."""
        return site.type in ("zone", "place") and any(_is(draft.host_place, ref) for ref in self._context.places_of(site))

    # Which visit is it? ---------------------------------------------------------------------------------------------------

    def _dealt(self, found: Sequence[int], sites: Sequence[Mention]) -> Iterator[tuple[Mention, list[int]]]:
        """Each site with its visits; one without a place is where the one before it in its list is: 甲县乙园、丙馆，丁县戊园."""
        before, last, whole = None, list[int](), self.journey(found)
        for site in sites:
            beside = before is not None and _BESIDE.fullmatch(self._context.text, before.end, site.start)
            own = self._by_site(whole, site)
            anywhere = len(own) == len(whole)  # 丙省某某集团 is in the province of every host, and with that of the site before it
            if not (beside and last and (anywhere or not own)):
                last = list(found) if (anywhere and len(found) < len(own)) or (not own and len(found) == 1) else own
            before = site
            yield site, last

    def _listed_on(self, found: Sequence[int], since: int) -> Iterator[tuple[Mention, list[int]]]:
        """先后到甲县乙园、某处，|丙县丁馆: what a sentence names behind a list that was read, by the hosts in whose names it stands."""
        whole = self.journey(found)
        if len(whole) < 2:
            return
        told, end = list[int](), self._strand.end(since)
        for mention in self._context.story:
            if mention.start < since or mention.type not in _SEEN:
                continue
            if mention.start >= end or mention.type == "official" or words.any_of("谈").search(self._context.text, since, mention.start):
                return
            named = any(ref.code for m in flatten([mention]) for ref in self._context.places_of(m))
            told = (self._by_site(whole, mention) if named else None) or told
            listed = self._context.text[mention.start - 1] in _LISTED
            if told and listed and len(told) < len(whole) and mention.type != "place" and self._is_site(mention):
                yield mention, told

    def _by_site(self, found: Sequence[int], site: Mention) -> list[int]:
        """Of several hosts the one in whose name the site stands."""
        if len(found) == 1:
            return list(found)
        inside = [ref for m in flatten([site]) for ref in self._context.places_of(m)]
        inside = [p for p in inside if not (p.code or "").endswith(_PROVINCE)] or inside
        return self._received_in(found, inside)

    def _visits(self, match: Match, first: Mention) -> list[int]:
        """The visits whose delegation or head the sentence names, else those told last; narrowed by the host that it names."""
        begin = self._strand.sentence(match.start)
        told = self._told(match.start, begin, first)
        since = max((t for i in told if (t := self._drafts[i].told(match.start)) is not None), default=begin)
        led = self._led(max(begin, since), first.start)
        if led and set(led) <= set(told) and since > begin and not list(self._delegations(since, first.start)):
            return self._narrowed(led, begin, first)  # 甲县代表团来乙县；9月，乙县书记李四回访，看了|丙园
        led = [i for i in self._led(since if since > begin else begin, first.start) if not told or self._drafts[i].start <= begin]
        named = list(self._delegations(begin, first.start)) or ([] if led else self._last_delegation(begin))
        found = [i for i, d in enumerate(self._drafts) if not d.background and any(_is(d.visitor_place, p) for p in named)]
        pool = [i for i in found or led if i in told] or self._strand.fitting(found or led, match.start) or told
        return self._narrowed(pool, begin, first) if pool else []

    def _told(self, offset: int, begin: int, first: Mention) -> list[int]:
        """The visits told last, but for those whose host the sentence names only behind a site: 看了|甲园；29日转赴乙市."""
        told = self._strand.at(offset)
        sooner = [i for i in told if not self._named_later(i, begin, first)]
        before = self._strand.at(begin - 1) if begin and not sooner else []
        theirs = {self._drafts[i].visitor_place for i in told}
        return sooner or [i for i in before if self._drafts[i].visitor_place in theirs] or told

    def _named_later(self, index: int, begin: int, first: Mention) -> bool:
        draft = self._drafts[index]
        named = [c.start for c in draft.claims if c.field == "host_place" and c.start >= begin]
        before = (ref for m in self._context.before(first.start, begin) for p in flatten((m,)) for ref in self._context.places_of(p))
        return draft.start >= begin and bool(named) and min(named) > first.end and not any(near(draft.host_place, ref) for ref in before)

    def _narrowed(self, pool: Sequence[int], begin: int, first: Mention) -> list[int]:
        """Of the visits of those who came the one to the place named last before a site; none where that is elsewhere."""
        theirs = self._drafts[pool[0]].visitor_place
        visits = [i for i, d in enumerate(self._drafts) if i in pool or (d.visitor_place == theirs and not d.background)]
        if (where := self._clause_place(first)) is not None:
            there = self._told_of(self._inner(self._received_in(visits, [where])), first)
            sides = (place for i in visits for place in (self._drafts[i].host_place, self._drafts[i].visitor_place) if place)
            if there or not any(_neighbouring(where, side) for side in sides):
                return there
        told = max((self._drafts[i].end for i in pool if self._drafts[i].start <= first.start), default=begin)
        if there := self._turned_to(visits, max(begin, told), first):
            return list(pool) if set(there) & set(pool) and len(pool) == 1 else there
        return (self._named_last(pool, first) if len(pool) > 1 else []) or list(pool)

    def _turned_to(self, visits: Sequence[int], begin: int, first: Mention) -> list[int]:
        """24日转到|丙市，看了丁园; |丙市市长陪着看了丁园: the visits to the host that a sentence names last before a site."""
        for mention in self._context.before(first.start, begin):
            named = flatten(mention.parts[:1]) if mention.type == "official" else (mention,)
            refs = [ref for m in named if m.type == "place" for ref in self._context.places_of(m)]
            if there := [i for i in visits if any(self._drafts[i].host_place == ref for ref in refs)]:
                return self._told_of(there, first)
        return []

    def _told_of(self, visits: Sequence[int], first: Mention) -> list[int]:
        """Of some visits those told of before a site, else all."""
        return [i for i in visits if self._drafts[i].told(first.start) is not None] or list(visits)

    def _named_last(self, pool: Sequence[int], first: Mention) -> list[int]:
        """赴乙县、丙县考察。在乙县，…看了|丁园: of several hosts the one named last before a site, behind where all are told."""
        since = max(self._drafts[i].end for i in pool)
        for mention in self._context.before(first.start, since):
            if _BESIDE.fullmatch(self._context.text, mention.end, first.start):
                continue  # 前往丙县、|丁塔: an item of one list says nothing of the next
            there = self._received_in(pool, [ref for m in flatten((mention,)) for ref in self._context.places_of(m)])
            if there and len(there) < len(pool):
                return there
        return []

    def _clause_place(self, first: Mention) -> PlaceRef | None:
        """15日在|丙市|看了甲厂: the place in which a clause says that a site is."""
        text = self._context.text
        begin = max(text.rfind(mark, 0, first.start) for mark in _CLAUSE) + 1
        where = (m for m in self._context.before(first.start, begin) if m.type == "place" and text[m.start - 1 : m.start] in tuple(_AT))
        return next((ref for m in where for ref in self._context.places_of(m) if ref.code), None)

    def _received_in(self, visits: Iterable[int], places: Sequence[PlaceRef]) -> list[int]:
        """The visits whose host holds one of some places, else those whose host is near one: 甲县 and no zone of 甲县's city."""
        around = [(i, host) for i in visits if (host := self._drafts[i].host_place) and any(near(host, p) for p in places)]
        return [i for i, host in around if any(within(p, host) for p in places)] or [i for i, _ in around]

    def _inner(self, visits: Sequence[int]) -> list[int]:
        """Of visits to places that lie in one another those to the inner ones."""
        hosts = [(i, self._drafts[i].host_place) for i in visits]
        return [i for i, place in hosts if place is not None and not (place.code or "").endswith(_PROVINCE)] or list(visits)

    def _led(self, start: int, end: int) -> list[int]:
        """The visits led by somebody whom a stretch names."""
        named = {name for name, _ in people_of(self._context.before(end, start))}
        return [i for i, d in enumerate(self._drafts) if d.head and d.head in named]

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


def told_again(name: str, known: str) -> bool:
    """Whether a site is told again by a part of its name, or is the village of one that was named.

    >>> told_again("乙园", "甲镇乙园"), told_again("乙村", "甲镇乙村的丙园"), told_again("乙园", "丙园")
    (True, True, False)
    """
    return known.endswith(name) or (name.endswith(_VILLAGE) and name in known)


def one_trip(draft: Draft, other: Draft) -> bool:
    """Whether two visits are told in one breath, of the same visitors."""
    return draft.start == other.start and draft.visitor_place == other.visitor_place


def _neighbouring(place: PlaceRef, other: PlaceRef) -> bool:
    """Whether two places may be one journey's: near each other, or of one prefecture."""
    return near(place, other) or not (place.code and other.code) or place.code[:_PREFECTURE] == other.code[:_PREFECTURE]


def _is(place: PlaceRef | None, other: PlaceRef) -> bool:
    return place is not None and place.name == other.name
