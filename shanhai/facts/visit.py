"""Visits (来往): what rules found in sentences, completed with places, dates and people, and united over the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from shanhai.knowledge import posts, words
from shanhai.model import Basis, BlockKind, Mention, Modality, PlaceRef, Programme, When

from .context import Context
from .draft import Draft
from .evidence import Claim
from .home import wanted_level
from .location import flatten, related
from .rulebook import Match
from .tenure import Holding

_ZIPPED = re.compile("分赴|分别赴|分别前往|分别到|分别在")
_LATER = re.compile("之后|以后|此后|过后|次年")
_TOWNSHIPS = ("镇", "乡", "街道")
# A line above a paragraph that is no longer than this is its heading (周二至周三（10月17日至18日）has 16 characters).
_LONGEST_HEADING = 24
_CLAUSE = re.compile(r"[，。；！？：\n]")


class Visits:
    """Builds the visits of one page from the matches of its sentences, in order."""

    def __init__(self, context: Context, holdings: Sequence[Holding], programme: Programme | None) -> None:
        self._context = context
        self._holdings = tuple(holdings)
        self._programme = programme
        self.drafts: list[Draft] = []

    # What a match says about who goes where ---------------------------------------------------------------------------

    def start(self, match: Match) -> None:
        """Takes in a match that names a host place: one visit per host, or per pair where the sentence deals them out."""
        hosts = [(m, ref) for m in match.roles.get("host_place", ()) for ref in self._hosts(m)]
        if match.sets.get("host_place") == "home" and (home := self._context.home.own()):
            hosts = [(next(iter(match.roles.get("kind", match.roles.get("visitors", ())))), home)]
        guests = list(match.roles.get("visitors", ()))
        head = next(iter(match.roles.get("head", ())), None)
        for guest, (host_mention, host) in self._dealt(match, guests, hosts):
            draft = self._draft(match, guest, head, host_mention, host)
            if draft and not any(self._same(draft, d) for d in self.drafts):
                self.drafts.append(draft)
            elif draft:
                self._unite(draft)

    def _hosts(self, mention: Mention) -> Iterator[PlaceRef]:
        """The places that a host mention means; a township stands for its county, of which it is a site."""
        for ref in self._context.places_of(mention):
            county = self._context.locations.county(mention) if ref.code is None else None
            yield county or ref

    def _dealt(
        self, match: Match, guests: Sequence[Mention], hosts: Sequence[tuple[Mention, PlaceRef]]
    ) -> Iterator[tuple[Mention | None, tuple[Mention, PlaceRef]]]:
        text = self._context.text[match.start : match.end]
        if len(guests) > 1 and len(guests) == len(hosts) and _ZIPPED.search(text):
            yield from zip(guests, hosts, strict=True)
            return
        for guest in guests or (None,):
            for host in hosts:
                yield guest, host

    def _draft(self, match: Match, guest: Mention | None, head: Mention | None, host_mention: Mention, host: PlaceRef) -> Draft | None:
        if guest is None and head is None:
            return self._going_on(match, host_mention, host)
        if (guest is None or not guest.parts) and head is None and self._is_stop(match, host):
            return None
        visitor, basis = self._visitor_place(match, guest, head)
        if visitor is None or visitor.name == host.name or (visitor.code and visitor.code == host.code):
            return None
        if (
            guest is not None
            and guest.type == "delegation"
            and visitor.code
            and host.code
            and self._contains(host, visitor)
            and head is None
        ):
            return None if not guest.parts else self._made(match, guest, head, host_mention, host, visitor, basis)
        return self._made(match, guest, head, host_mention, host, visitor, basis)

    def _going_on(self, match: Match, host_mention: Mention, host: PlaceRef) -> Draft | None:
        """，先后到甲、乙: those who were told of last in the paragraph go on."""
        start, _ = self._context.paragraph(match.start)
        told = [d for d in self.drafts if (t := d.told(match.start)) is not None and t >= start]
        last = max(told, key=lambda d: d.told(match.start) or 0, default=None)
        if last is None or last.host_place is None or not host.code or last.visitor_place in (None, host) or self._is_stop(match, host):
            return None
        claims = (
            *last.claims,
            Claim(field="", start=match.start, end=match.end, rule=match.rule),
            _claim("host_place", host_mention, match.rule),
        )
        kept = tuple(c for c in claims if c.field != "host_place" or c.start == host_mention.start)
        return _moved(last, host, kept)

    def _is_stop(self, match: Match, host: PlaceRef) -> bool:
        """Whether a place lies within the host, below the province, of the visit told of last: a stop, not a visit of its own."""
        last = max((d for d in self.drafts if d.told(match.start) is not None), key=lambda d: d.told(match.start) or 0, default=None)
        if last is None or last.host_place is None:
            return False
        if (last.host_place.code or "").endswith("0000") and (match.roles.get("kind") or not match.roles.get("visitors")):
            return False
        return self._contains(last.host_place, host) or (host.code is None and last.host_place.name != host.name)

    def _contains(self, outer: PlaceRef, inner: PlaceRef) -> bool:
        return bool(outer.code and outer.code in self._context.ancestors(inner))

    def _made(
        self,
        match: Match,
        guest: Mention | None,
        head: Mention | None,
        host_mention: Mention,
        host: PlaceRef,
        visitor: PlaceRef,
        basis: Basis,
    ) -> Draft:
        rule = match.rule
        start, end = match.start, match.end
        claims = [Claim(field="", start=start, end=end, rule=rule), _claim("host_place", host_mention, rule)]
        names: tuple[str, ...] = ()
        if guest is not None:
            names = (self._party_name(guest, visitor),)
            claims += [_claim("visitors", guest, rule), _claim("visitor_place", guest, rule, basis)]
        elif head is not None:
            names = (self._sender(head, visitor),)
            claims.append(_claim("visitor_place", head, rule, basis))
        date_mention, date = self._date(match)
        if date_mention is not None:
            claims.append(_claim("date", date_mention, rule))
        kind = next(iter(match.roles.get("kind", ())), None)
        if kind is not None:
            claims.append(_claim("kind", kind, rule))
        leader = _person_of(head)
        if leader is not None and head is not None:
            claims.append(_claim("head", head, rule))
        programme = self._stated_programme(match)
        if programme is not None:
            claims.append(_claim("programme", programme, rule))
        return Draft(
            visitors=names,
            visitor_place=visitor,
            head=leader,
            host_place=host,
            date=date,
            kind=kind.text if kind else None,
            sites=_township(host_mention, host),
            modality=self._modality(match),
            background=self._context.kind_at(start) is BlockKind.BACKGROUND,
            start=start,
            end=end,
            claims=tuple(claims),
        )

    # Who comes, from where ---------------------------------------------------------------------------------------------

    def _visitor_place(self, match: Match, guest: Mention | None, head: Mention | None) -> tuple[PlaceRef | None, Basis]:
        """The visitors' place: in the name of their party, else that of the head's post, else of the delegation told of before."""
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
            if mention.type == "organization" and (own := self._context.home.at(wanted_level(mention.text[:1]))):
                return own, Basis.INFERRED
            if (place := self._post_place(mention)) is not None:
                return place, Basis.STATED
        return self._told_before(match, guest), Basis.INFERRED

    def _post_place(self, mention: Mention) -> PlaceRef | None:
        """The place of an official by the last post that heads a committee or a place, else by the first that has a place."""
        held = [h for h in self._holdings if mention.start <= h.mention.start < mention.end and h.place is not None]
        held = [h for h in held if h.person == held[0].person]
        main = [h for h in held if _is_main(h.post)]
        if main or held:
            return main[-1].place if main else held[0].place
        person = _person_of(mention)
        if person:
            return next((h.place for h in self._holdings if h.person == person and h.place is not None), None)
        if mention.type == "post":
            named = [ref for p in flatten(mention.parts) for ref in self._context.places_of(p)]
            return named[0] if named else None
        return None

    def _told_before(self, match: Match, guest: Mention | None) -> PlaceRef | None:
        """A bare 代表团 is the last one told of; 市党政代表团 and 我市 is the page's own."""
        if guest is None or guest.type != "delegation":
            return None
        for draft in reversed(self.drafts):
            if draft.start < match.start:
                return draft.visitor_place
        level = next((c for c in guest.text if c in "省市县区州旗"), None)
        return self._context.home.at(level) if level else None

    def _party_name(self, guest: Mention, place: PlaceRef) -> str:
        if guest.type in ("place", "zone", "deixis"):
            return place.name
        if guest.type in ("official", "post", "person"):
            return self._sender(guest, place)
        if any(p.type == "deixis" for p in guest.parts):
            return place.name + re.sub(r"^(?:.*?)(?:我|本|该)[省市县区州旗]", "", guest.text)
        has_place = any(p.type in ("place", "zone") for p in guest.parts)
        return guest.text if has_place or guest.type != "delegation" else place.name + re.sub(r"^[省市县区州旗]", "", guest.text)

    def _sender(self, head: Mention, place: PlaceRef) -> str:
        organization = next((p for p in head.parts if p.type == "organization"), None)
        if organization is None or organization.value in ("party",):
            return place.name
        return organization.text

    # When, in which programme, really? ---------------------------------------------------------------------------------

    def _date(self, match: Match) -> tuple[Mention | None, When | None]:
        """The date in the match, else the last one before it in its sentence, else that of the paragraph's opening."""
        stated = next(iter(match.roles.get("date", ())), None)
        if stated is not None:
            return stated, self._context.dates.get(stated.start)
        start, _ = self._context.paragraph(match.start)
        sentence = max((self._context.text.rfind(c, start, match.start) + 1 for c in "。！？"), default=start)
        inside = [m for m in self._context.story if m.type == "date" and match.start <= m.start < match.end]
        earlier = [m for m in self._context.before(match.start, max(sentence, start)) if m.type == "date"]
        if earlier and _LATER.search(self._context.text, earlier[0].end, match.start):
            earlier = []
        for mention in (*earlier[:1], *inside[:1], *self._heading_date(start), *self._next_date(match)):
            return mention, self._when(mention)
        return None, None

    def _next_date(self, match: Match) -> Iterator[Mention]:
        """…一行。9月20日至21日，他们…: the date with which the next sentence of the paragraph begins."""
        text, (_, end) = self._context.text, self._context.paragraph(match.end)
        stop = text.find("。", match.end, end)
        if stop >= 0:
            yield from (m for m in self._context.story if m.type == "date" and m.start == stop + 1)

    def _heading_date(self, start: int) -> Iterator[Mention]:
        """周一（10月16日）as a line of its own above the paragraph."""
        above, end = self._context.paragraph(max(0, start - 1))
        if end - above <= _LONGEST_HEADING:
            yield from (m for m in self._context.story if m.type == "date" and above <= m.start < end)

    def _when(self, mention: Mention) -> When | None:
        """同一时段, 同日: the date told last."""
        when = self._context.dates.get(mention.start)
        if when is not None and when.start is None and mention.text.startswith("同"):
            for other in self._context.before(mention.start):
                told = self._context.dates.get(other.start) if other.type == "date" else None
                if told is not None and told.start:
                    return told
        return when

    def _stated_programme(self, match: Match) -> Mention | None:
        return next((m for m in self._context.story if m.type == "programme" and match.start <= m.start and m.end <= match.end + 20), None)

    def _modality(self, match: Match) -> Modality:
        begin = max((m.end() for m in _CLAUSE.finditer(self._context.text, max(0, match.start - 40), match.start)), default=match.start)
        before = self._context.text[begin : match.end]
        if any(w in before for w in words.words("愿望")):
            return Modality.WISHED
        if any(w in before for w in words.words("将来")):
            return Modality.PLANNED
        return Modality.HAPPENED

    # One visit, told several times --------------------------------------------------------------------------------------

    def _same(self, a: Draft, b: Draft) -> bool:
        """Whether two drafts of a page are one visit: same sides, and no two different days."""
        if a.visitor_place is None or b.visitor_place is None or a.host_place is None or b.host_place is None:
            return False
        if a.host_place.name != b.host_place.name:
            return False
        if a.visitor_place.name != b.visitor_place.name:
            return a.start < b.end and b.start < a.end and _has_party(a) != _has_party(b)
        days = {w.start for w in (a.date, b.date) if w and w.start}
        return len(days) < 2

    def _unite(self, draft: Draft) -> None:
        for index, known in enumerate(self.drafts):
            if self._same(known, draft):
                self.drafts[index] = united(known, draft)
                return


def _is_main(title: str) -> bool:
    """Whether a post heads a committee or a place (书记, 县长): such a post says whom its holder leads."""
    post = posts.titles().get(title)
    return post is not None and not post.deputy and post.belongs in ("committee", "place") and title not in words.words("委员")


def _moved(draft: Draft, host: PlaceRef, claims: tuple[Claim, ...]) -> Draft:
    """The same journey at its next host."""
    return msgspec.structs.replace(draft, host_place=host, hosts=(), sites=(), claims=claims)


def _has_party(draft: Draft) -> bool:
    """Whether a delegation is named, and not only the post of who leads it."""
    return any(c.field == "visitors" for c in draft.claims)


def united(known: Draft, more: Draft) -> Draft:
    """Two tellings of one visit as one; what the first leaves open the second fills, and a real date beats 近日."""
    if _has_party(more) and not _has_party(known):
        known = known.with_(visitors=more.visitors, visitor_place=more.visitor_place)
    dated = more.date if known.date is None or (known.date.start is None and more.date and more.date.start) else known.date
    result = known.with_(
        more.claims,
        head=known.head or more.head,
        date=dated,
        kind=known.kind or more.kind,
        programme=known.programme or more.programme,
        background=known.background and more.background,
        tellings=(*known.tellings, more.start),
        modality=known.modality if known.modality is Modality.HAPPENED else more.modality,
        visitors=known.visitors or more.visitors,
    )
    for field in ("hosts", "members", "sites"):
        result = result.adding(field, getattr(more, field))
    return result


def _township(mention: Mention, host: PlaceRef) -> tuple[str, ...]:
    """到甲区乙街道考察: the township is a site of the visit to its county."""
    last = mention.parts[-1] if mention.parts else mention
    return (last.text,) if mention.type == "place" and host.code and last.text != host.name and last.text.endswith(_TOWNSHIPS) else ()


def _claim(field: str, mention: Mention, rule: str, basis: Basis = Basis.STATED) -> Claim:
    return Claim(field=field, start=mention.start, end=mention.end, rule=rule, basis=basis)


def _person_of(mention: Mention | None) -> str | None:
    if mention is None or mention.type not in ("official", "person"):
        return None
    return mention.value or mention.text


def people_of(mentions: Iterable[Mention]) -> Iterator[tuple[str, Mention]]:
    """The names in some mentions, each with its mention."""
    for mention in mentions:
        if (name := _person_of(mention)) is not None:
            yield name, mention


def near(place: PlaceRef | None, other: PlaceRef | None) -> bool:
    """Whether two places are the same or one lies in the other."""
    return place is not None and other is not None and related(place, other)
