"""Arrivals that no single rule tells: who goes is named in one clause or sentence, where he comes to in another."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef
from shanhai.model.struct import Value

from .context import STORY, Context
from .goals import listed
from .location import flatten, host_codes, related, tells_place
from .rulebook import Match
from .seat import in_full
from .stretch import sentence

ARRIVAL = "visit.arrival"
_GOALS = frozenset({"place", "zone", "deixis", "organization", "site"})
_TRAVELLERS = frozenset({"official", "delegation", "organization", "post"})
_PEOPLE = ("official", "post")
_STAY = frozenset({"company", "media", "village"})  # bodies that are reported, found firms or receive
_STOPS = "，；：。！？\n“”（）】◆◇●○■□★☆△▲▼◎※·—"
_TAKING = (*words.words("领团"), "和", "与", "组织", "携")  # 他|带着三家企业|来到甲县
_STATION = re.compile(rf"[^，。；、]{{0,6}}?(?:{words.alternation('车站')})")
_SHORTLY = 60  # characters behind an arrival in which who led it is said
_APPOSED, _PREPOSITIONS = 10, "，。；：、与和同在到向对赴来"  # 甲市|果菜|专家李四
_LEGS = ("", "是", "就是", "：", "，", "在")  # between a leg of a journey and where it led: 第一天：|甲市, 第二站是|乙县
_ALONE = re.compile("[。：:\n]|$")
_SEVERALLY = "分别于"
_MARKS = "，；：。！？\n"
_OPENING = ("（", "(")
_JOINTS = ("、", "，", "和", "及", "以及", "与")
_LONGEST_NAME = 40  # characters of a body or an official before the verb
_BACK, _LEGS_BACK = 3, 12  # sentences before an arrival, and before a leg that is counted, in which who goes may be named
_COMPANY = re.compile(rf"一行|{words.alternation('领团')}|组织|同事|携")
_LEADING = re.compile(rf"[^，。；、]{{0,6}}?(?:{words.alternation('领团')})")
_ESCORT = re.compile(rf"[^，。；]{{0,12}}?(?:{words.alternation('迎接')})")
_BEING = ("在", "至")  # 李四带队|在甲县考察
_ONLY_GOING = "赴抵"  # verbs of one character that end no other
_BUILT = (*words.words("捐建"), *words.words("援建"))
_TOWARDS = "与和同对向为"  # 与|在甲县挂职的乙区干部李四|恳谈: whom a clause begins with is its object
_PURPOSE = 24  # characters behind a goal in which its sentence says what for


@cache
def _arriving() -> Mapping[str, tuple[str, ...]]:
    """Verbs before a goal by their last characters, the longest first."""
    plain = {*words.words("赴"), *words.words("走访"), *_BEING}
    plain |= {word + mark for word in words.words("站次") for mark in _LEGS}
    found: dict[str, tuple[str, ...]] = {}
    for verb in sorted({*plain, *(f"{word}了" for word in plain if len(word) > 1)}, key=len, reverse=True):
        found[verb[-1]] = (*found.get(verb[-1], ()), verb)
    return found


@cache
def _filler() -> re.Pattern[str]:
    """What may stand between the beginning of a clause and its verb where another clause says who goes."""
    said = "|".join(words.alternation(name) for name in ("一行人", "另日", "站次", "可略"))
    return re.compile(rf"(?:{said}|又|再|就|便|还|也|\s)*")


@cache
def _our_body() -> re.Pattern[str]:
    return re.compile(f"{words.alternation('我校')}|我们这[所家个座]|(?<=[来到抵])[院校馆园](?=[，。；、]|{words.alternation('来后')})")


@cache
def _leg() -> re.Pattern[str]:
    return re.compile(f"(?:{words.alternation('站次')})")


@cache
def _speaking() -> re.Pattern[str]:
    """Words behind which others are told or asked to go."""
    said = "|".join(words.alternation(name) for name in ("直陈", "希望", "责成", "计划", "否定"))
    return re.compile(rf"{said}|邀请|欢迎|组织部门")


@cache
def _undone() -> re.Pattern[str]:
    """Words behind a goal that say that nobody came."""
    return re.compile("|".join(word for word in words.words("否定") if len(word) > 1 and word[0] != "不"))


class _Party(Value, frozen=True, kw_only=True):
    """Those who stand joined in a sentence: the first of them is who goes."""

    mentions: tuple[Mention, ...]

    @property
    def start(self) -> int:
        return self.mentions[0].start

    @property
    def end(self) -> int:
        return self.mentions[-1].end


class Arrivals:
    """Finds the arrivals of one page that its rules do not tell."""

    def __init__(self, context: Context, matches: Sequence[Match]) -> None:
        self._context = context
        self._text = context.text
        self._starts = [m.start for m in context.story]
        visits = [m for m in matches if m.fact == "visit" and not self._at_home(m)]
        self._told = {h.start for m in visits for h in m.roles.get("host_place", ())}
        self._hosts = {ref.code for m in visits for h in m.roles.get("host_place", ()) for ref in context.places_of(h)}
        self._on_the_way: _Party | None = None  # those of the legs told last
        self._gone = {h.start for m in visits if m.roles.get("host_place") for role in ("head", "visitors") for h in m.roles.get(role, ())}

    def _at_home(self, match: Match) -> bool:
        """前往|甲省，到乙县: whether a match has a place go to what lies in it, where the sentence tells of those who went to both."""
        guests, hosts = ([ref for m in match.roles.get(r, ()) for ref in self._context.places_of(m)] for r in ("visitors", "host_place"))
        bare = bool(guests and hosts) and all(m.type == "place" for m in match.roles["visitors"]) and "head" not in match.roles
        return bare and all(related(guest, host) for guest in guests for host in hosts)

    def all(self) -> Iterator[Match]:
        """Each as a match of the rule `visit.arrival`, in order."""
        arriving = _arriving()
        for goal in (*self._context.story, *self._ours()):
            if goal.type not in _GOALS or goal.start in self._told:
                continue
            start = goal.start - len(words.ending("结对的", self._text, goal.start))
            verbs = arriving.get(self._text[start - 1 : start], ())
            verb = (self._day_alone(goal) if verbs else "") or next((word for word in verbs if self._text.endswith(word, 0, start)), "")
            if not verb:
                continue
            if self._text.endswith(words.words("举行"), 0, start - 1):
                continue  # 召开|赴甲县对接筹备会
            at = start - len(verb)
            if (len(verb) > 1 or self._apart(at)) and (match := self._match(goal, verb, at)) is not None:
                yield match
        for delegation in (m for m in self._context.story if m.type == "delegation" and m.start not in self._gone):
            if (bound := self._bound(delegation)) is not None:
                roles: dict[str, tuple[Mention, ...]] = {"visitors": (delegation,), "host_place": (bound,)}
                yield Match(rule=ARRIVAL, fact="visit", start=delegation.start, end=delegation.end, roles=roles)

    def _ours(self) -> Iterator[Mention]:
        """The body that publishes the page as a goal: 来到|我校, 走进|我们这所小学."""
        told = {m.start for m in self._context.story}
        for hit in _our_body().finditer(self._text):
            if hit.start() not in told and self._context.kind_at(hit.start()) in STORY and self._context.publisher_places:
                yield Mention(type="organization", start=hit.start(), end=hit.end(), text=hit[0])

    def _is_ours(self, goal: Mention) -> bool:
        """Whether a goal is the body that publishes the page."""
        return _our_body().match(self._text, goal.start) is not None

    def _day_alone(self, goal: Mention) -> str:
        """A day with which a line begins that says nothing else but where its travellers were: 19日下午，|甲镇."""
        if goal.type != "place" or self._text[goal.start - 1] != "，" or not _ALONE.match(self._text, goal.end):
            return ""
        begin, _ = self._context.paragraph(goal.start)
        day = next((m for m in self._context.of_type("date", begin, begin + 1) if m.end == goal.start - 1), None)
        return self._text[begin : goal.start] if day is not None else ""

    def _bound(self, delegation: Mention) -> Mention | None:
        """甲县赴|乙市|考察团: the place after which a delegation is called, where another sent it."""
        goal = next((p for p in delegation.parts if p.start > delegation.start and self._text.endswith("赴", 0, p.start)), None)
        own = goal is not None and any(p.end <= goal.start for p in delegation.parts)
        return goal if own or (goal is not None and self._context.of_type("organization", delegation.start, goal.start)) else None

    def _apart(self, at: int) -> bool:
        """Whether a verb of one character stands by itself (下午|到甲县), and ends no other word (感受|到)."""
        before = self._text[at - 1 : at]
        if before in _STOPS or before in words.words("独动前"):
            return True
        if {at, at + 1} <= self._context.borders and (at - 1 not in self._context.borders or self._text[at] in _ONLY_GOING):
            return True  # 才|赴甲县, 开车|到甲县, and not 刷|到甲县
        return any(m.end == at for m in self._context.before(at, max(0, at - _LONGEST_NAME)))

    def _match(self, goal: Mention, verb: str, at: int) -> Match | None:
        host = self._host(goal)
        begin, end = sentence(self._text, at, goal.end)
        if host is None or self._stays(at, goal):
            return None
        if self._text.startswith(_BUILT, goal.end):
            return None  # 走访|甲区|援建的乙县人民医院
        if _STATION.match(self._text, goal.end) or _undone().search(self._text, goal.end, min(end, goal.end + _PURPOSE)):
            return None  # 抵达甲市|某某机场, 原定赴甲县考察，|因天气取消
        first = max(self._text.rfind(mark, begin, at) for mark in _STOPS) + 1 or begin
        first = max(first, begin)
        parties = [p for p in self._parties(begin, at) if not self._of(p, host)]
        leg = verb[:1].isdigit() or _leg().match(self._text, first) is not None
        named = goal.type in ("place", "zone", "deixis") or self._is_ours(goal)
        looking = not named and verb.removesuffix("了") not in words.words("赴")
        if parties:
            party = next((p for p in reversed(parties) if self._leads(p, at)), parties[-1])
            if looking and not any(m.type == "official" or m.parts for m in party.mentions):
                return None  # 代表团看了|甲县乙园: of the visit told before
            if not any(m.parts for m in party.mentions) and self._within_told(goal, host):
                return None  # 代表团来到甲镇: in the county of the visit told before
            if looking and any(party.end <= told < goal.start for told in self._told):
                return None  # 李四率团到甲县，看了|乙社区: a stop there, however it is called
            since, start = party.start, party.start
        elif not looking and (found := self._carried(begin, first, at, host, leg=leg) or self._ahead(begin, at, goal)) is not None:
            party, since, start = found, found.start, first
        else:
            return None
        if len(party.mentions) > 1 and _SEVERALLY in self._text[party.end : goal.start]:
            return None
        going = not looking and start == since and verb not in _BEING
        if _speaking().search(self._text, max(party.end, begin), goal.start):
            return None
        if not leg and not self._visits(party, at, goal.end, end, going=going):
            return None
        self._on_the_way = party if leg else self._on_the_way
        return self._told_as(party, goal, start, since, carried=start != since)

    def _leads(self, party: _Party, at: int) -> bool:
        """Whether those named between a party and the verb come along with it: 甲县副县长李四|带着农业局、商务局的人到乙县."""
        led = party.mentions[0].type in _PEOPLE and _LEADING.match(self._text, party.end)
        return bool(led) and "；" not in self._text[party.end : at]

    def _within_told(self, goal: Mention, host: PlaceRef) -> bool:
        """Whether a goal is a township of a county to which a rule says that somebody came."""
        return goal.type == "place" and host.code in self._hosts and host not in self._context.places_of(goal)

    def _host(self, goal: Mention) -> PlaceRef | None:
        """The division to which a goal belongs; of a township its county, of the page's own body that of the page."""
        if self._is_ours(goal):
            return self._context.home.own() or next((ref for ref in self._context.publisher_places if ref.code), None)
        for mention in flatten((in_full(self._context, goal),)):
            for ref in self._context.places_of(mention):
                if ref.code or (ref := self._context.locations.county(mention) or ref).code or (mention.type == "zone" and host_codes(ref)):
                    return ref
        return None

    def _stays(self, at: int, goal: Mention) -> bool:
        """Whether somebody comes to live or work in a place, and not to see it: 来甲县|务工, and not 来甲县|考察对口支援工作."""
        if words.any_of("访").match(self._text, goal.end):
            return False
        return any(w in self._text[at : goal.end + _PURPOSE] for w in words.words("来此"))

    def _visits(self, party: _Party, at: int, goal_end: int, end: int, *, going: bool) -> bool:
        """Whether a party goes as one: it is led, or a delegation, or comes for what visitors come for.

        Whose place is told, and who goes somewhere in so many words (`going`), is a party by that.
        """
        purpose = words.any_of("访").search(self._text, at, min(end, goal_end + _PURPOSE))
        if self._text.startswith(_BEING, at) and (purpose is None or self._text[at - 1] in _MARKS):
            return False  # 李四带队…，|在甲县，走访了…
        if self._travels(party) or _COMPANY.search(self._text, party.end, at):
            return True
        if going and "；" not in self._text[party.end : at]:
            return True
        ours = party.mentions[0].text.startswith(words.words("我校"))
        return (ours or party.mentions[0].type in _PEOPLE) and purpose is not None

    def _told_as(self, party: _Party, goal: Mention, start: int, since: int, *, carried: bool) -> Match:
        roles: dict[str, tuple[Mention, ...]] = {"host_place": listed(self._context, goal)}
        last = roles["host_place"][-1]
        if not (carried and any(m.start in self._gone for m in party.mentions)):
            officials = tuple(m for m in party.mentions if m.type in _PEOPLE)
            others = tuple(m for m in party.mentions if m.type not in _PEOPLE)
            roles |= {"head": officials} if officials else {}
            roles |= {"visitors": others} if others else {}
            if officials and not others and (led := self._led(party, goal.start)):
                roles["visitors"] = (led,)
            if others and not officials and (head := self._leader(others[0])):
                roles["head"] = (head,)
        date = next(iter(self._context.dates_before(goal.start, sentence(self._text, start, start)[0])), None)
        date = date or (next(iter(self._context.dates_before(start, sentence(self._text, since, since)[0])), None) if carried else None)
        roles |= {"date": (date,)} if date is not None else {}
        kind = words.any_of("访").match(self._text, last.end) or words.any_of("访").match(self._text, last.end + 1)
        if kind is not None:
            roles["kind"] = (Mention(type="word", start=kind.start(), end=kind.end(), text=kind[0]),)
        return Match(rule=ARRIVAL, fact="visit", start=start, end=last.end, roles=roles)

    def _led(self, party: _Party, until: int) -> Mention | None:
        """The delegation that an official leads in the same breath: 甲率|乙县代表团."""
        between = self._context.of_type("delegation", party.end, until)
        return next((m for m in between if _COMPANY.search(self._text, party.end, m.start)), None)

    def _leader(self, delegation: Mention) -> Mention | None:
        """Who leads a delegation by the words before it: 由甲率领的|招商团."""
        before = next(self._context.before(delegation.start, max(0, delegation.start - 12)), None)
        if before is None or before.type != "official" or not _COMPANY.search(self._text, before.end, delegation.start):
            return None
        return before

    # Who goes -------------------------------------------------------------------------------------------------------------

    def _parties(self, begin: int, end: int) -> list[_Party]:
        """Those in a stretch who may be its subject, in order."""
        found: list[list[Mention]] = []
        story = self._context.story
        inside = [m for m in story[bisect_left(self._starts, begin) : bisect_left(self._starts, end)] if m.end <= end]
        for mention in sorted((*inside, *self._ourselves(inside, begin, end)), key=lambda m: m.start):
            if mention.type not in _TRAVELLERS or mention.value in _STAY or (mention.type == "post" and not tells_place(mention)):
                continue
            if found and self._text[found[-1][-1].end : mention.start] in _OPENING:
                continue  # 甲县工商联（|总商会）
            if found and self._text[found[-1][-1].end : mention.start] in _JOINTS and mention.type == found[-1][-1].type:
                found[-1].append(mention)
            elif self._is_subject(mention, begin):
                found.append([mention])
        return [_Party(mentions=tuple(group)) for group in found if not _ESCORT.match(self._text, group[-1].end)]

    def _ourselves(self, inside: Sequence[Mention], begin: int, end: int) -> Iterator[Mention]:
        """我局, 我会 as the subject of a clause: the body that publishes the page."""
        for hit in words.any_of("我校").finditer(self._text, begin, end):
            if not any(m.start <= hit.start() < m.end or m.start == hit.end() for m in inside):
                yield Mention(type="organization", start=hit.start(), end=hit.end(), text=hit[0])

    def _is_subject(self, mention: Mention, begin: int) -> bool:
        """Whether a clause begins with somebody, or with a day or 由 before him."""
        at = mention.start
        while at > begin:
            if self._text.endswith(words.words("受事前"), begin, at):
                return False
            if self._text[at - 1] in _STOPS or self._text.endswith(("由", "来自", "是"), begin, at):
                return True
            if self._text[at - 1] == "的":
                clause = max(self._text.rfind(mark, begin, at) for mark in _STOPS) + 1
                return self._text[max(clause, begin)] not in _TOWARDS
            date = next((m for m in self._context.before(at, begin) if m.end == at and m.type in ("date", "official", "programme")), None)
            if date is None:
                word = words.ending("可略", self._text, at) or words.ending("另日", self._text, at)
                place = next(self._context.before(at, max(begin, at - _APPOSED)), None)
                if not word and place is not None and place.type == "place" and not set(self._text[place.end : at]) & set(_PREPOSITIONS):
                    word = self._text[place.start : at]  # 甲市果菜|专家李四
                if not word:
                    return mention.type == "delegation" and bool(words.ending("领团", self._text, at))
                at -= len(word)
            else:
                at = date.start
        return True

    def _of(self, party: _Party, host: PlaceRef) -> bool:
        """Whether a party says that it is of the place to which somebody comes."""
        stated = [ref for m in flatten(party.mentions[:1]) for ref in self._context.places_of(m) if ref.code]
        return bool(stated) and related(stated[-1], host)

    def _ahead(self, begin: int, at: int, goal: Mention) -> _Party | None:
        """一行人到达甲县。带队的|乙区副区长李四…: who is said right behind to lead those who came."""
        if not words.any_of("一行人").search(self._text, begin, at):
            return None
        found = (m for m in self._context.of_type("official", goal.end, goal.end + _SHORTLY))
        return next((_Party(mentions=(m,)) for m in found if self._text.endswith(words.words("带队者"), 0, m.start)), None)

    def _goes_on(self, party: _Party, *, leg: bool, named: bool) -> bool:
        """Whether a party may be who goes on: not who only says something, where nothing stands for them (李四说…。|走访了甲县)."""
        if not named and _speaking().match(self._text, party.end):
            return False
        return not leg or self._travels(party)

    def _travels(self, party: _Party) -> bool:
        """Whether a party is a delegation, or is said to lead one."""
        stop = sentence(self._text, party.end, party.end)[1]
        return party.mentions[0].type == "delegation" or bool(_COMPANY.search(self._text, max(0, party.start - 1), stop))

    def _carried(self, begin: int, first: int, at: int, host: PlaceRef, *, leg: bool) -> _Party | None:
        """Who was said to go in some sentences before, where the clause names nobody: 他们走进了|甲县."""
        stretch = self._text[first:at]
        for date in self._context.of_type("date", first, at):
            stretch = stretch.replace(date.text, "")
        delegation = self._context.of_type("delegation", first, at)
        for mention in delegation:
            stretch = stretch.replace(mention.text, "")
        said = _filler().match(stretch)
        if said is None or not (said.end() == len(stretch) or stretch.startswith(_TAKING, said.end())):
            return None
        if leg and self._on_the_way is not None:
            return self._on_the_way
        named = any(word in stretch for word in words.words("一行人"))
        end = begin
        for _ in range(_LEGS_BACK if leg else _BACK):
            if end <= 1:
                return None
            start, _ = sentence(self._text, end - 1, end - 1)
            found = [p for p in self._parties(start, end) if not self._of(p, host) and self._goes_on(p, leg=leg, named=named)]
            if found:
                return found[-1]
            end = start
        return None
