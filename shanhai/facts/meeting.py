"""Meetings (会议): named occasions that a sentence says took place, with place, date and parties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from msgspec import structs

from shanhai.knowledge import words
from shanhai.model import BlockKind, Mention, Modality, PlaceRef, When
from shanhai.model.struct import Value

from .context import Context
from .draft import Draft
from .evidence import Claim
from .initials import both_called
from .location import flatten, near, related
from .naming import unquoted
from .rulebook import Match
from .stretch import start_of
from .time import tells_more

_MARKS = str.maketrans("", "", "“”‘’")
_ORDER = re.compile(rf"^(?:{words.alternation('首届')})+(?:召开|举行|举办)?的?")
_COUNTED = re.compile(r"^(?:\d+|[一二两三四五六七八九十几数多]+)[场次个]|^(?:相关|有关|上述)")
_TIMES = re.compile(r"(?:\d+|[两三四五六七八九十])(?:余|多)?(?:期|班次|批次)")
_CARRIED_OUT, _OF_SEVERAL, _TOGETHER = "meeting.carried-out", "meeting.of-several", "meeting.both-hold"
_IN_PASSING = ("meeting.on-it", "meeting.at", "meeting.under-way", _CARRIED_OUT, _OF_SEVERAL)
_KINDS, _WHICH = words.words("活动种类"), re.compile(r"“|\d|第[一二三四五六七八九十]|暨")
_WHOSE = frozenset({"place", "zone", "programme", "region"})  # parts of a name that say whose meeting it is
_LIST = 60  # characters of a list of those who meet
_BOTH, _OWN = 2, 8  # characters before the head noun of an activity of its own
_HELD = ("meeting.held", "meeting.being-held", "meeting.both-hold")


class Gathering(Value, frozen=True, kw_only=True):
    """A meeting with its claims."""

    name: str
    kind: str | None
    place: PlaceRef | None
    date: When | None
    parties: tuple[PlaceRef, ...]
    claims: tuple[Claim, ...]
    start: int
    named: bool = True  # whether it has a name of its own, more than what kind of meeting it is
    modality: Modality = Modality.HAPPENED


def _kind(name: str) -> str | None:
    return next((w for w in sorted(words.words("会名"), key=len) if name.endswith(w)), None)


def _which(name: str, mention: Mention) -> bool:
    """Whether a name says which meeting it is: by a place, a programme, a motto or an order."""
    return any(p.type in _WHOSE for p in mention.parts) or bool(_WHICH.search(name)) or any(w in name for w in words.words("联席"))


def _own_name(name: str, mention: Mention) -> bool:
    """Whether a name is more than what kind of meeting it is (座谈会, 帮扶资金捐赠仪式); 兰洽会 and a motto are names."""
    kind = mention.value or ""
    if _which(name, mention) or len(name) - len(kind) >= _OWN:
        return True
    return name != kind and (not name.endswith(kind) or not kind.endswith(words.words("无名会")))


def _clean(name: str) -> str:
    """A meeting's name without what the sentence says of its time and order."""
    return unquoted(_ORDER.sub("", name))


def _seat(mention: Mention) -> Mention:
    """The place of an organisation's name, and what is none as it is."""
    return mention.parts[0] if mention.type == "organization" and mention.value != "company" and mention.parts else mention


def _told_again(told: Gathering, again: Gathering) -> Gathering:
    """A meeting that is told of twice: what the first leaves out or says less of is as the second has it."""
    if told.modality is Modality.PLANNED and again.modality is Modality.HAPPENED:
        told = structs.replace(told, modality=again.modality)
    missing = [field for field in ("place", "parties") if not getattr(told, field) and getattr(again, field)]
    missing += ["date"] if tells_more(again.date, told.date) else []
    claims = [claim for claim in again.claims if claim.field in missing]
    filled = {field: getattr(again, field) for field in missing}
    return structs.replace(told, claims=(*told.claims, *claims), **filled) if missing else told


def _ends_with(longer: str, name: str) -> bool:
    """甲县乙县联席会议: whether a name ends with a shorter one (联席会), its quotation marks aside."""
    return any(told.endswith((name, f"{name}议")) for told in (longer, longer.translate(_MARKS)))


class Meetings:
    """Builds the meetings of one page."""

    def __init__(self, context: Context, drafts: Sequence[Draft]) -> None:
        self._context = context
        self._drafts = drafts
        self._found: dict[str, Gathering] = {}

    def take(self, match: Match) -> None:
        """Takes in a match that names a meeting."""
        for mention in match.roles.get("name", ()):
            mention = self._in_full(mention)
            name = _clean(mention.text)
            times = _TIMES.match(self._context.text, mention.end)  # 领导小组会议3次, 培训班|4期
            if name in words.words("泛会") or times or _COUNTED.match(name) or not self._is_one(name, mention, match):
                continue
            gathering = self._gathering(name, mention, match)
            told = self._found.get(name)
            if told is not None and not match.roles.get("parties"):  # who held it is said at its best there
                gathering = _told_again(told, gathering)
            self._found[name] = gathering

    def _is_one(self, name: str, mention: Mention, match: Match) -> bool:
        """Whether a name is a meeting's own: no bare 座谈会上 in passing, no activity of a kind (开展交流活动)."""
        if name == mention.value:
            return match.rule not in _IN_PASSING and not name.endswith(_KINDS)
        told = _which(name, mention)
        if name.endswith(_KINDS):
            return match.rule != _CARRIED_OUT and (told or (match.rule in _HELD and _own_name(name, mention)))
        return told or match.rule not in (_CARRIED_OUT, _OF_SEVERAL)

    def _in_full(self, mention: Mention) -> Mention:
        """A bare 座谈会, 见面会 is the one that the page names in full."""
        if mention.text != mention.value:
            return mention
        longer = [m for m in self._context.story if m.type == "meeting" and m.text != mention.text and m.text.endswith(mention.text)]
        return longer[0] if len({m.text for m in longer}) == 1 else mention

    def all(self) -> tuple[Gathering, ...]:
        """The meetings in order; a short name that only repeats a longer one's end, or a name without its quotation marks, is that one."""
        names = sorted(self._found, key=len)
        kept = [n for i, n in enumerate(names) if not any(_ends_with(longer, n) for longer in names[i + 1 :])]
        kept = [n for n in kept if self._found[n].named and not self._headlined(n, kept) and not self._shortened(n, kept)]
        return tuple(sorted((self._found[n] for n in kept), key=lambda g: g.start))

    def several(self) -> bool:
        """Whether two or more places meet in one of the meetings, named or not."""
        return any(len(gathering.parties) > 1 for gathering in self._found.values())

    def _shortened(self, name: str, others: Sequence[str]) -> bool:
        """甲市还和乙市举行了高层联席会, of 甲市—乙市对口合作高层联席会: whether another's name holds it, or it is the opening of one."""
        if any(name.startswith(other) and name[len(other) :] in words.words("开幕式") for other in others):
            return True  # 甲节|开幕式, which is part of 甲节
        parties = set(self._found[name].parties)
        longer = (n for n in others if len(n) > len(name) and parties and set(self._found[n].parties) == parties)
        return any(n.endswith(_kind(name) or name) and all(c in rest for c in name) for n in longer for rest in [iter(n)])

    def _headlined(self, name: str, others: Sequence[str]) -> bool:
        """Whether only the headline has a name, and the story one with all its characters (茶叶推介会, “绿叶”茶叶甲市推介会)."""
        if self._context.kind_at(self._found[name].start) is not BlockKind.TITLE:
            return False
        longer = (n for n in others if len(n) > len(name) and n.endswith(_kind(name) or name))
        return any(all(c in rest for c in name) for rest in map(iter, longer))

    def held(self) -> dict[int, tuple[PlaceRef, ...]]:
        """The two places that a sentence says to hold a meeting together, by where it is named (甲市和乙市举行联席会)."""
        told = (g for g in self._found.values() if any(c.field == "parties" for c in g.claims))
        return {g.start: g.parties for g in told if len(g.parties) == _BOTH}

    def _gathering(self, name: str, mention: Mention, match: Match) -> Gathering:
        claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule)]
        claims.append(Claim(field="name", start=mention.start, end=mention.end, rule=match.rule))
        told = [_seat(m) for m in match.roles.get("parties", ())]
        sides = [*self._listed_before(mention), *(_seat(p) for p in mention.parts)]
        visit = self._visit(mention.start, told or sides)
        places = [(m, ref) for m in match.roles.get("place", ()) for ref in self._context.places_of(m)]
        place = places[0][1] if places else visit.host_place if visit else None
        if places:
            claims.append(Claim(field="place", start=places[0][0].start, end=places[0][0].end, rule=match.rule))
        claims += [Claim(field="parties", start=m.start, end=m.end, rule=match.rule) for m in told]
        called = both_called(self._context, name[:_BOTH])  # 闽赣两地交流座谈会
        parties = tuple(dict.fromkeys(ref for p in told or sides for ref in self._context.places_of(p))) or called
        if any(related(a, b) for a, b in combinations(parties, 2)):
            parties = ()  # 走进甲省·乙州推介会
        if not parties and visit and visit.visitor_place and visit.host_place:
            parties = (visit.visitor_place, visit.host_place)
        date_mention = next(iter(match.roles.get("date", ())), None) or self._date(mention)
        date = self._context.dates.get(date_mention.start) if date_mention else visit.date if visit else None
        if date_mention:
            claims.append(Claim(field="date", start=date_mention.start, end=date_mention.end, rule=match.rule))
        return Gathering(
            name=name,
            kind=_kind(name),
            place=place,
            date=date,
            parties=parties,
            claims=tuple(claims),
            start=mention.start,
            named=bool(called) or _own_name(name, mention) or (match.rule == _TOGETHER and len(parties) == _BOTH),
            modality=Modality(match.sets.get("modality", Modality.HAPPENED)),
        )

    def _listed_before(self, mention: Mention) -> list[Mention]:
        """厦门、泉州、|龙岩三市联席会议: the places that a list names before the one with which a meeting's name begins."""
        found: list[Mention] = []
        end = mention.start if any(p.type == "place" and p.start == mention.start for p in mention.parts) else 0
        for place in self._context.before(end, max(0, end - _LIST)):
            if place.type != "place" or self._context.text[place.end : end] != "、":
                break
            found.insert(0, place)
            end = place.start
        return found

    def _between(self, visit: Draft | None, told: Sequence[Mention]) -> bool:
        """Whether a visit is between those who are said to hold a meeting."""
        sides = [ref for m in told for ref in self._context.places_of(m)]
        return visit is not None and all(any(near(ref, side) for side in (visit.visitor_place, visit.host_place)) for ref in sides)

    def _date(self, mention: Mention) -> Mention | None:
        start = start_of(self._context.text, mention.start, "。！？；\n")
        return next(iter(self._context.dates_before(mention.start, start)), None)

    def _visit(self, offset: int, parties: Sequence[Mention]) -> Draft | None:
        """The visit told last; of a meeting of two the last that is between them."""
        told = [d for d in self._drafts if d.start <= offset and d.host_place]
        if len([ref for m in parties for ref in self._context.places_of(m)]) >= _BOTH:
            told = [d for d in told if self._between(d, parties)]
        return self._stopped(told, offset) if told else None

    def _stopped(self, told: Sequence[Draft], offset: int) -> Draft:
        """The visit told last; where one sentence tells of several (赴甲市、乙市), the one whose host is named last before the meeting."""
        together = [d for d in told if d.start == told[-1].start]
        for mention in self._context.before(offset, told[-1].end) if len(together) > 1 else ():
            refs = [ref for part in flatten((mention,)) for ref in self._context.places_of(part)]
            at = [d for d in together if any(near(ref, d.host_place) for ref in refs)]
            if len(at) == 1:
                return at[0]
        return told[-1]
