"""Visits told only by who attended (出席开工仪式的有…): people of two places at an event that is held in one of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeAlias

from shanhai.knowledge import places as knowledge
from shanhai.knowledge import words
from shanhai.model import Basis, BlockKind, Mention, PlaceRef, Precision
from shanhai.model.struct import Value

from .bare_post import innermost
from .context import Context
from .draft import Draft, may_meet, same_visit
from .evidence import Claim
from .holding import Holding
from .location import flatten, near, related, tells_place, within
from .person import people_of
from .rulebook import Match
from .stretch import sentence
from .tenure import kept_abroad

_RULE = "visit.attendance"
# The ceremony stands at most this many characters before its guests (the longest of the labelled pages is 90).
_BEFORE = 120
_JUST_BEHIND = 8  # characters behind the name of what is opened, founded or handed over
_OTHERS, _LONG_NAME = "与和同、向对在", 30
_GIVEN = (*words.words("捐建"), *words.words("援建"))
_CLAUSE = re.compile("[，。；]")
_HELD = re.compile("|".join(map(words.alternation, ("举行", "签署", "典礼"))))
_SCENES = ("site", "organization", "zone", "meeting")
_JOINT, _SAID = "联席", ("place", "zone", "deixis")
# A place presents itself at another's: the fair is called after the guest.
_ELSEWHERE = ("推介", "招商")
_AT_HOME = re.compile(rf"在[我本]?(?P<level>[省市县区州旗])[^，。；、]{{0,14}}?(?:{words.alternation('举行')}|{words.alternation('会场')})")
_SENTENCE = re.compile(r"[。！？\n]")
# A record tells on a line of its own where people met, and not far below who they were.
_AT = re.compile(r"(?m)(?:^|[ \u3000])地[ \u3000]*点[：:][^\n]{1,40}")
_THERE = re.compile(r"(?:\n+[^\n：:]{0,8}[：:][^\n]{0,60}){0,2}?\n+[ \u3000]*(?:参加|出席|与会|参会)[^\n：:]{0,6}[：:](?P<who>[^\n]+)")
_Seated: TypeAlias = tuple[str, Mention, PlaceRef]
"""Who sat at a table: the name, where it stands, and whose officer it is."""


class _Table(Value, frozen=True, kw_only=True):
    """Whose officers the people of a page are, and of which places it says that somebody is theirs."""

    places: dict[str, PlaceRef]
    stated: frozenset[PlaceRef]


def attended(context: Context, matches: Sequence[Match], holdings: Sequence[Holding], told: Sequence[Draft] = ()) -> tuple[Draft, ...]:
    """The visits that meetings and ceremonies with guests and hosts imply; none where the page does not say whose place it is.

    Of two sides between which a page tells of a visit, only a joint meeting held at the seat of one implies another, or says more of it.
    """
    found: list[Draft] = []
    table = _Table(places=_places(context, holdings), stated=frozenset(_stated(context, holdings)))
    found += [d for d in _recorded(context, table) if not any(_between(known, d) for known in told)]
    for match in (*matches, *_scenes(context, table.places)):
        people = match.roles.get("also", ())
        if match.fact != "visit" or not people:
            continue
        if words.any_of("线上").search(context.text, *sentence(context.text, match.start, match.end)):
            continue  # nobody travels
        seats = _seats(context, matches, match, joint=bool(told))
        if seats or match.rule == _RULE or _ceremony(context, match):
            drafts = _drafts(context, matches, match, table, seats)
            fresh = (d for d in drafts if (seats or not any(_between(known, d) for known in told)) and not _both_received(told, d))
            found += [d for d in fresh if not any(same_visit(known, d) for known in found)]
    return tuple(found)


def _between(known: Draft, draft: Draft) -> bool:
    """Whether a visit that is told already is between the two sides of another, whichever of them came, and not on another day."""
    if _days_apart(known, draft):
        return False
    sides, told = ((d.visitor_place, d.host_place) for d in (draft, known))
    return all(any(near(a, b) for b in others) for one, others in ((sides, told), (told, sides)) for a in one)


def _days_apart(known: Draft, draft: Draft) -> bool:
    """Whether two visits are each told with a day of its own."""
    days = [d.date for d in (known, draft) if d.date is not None and d.date.precision is Precision.DAY and d.date.start]
    return len(days) == len((known, draft)) and not may_meet(*days)


def _both_received(told: Sequence[Draft], draft: Draft) -> bool:
    """Whether the two sides are those whom others visited: 甲区代表团到乙、丙两县, whose leaders sat with them."""
    guests = [{d.visitor_place for d in told if d.host_place == side} for side in (draft.visitor_place, draft.host_place)]
    return bool(guests[0] & guests[1])


def _ceremony(context: Context, match: Match) -> bool:
    """Whether the sentence or the stretch before it speaks of a ceremony or a fair."""
    end = next((m.start() for m in _SENTENCE.finditer(context.text, match.end)), len(context.text))
    stretch = context.text[max(0, match.start - _BEFORE) : end]
    return any(w in stretch for name in ("典礼", "同坐会") for w in words.words(name))


def _scenes(context: Context, places: Mapping[str, PlaceRef]) -> Iterator[Match]:
    """Sentences with a ceremony or a meeting in them, or behind one, that name people of two places, whatever these do there."""
    for hit in re.finditer(f"{words.alternation('典礼')}|{words.alternation('签署')}|{words.alternation('同坐会')}", context.text):
        begin, end = sentence(context.text, hit.start(), hit.end())
        _, after = sentence(context.text, min(end + 1, len(context.text)), min(end + 1, len(context.text)))
        since, _ = context.paragraph(max(0, context.paragraph(begin)[0] - 1))
        for stop in (end, after):
            people = tuple(context.of_type("official", begin, stop))
            if not any(context.dates[d.start].precision is Precision.DAY for d in context.of_type("date", since, stop)):
                continue  # 两县已签约。今年以来，甲县书记、乙县书记互访三次
            sides = [ref for name, _ in people_of(people) if (ref := places.get(name)) and ref.code]
            if any(not related(side, sides[0]) for side in sides[1:]):
                yield Match(rule=_RULE, fact="visit", start=people[0].start, end=people[-1].end, roles={"also": people})
                break


def _recorded(context: Context, table: _Table) -> Iterator[Draft]:
    """The visits that the head of a record implies: 地点：|甲县|政府会议室, and on one of the next lines 参加：|乙区副区长李四|."""
    for said in _AT.finditer(context.text):
        seats = [ref for m in context.before(said.end(), said.start()) for p in flatten((m,)) for ref in context.places_of(p) if ref.code]
        there = _THERE.match(context.text, said.end())
        if not seats or there is None:
            continue
        people = tuple(context.of_type("official", there.start("who"), there.end()))
        match = Match(rule=_RULE, fact="visit", start=there.start("who"), end=there.end(), roles={"also": people})
        listed = [(name, m, table.places[name]) for name, m in people_of(people) if name in table.places]
        hosts = [(n, m) for n, m, p in listed if related(p, seats[0])]
        guests = [g for g in listed if g[2].code and g[2] in table.stated and not related(g[2], seats[0])]
        for name in dict.fromkeys(p.name for _, _, p in guests):
            yield _draft(context, match, seats[0], hosts, [g for g in guests if g[2].name == name], max(0, said.start() - _BEFORE))


def _seats(context: Context, matches: Sequence[Match], match: Match, *, joint: bool) -> tuple[PlaceRef, ...]:
    """Where the meeting is held that the sentences before or in a match tell of with its place (在甲区召开)."""
    held = [m for m in _placed(matches, match) if match.start - m.end <= _BEFORE]
    held = [m for m in held if not joint or any(_JOINT in n.text for n in m.roles.get("name", ()))]
    return tuple(ref for m in held[-1:] for mention in m.roles["place"] for ref in context.places_of(mention))


def _placed(matches: Sequence[Match], match: Match) -> list[Match]:
    """The meetings before or in a match that the page tells of with their place."""
    return [m for m in matches if m.fact == "meeting" and m.roles.get("place") and m.start <= match.end]


def _held_at(context: Context, matches: Sequence[Match], match: Match, sides: Sequence[PlaceRef]) -> PlaceRef | None:
    """The one of the sides where the meeting told of last is held, else in whose place the first site, zone or meeting named lies."""
    for told in reversed(_placed(matches, match)):
        seats = [ref for m in flatten(told.roles["place"]) for ref in context.places_of(m)]
        at = [s for s in sides if any(related(s, seat) for seat in seats)]
        if len({s.name for s in at}) == 1:
            return at[0]
    begin = max(0, match.start - _BEFORE)
    for said in _AT_HOME.finditer(context.text, begin, sentence(context.text, match.start, match.end)[1]):
        home = context.home.at(said["level"])
        if any(home == side for side in sides):
            return home
    near_by = [m for m in context.story if m.start <= match.end + _BEFORE]
    scenes = (m for m in near_by if _is_scene(context, m) and (m.type == "place" or m.start < match.start))
    named = (m for m in near_by if m.type in _SCENES and m.start < match.start) if match.rule != _RULE else ()
    return next((held for m in (*scenes, *named) if (held := _at(context, m, sides)) is not None), None)


def _at(context: Context, mention: Mention, sides: Sequence[PlaceRef]) -> PlaceRef | None:
    """The one of the sides in whose place lies what is named; of a fair that a place gives elsewhere the other."""
    if mention.type != "place" and mention.type not in _SCENES:
        return None
    inside = [ref for m in flatten((mention,)) for ref in context.places_of(m)]
    held = [s for s in sides if any(related(s, ref) for ref in inside)]
    if held and mention.type == "meeting" and any(w in mention.text for w in _ELSEWHERE):
        held = [s for s in sides if not any(related(s, ref) for ref in inside)]
    return held[0] if len({s.name for s in held}) == 1 else None


def _is_scene(context: Context, mention: Mention) -> bool:
    """Whether something happens in or to what is named: 在|甲县招聘会|现场, |甲产业园|正式开工, 在|甲县|城举行."""
    after = context.text[mention.end : mention.end + _JUST_BEHIND].partition("，")[0]
    if mention.type == "place":
        if context.text.endswith("由", 0, mention.start) or context.text.startswith(_GIVEN, mention.end):
            return False  # 由|甲区|捐建的乙县幼儿园落成
        clause = _CLAUSE.split(context.text[mention.end : mention.end + _LONG_NAME])[0]
        built = words.any_of("工程典礼").search(clause) is not None and not set(clause) & set(_OTHERS)  # 甲县|某某示范区二期竣工
        return built or (context.text.endswith("在", 0, mention.start) and _HELD.search(after) is not None)
    worked = words.any_of("典礼").search(after) is not None and words.any_of("双方典礼").search(after) is None
    return worked or context.text.endswith("在", 0, mention.start)


def _places(context: Context, holdings: Sequence[Holding]) -> dict[str, PlaceRef]:
    """Where each person holds a post: of two places of which one lies in the other the lower one (省委常委、甲市委书记).

    Nowhere is who serves in a body that one of the sides keeps in the other (甲省援疆指挥部).
    """
    found: dict[str, PlaceRef] = {}
    abroad = {h.person for h in holdings if kept_abroad(h.organization)}
    for holding in holdings:
        known = found.get(holding.person)
        place = holding.place if holding.person not in abroad else None
        if place is not None and (known is None or (known != place and within(place, known))):
            found[holding.person] = place
    return {name: (context.locations.county_named(ref.name) or ref) if ref.code is None else ref for name, ref in found.items()}


def _stated(context: Context, holdings: Sequence[Holding]) -> Iterator[PlaceRef]:
    """The page's own places, and those that stand before somebody's post; 县长李四 of a page that names several counties is of none."""
    yield from (ref for ref in (*context.publisher_places, context.home.own()) if ref is not None)
    for holding in holdings:
        if holding.place and tells_place(holding.mention, _SAID):
            yield holding.place


def _drafts(context: Context, matches: Sequence[Match], match: Match, table: _Table, seats: Sequence[PlaceRef]) -> Iterator[Draft]:
    """One visit of each place whose people sat with those of the host."""
    _, last = context.paragraph(match.start)
    beside = (m for m in matches if seats and m.fact == "visit" and match.start < m.start < last)  # 甲主持会议。乙、丙出席会议
    present = [*match.roles["also"], *(m for other in beside for m in other.roles.get("also", ()))]
    named: dict[str, Mention] = {}
    for name, mention in people_of(present):
        named.setdefault(name, mention)
    listed = [(name, mention, table.places[name]) for name, mention in named.items() if name in table.places]
    sides = [p for _, _, p in listed]
    if all(related(p, sides[0]) for p in sides):
        return
    seated = [p for p in sides if any(related(p, seat) for seat in seats)]
    held = match.rule == _RULE or _ceremony(context, match)
    host = innermost(context, seated) if seated else _held_at(context, matches, match, sides) if held else None
    hosts = [(n, m) for n, m, p in listed if host and related(p, host)]
    guests = _of_other_sides(context, table, listed, host) if host and hosts else []
    for name in dict.fromkeys(p.name for _, _, p in guests):
        if host:
            yield _draft(context, match, host, hosts, [g for g in guests if g[2].name == name])


def _of_other_sides(context: Context, table: _Table, listed: Sequence[_Seated], host: PlaceRef) -> list[_Seated]:
    """Those of a list who came to the host: where leaders of a city and of its county came to a county, those of the county.

    Nobody of a place to which the page ascribes only bare posts, and nobody where several places sent some and no delegation is told of.
    """
    guests = [g for g in listed if g[2].code and not related(g[2], host)]
    nested = [g for g in guests if any(related(p, g[2]) and p != g[2] for _, _, p in guests)]
    guests = [g for g in guests if g not in nested or _rank(g[2]) == _rank(host)]
    places = {p for _, _, p in guests}
    return [g for g in guests if g[2] in table.stated] if len(places) == 1 or _travelled(context, places) else []


def _travelled(context: Context, places: Collection[PlaceRef]) -> bool:
    """Whether the page speaks of a delegation of one of some places: without it three sides at one table may only have met."""
    delegations = (m for m in context.story if m.type == "delegation")
    return any(ref in places for m in delegations for p in flatten(m.parts) for ref in context.places_of(p))


def _rank(place: PlaceRef) -> str | None:
    """Whether a place is a province, a prefecture or a county."""
    row = knowledge.place(place.code) if place.code else None
    return row.level if row else None


def _draft(
    context: Context,
    match: Match,
    host: PlaceRef,
    hosts: Sequence[tuple[str, Mention]],
    guests: Sequence[_Seated],
    since: int | None = None,
) -> Draft:
    head, mention, visitor = guests[0]
    claims = [
        Claim(field="", start=match.start, end=match.end, rule=_RULE, basis=Basis.INFERRED),
        Claim(field="visitor_place", start=mention.start, end=mention.end, rule=_RULE),
        Claim(field="head", start=mention.start, end=mention.end, rule=_RULE, basis=Basis.INFERRED),
        *(Claim(field="hosts", start=m.start, end=m.end, rule=_RULE) for _, m in hosts),
    ]
    near = context.dates_before(match.start, context.paragraph(match.start)[0] if since is None else since)
    days = (m for m in near if (when := context.dates.get(m.start)) and when.precision is Precision.DAY)
    first = (m for m in context.story if m.type == "date" and m.start < match.start and context.kind_at(m.start) is BlockKind.BODY)
    date = next(days, None) or next(iter(near), None) or next(first, None)
    return Draft(
        visitors=(visitor.name,),
        visitor_place=visitor,
        head=head,
        host_place=host,
        hosts=tuple(n for n, _ in hosts),
        members=tuple(n for n, _, _ in guests[1:]),
        date=context.dates.get(date.start) if date else None,
        kind="出席",
        start=match.start,
        end=match.end,
        claims=(*claims, Claim(field="date", start=date.start, end=date.end, rule=_RULE)) if date else tuple(claims),
    )
