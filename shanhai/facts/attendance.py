"""Visits told only by who attended (出席开工仪式的有…): people of two places at an event that is held in one of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.model import Basis, BlockKind, Mention, PlaceRef, Precision

from .context import Context
from .draft import Draft, same_visit
from .evidence import Claim
from .holding import Holding
from .location import flatten, related, within
from .person import people_of
from .rulebook import Match
from .stretch import sentence

_RULE = "visit.attendance"
# The ceremony stands at most this many characters before its guests (the longest of the labelled pages is 90).
_BEFORE = 120
_JUST_BEHIND = 8  # characters behind the name of what is opened, founded or handed over
_WORKS, _OTHERS, _LONG_NAME = ("开工", "奠基", "竣工", "落成", "投产", "开园", "移交"), "与和同、向对在", 30
_GIVEN = (*words.words("捐建"), *words.words("援建"))
_CLAUSE = re.compile("[，。；]")
_OF_PEOPLE = ("签约", "仪式", "推介", "展销", "结对")  # what two sides hold, wherever it is: 甲校与|乙校|签约仪式
_SCENES = ("site", "organization", "zone", "meeting")
_JOINT = "联席"
# A place presents itself at another's: the fair is called after the guest.
_ELSEWHERE = ("推介", "招商")
_AT_HOME = re.compile(rf"在[我本]?(?P<level>[省市县区州旗])[^，。；、]{{0,14}}?(?:{words.alternation('举行')})")
_SENTENCE = re.compile(r"[。！？\n]")


def attended(context: Context, matches: Sequence[Match], holdings: Sequence[Holding], told: Sequence[Draft] = ()) -> tuple[Draft, ...]:
    """The visit that the first ceremony or meeting with guests and hosts implies; none where the page does not say whose place it is.

    On a page that tells of visits, only joint meetings held at the seat of one side imply others, or say more of one of those.
    """
    found: list[Draft] = []
    for match in matches if told else (*matches, *_scenes(context, holdings)):
        people = match.roles.get("also", ())
        if match.fact != "visit" or not people or (found and not told):
            continue
        if words.any_of("线上").search(context.text, *sentence(context.text, match.start, match.end)):
            continue  # nobody travels
        seats = _seats(context, matches, match, joint=bool(told))
        if seats or (not told and (match.rule == _RULE or _ceremony(context, match))):
            draft = _draft(context, matches, match, holdings, seats)
            if draft is not None and not any(same_visit(known, draft) for known in found):
                found.append(draft)
    return tuple(found)


def _ceremony(context: Context, match: Match) -> bool:
    """Whether the sentence or the stretch before it speaks of a ceremony or a fair."""
    end = next((m.start() for m in _SENTENCE.finditer(context.text, match.end)), len(context.text))
    return any(w in context.text[max(0, match.start - _BEFORE) : end] for w in words.words("典礼"))


def _scenes(context: Context, holdings: Sequence[Holding]) -> Iterator[Match]:
    """Sentences with a ceremony or a meeting in them, or behind one, that name people of two places, whatever these do there."""
    places = _places(context, holdings)
    for hit in re.finditer(f"{words.alternation('典礼')}|{words.alternation('签署')}|{words.alternation('同坐会')}", context.text):
        begin, end = sentence(context.text, hit.start(), hit.end())
        _, after = sentence(context.text, min(end + 1, len(context.text)), min(end + 1, len(context.text)))
        for stop in (end, after):
            people = tuple(context.of_type("official", begin, stop))
            if not any(context.dates[d.start].precision is Precision.DAY for d in context.of_type("date", begin, stop)):
                continue  # 两县已签约。今年以来，甲县书记、乙县书记互访三次
            sides = [ref for name, _ in people_of(people) if (ref := places.get(name)) and ref.code]
            if any(not related(side, sides[0]) for side in sides[1:]):
                yield Match(rule=_RULE, fact="visit", start=people[0].start, end=people[-1].end, roles={"also": people})
                break


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
        held = [s for s in sides if any(related(s, seat) for seat in seats)]
        if len({s.name for s in held}) == 1:
            return held[0]
    begin = max(0, match.start - _BEFORE)
    for said in _AT_HOME.finditer(context.text, begin, sentence(context.text, match.start, match.end)[1]):
        home = context.home.at(said["level"])
        if any(home == side for side in sides):
            return home
    for mention in context.story:
        if mention.start >= match.start:
            return None
        scene = _is_scene(context, mention)
        if (mention.type in _SCENES and (match.rule != _RULE or scene)) or (mention.type == "place" and scene):
            inside = [ref for m in flatten((mention,)) for ref in context.places_of(m)]
            held = [s for s in sides if any(related(s, ref) for ref in inside)]
            if held and mention.type == "meeting" and any(w in mention.text for w in _ELSEWHERE):
                held = [s for s in sides if not any(related(s, ref) for ref in inside)]
            if len({s.name for s in held}) == 1:
                return held[0]
    return None


def _is_scene(context: Context, mention: Mention) -> bool:
    """Whether something happens in or to what is named: 在|甲县招聘会|现场, |甲产业园|正式开工, 在|甲县|城举行."""
    after = context.text[mention.end : mention.end + _JUST_BEHIND].split("，")[0]
    if mention.type == "place":
        if context.text.endswith("由", 0, mention.start) or context.text.startswith(_GIVEN, mention.end):
            return False  # 由|甲区|捐建的乙县幼儿园落成
        clause = _CLAUSE.split(context.text[mention.end : mention.end + _LONG_NAME])[0]
        built = any(word in clause for word in _WORKS) and not set(clause) & set(_OTHERS)  # 甲县|某某示范区二期竣工
        held = any(word in after for word in (*words.words("举行"), *words.words("签署"), *words.words("典礼")))
        return built or (held and context.text.endswith("在", 0, mention.start))
    worked = not any(word in after for word in _OF_PEOPLE) and any(word in after for word in words.words("典礼"))
    return worked or context.text.endswith("在", 0, mention.start)


def _places(context: Context, holdings: Sequence[Holding]) -> dict[str, PlaceRef]:
    """Where each person holds a post: of two places of which one lies in the other the lower one (省委常委、甲市委书记)."""
    found: dict[str, PlaceRef] = {}
    for holding in holdings:
        known = found.get(holding.person)
        if holding.place is not None and (known is None or (known != holding.place and within(holding.place, known))):
            found[holding.person] = holding.place
    return {name: (context.locations.county_named(ref.name) or ref) if ref.code is None else ref for name, ref in found.items()}


def _draft(
    context: Context, matches: Sequence[Match], match: Match, holdings: Sequence[Holding], seats: Sequence[PlaceRef]
) -> Draft | None:
    places = _places(context, holdings)
    _, last = context.paragraph(match.start)
    beside = (m for m in matches if seats and m.fact == "visit" and match.start < m.start < last)  # 甲主持会议。乙、丙出席会议
    present = [*match.roles["also"], *(m for other in beside for m in other.roles.get("also", ()))]
    named: dict[str, Mention] = {}
    for name, mention in people_of(present):
        named.setdefault(name, mention)
    listed = [(name, mention, places[name]) for name, mention in named.items() if name in places]
    sides = [p for _, _, p in listed]
    seated = [p for p in sides if any(related(p, seat) for seat in seats)]
    host = next(iter(seated), None) or (
        _held_at(context, matches, match, sides) if match.rule == _RULE or _ceremony(context, match) else None
    )
    if host is None:
        return None
    hosts = [(n, m) for n, m, p in listed if related(p, host)]
    guests = [(n, m, p) for n, m, p in listed if p.code and not related(p, host)]
    if not hosts or not guests or len({p.name for _, _, p in guests}) > 1:
        return None
    head, mention, visitor = guests[0]
    claims = [
        Claim(field="", start=match.start, end=match.end, rule=_RULE, basis=Basis.INFERRED),
        Claim(field="visitor_place", start=mention.start, end=mention.end, rule=_RULE),
        Claim(field="head", start=mention.start, end=mention.end, rule=_RULE, basis=Basis.INFERRED),
        *(Claim(field="hosts", start=m.start, end=m.end, rule=_RULE) for _, m in hosts),
    ]
    near = context.dates_before(match.start, context.paragraph(match.start)[0])
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
