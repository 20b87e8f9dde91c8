"""Platforms (平台): what two sides share and keep; by an event (揭牌, 开园), or by a name that says whose it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import msgspec

from shanhai.knowledge import programmes, words
from shanhai.mentions.platform import HALL
from shanhai.mentions.project import names_one
from shanhai.model import Mention, Modality, PlaceRef, Platform

from .candidate import counts_them
from .chain import chains
from .context import STORY, Context
from .evidence import Claim, claim
from .grounds import Grounding
from .initials import two_places
from .location import flatten, related
from .occasion import Occasion
from .rulebook import Match
from .sharing import (
    COMPANY_NAME,
    LIST_JOINT,
    QUOTED_NEXT,
    Shared,
    apart,
    apposed,
    bracketed,
    counted_list,
    dotted,
    is_aim,
    of_company,
    of_kind,
    of_place_alone,
    of_project,
    pairs_of_parks,
    set_up,
    shared_zone,
    shortened,
    side_by_side,
)
from .standing import beside, set_up_in
from .stretch import clause, sentence
from .telling import unite
from .work import alike, cleaned, described, named, places_in

_TOLD = STORY
_CEREMONIES = (*(f"{opening}仪式" for opening in words.words("授牌")), "揭牌暨")
_JOINING, _TOGETHER, _TIE = "与和同跟", "共建", "协作"
_PROJECT, _ENDS = "项目", "，。；、！？）\n"  # what stands behind a verb that has no object
_COUNTED = "platform.counted"
_OPENS, _SET_UP = "platform.opens", "platform.set-up"
_AHEAD = re.compile(r"(?<![即])将(?!军|士|近|原)|拟|计划(?!》)|下一步")
_TO_BUILD = re.compile(rf"(?:{words.alternation('探索')})(?:合作|联合|共同)?(?:{words.alternation('打造')})“?\Z")  # 探索建设|甲合作区
_BUILDING = 8
_AIDED = re.compile(rf"”?(?:是|系)?由[^，。；、]{{2,16}}?(?:{words.alternation('援建')}|共建|合建)")
_AND_SO = re.compile(rf"[^，。；]{{0,8}}，(?:{words.alternation('有效')})")  # 推动共建|甲园|，有效助力乙县
_LISTED, _TOLD_BEHIND = "platform.listed", "platform.told-behind"
_BY_NAME, _TWO_SIDES, _BY_INITIALS = "platform.name", "platform.two-sides", "platform.initials"
_CEREMONY = re.compile(
    rf"”?(?:项目|正式)?(?:{words.alternation('签约暨')})?(?P<event>{words.alternation('授牌')})(?:暨[^，。；]{{2,16}}?)?(?:仪式|活动|大会)"
)
_IN_BRACKETS = re.compile(r"（(?P<place>[\u4e00-\u9fff]{2,6})）(?=[\u4e00-\u9fff])")
_STATIONED = re.compile(r"驻(?P<place>[\u4e00-\u9fff]{2,})")
_BEHIND_CEREMONY = re.compile(r"^.*仪式(?:及|暨|和|与|、)")  # 纵十路通车仪式及|甲产业园
_ANNIVERSARY = re.compile(r"(?:\d+|[一二两三四五六七八九十]+)周年")
_OFFICE = "政府驻"  # 甲市政府驻乙市联络处 is an office of its government
_OWN_NAME = 3  # characters before the head noun: 高原病诊疗中心 says which, 电商中心 does not


class Platforms:
    """Builds the platforms of one page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._occasion = Occasion(context)
        self._found: dict[str, Shared] = {}

    def take(self, match: Match) -> None:
        """Takes in a match that tells of a platform's event."""
        event = next(iter(match.roles.get("event", ())), None)
        if _ANNIVERSARY.match(self._context.text, match.end):
            return  # 试验区成立|35周年
        if event is not None and event.text.startswith("建成") and self._context.text[event.start - 1 : event.start] == "共":
            return  # 共建|成宜产业园
        before, behind = self._context.text[match.start - 1 : match.start], self._context.text[match.end : match.end + 1]
        if match.rule == _OPENS and before and (before in "在于到" or (before in _JOINING and behind not in _ENDS)):
            return  # 在|甲科创园成立新公司, 与|甲实验室成立乙中心
        for mention in self._listed_on(match.roles.get("name", ())):
            name = self._name(mention)
            told = self._distinct(mention, name) or self._initials(mention, name)
            told = told or (match.rule == _COUNTED and name != mention.value)  # 共建2个园区，分别是|徐淮园区
            if named(name) and mention.value != _PROJECT and told and not of_kind(self._context, mention):
                self._add(self._shared(name, mention, match, event))

    def _listed_on(self, names: Sequence[Mention]) -> Iterator[Mention]:
        """设立“甲中心”|“乙中心”: names, and those that stand in quotation marks right behind the last; of 甲科技城|项目 the park."""
        yield from (park for m in names if (park := self._park_of(m)) is not None)
        last = names[-1] if names else None
        while last is not None:
            at = last.end + len(QUOTED_NEXT)
            following = (m for m in self._context.named.platforms if m.start == at)
            last = next(following, None) if self._context.text.startswith(QUOTED_NEXT, last.end) else None
            yield from (last,) if last is not None else ()

    def _park_of(self, mention: Mention) -> Mention | None:
        """The platform that a name is; of a project that is called one that platform."""
        if mention.type != "project":
            return mention
        ends = mention.end - len(_PROJECT)
        return next((m for m in self._context.named.platforms if m.start == mention.start and m.end == ends), None)

    def from_ceremonies(self) -> None:
        """甲县—乙区产业园揭牌仪式: the name of the ceremony holds that of the platform."""
        for mention in self._context.story:
            if mention.type == "meeting" and (ending := next((c for c in _CEREMONIES if mention.text.endswith(c)), None)):
                for platform in self._of_ceremony(mention):
                    name = cleaned(_BEHIND_CEREMONY.sub("", platform.text))
                    if named(name):
                        claims = (Claim(field="", start=mention.start, end=mention.end, rule="platform.ceremony"),)
                        place = next(iter(places_in(self._context, platform)), None)
                        event, kind = ending[:2], platform.value
                        self._add(
                            Shared(name=name, kind=kind, event=event, place=place, start=platform.start, end=platform.end, claims=claims)
                        )

    def _of_ceremony(self, ceremony: Mention) -> list[Mention]:
        """The platform in the name of a ceremony, and those that stand in a list with it, before it or inside."""
        text, inside = self._context.text, [m for m in self._context.named.platforms if ceremony.start <= m.start and m.end <= ceremony.end]
        found = inside[-1:]
        first = found[0].start if found else ceremony.start
        for platform in reversed(self._context.named.platforms):
            if platform.end < first and LIST_JOINT.fullmatch(text, platform.end, first):
                found, first = [platform, *found], platform.start
        return found

    def from_openings(self) -> None:
        """甲消费帮扶馆|揭牌仪式暨展销会开幕式举行: a name right before the words for its ceremony."""
        for platform in self._context.named.platforms:
            held = _CEREMONY.match(self._context.text, platform.end)
            name = self._name(platform)
            if (
                held
                and named(name)
                and (self._distinct(platform, name) or self._initials(platform, name))
                and self._context.kind_at(platform.start) in _TOLD
            ):
                claims = (Claim(field="", start=platform.start, end=held.end(), rule="platform.ceremony"),)
                self._add(
                    Shared(
                        name=name,
                        kind=platform.value,
                        event=held["event"],
                        place=self._own_place(platform),
                        start=platform.start,
                        end=platform.end,
                        claims=claims,
                    )
                )

    def _own_place(self, mention: Mention) -> PlaceRef | None:
        """The place in a name; behind 驻 where there are two (甲市驻|乙县|劳务站)."""
        found = places_in(self._context, mention)
        hits = (_IN_BRACKETS.search(mention.text), _STATIONED.search(mention.text)) if len(found) > 1 else ()
        if _STATIONED.search(mention.text) and not self._posted(mention):
            return None  # 甲县驻浙工作站: somewhere in Zhejiang
        for hit in filter(None, hits):  # 甲（乙）产业园 stands in 乙
            at = mention.start + hit.start("place")
            inside = (p for p in flatten(mention.parts) if p.start == at and p.type in ("place", "zone"))
            return next((ref for p in inside for ref in self._context.places_of(p)), found[-1])
        spelled = (p for p in flatten(mention.parts) if p.type in ("place", "zone") and len(p.text) > 1)
        return next((ref for p in spelled for ref in self._context.places_of(p)), next(iter(found), None))

    def _posted(self, mention: Mention) -> bool:
        """甲县驻|乙区|劳务站: whether the name says in which place it stands."""
        at = mention.text.find("驻")
        return at >= 0 and any(
            p.start == mention.start + at + 1 and len(p.text) > 1 for p in flatten(mention.parts) if p.type in ("place", "zone")
        )

    def from_names(self) -> None:
        """Platforms whose name says that two sides share them."""
        for mention in self._context.named.platforms:
            if (
                self._context.kind_at(mention.start) not in _TOLD
                or described(self._context, mention.start)
                or of_company(self._context, mention)
            ):
                continue
            if self._context.text[mention.start - 1 : mention.start] == "原" or _OFFICE in mention.text:  # 在原|甲（乙）产业园的基础上
                continue
            if is_aim(self._context.text, mention) or mention.value in words.words("平台事称"):
                continue
            if of_kind(self._context, mention) and not any(p.type == "place" and len(p.text) > 1 for p in mention.parts):
                continue
            if apposed(self._context, mention) or (mention.value == HALL and not mention.text.endswith("”")) or of_place_alone(mention):
                continue
            name = self._name(mention)
            places = places_in(self._context, mention)
            shared = any(w in name for w in words.words("协作名")) or any(p.type == "programme" for p in mention.parts)
            always = name.endswith(words.words("平台必称"))
            two = (
                (apart(places) and not side_by_side(self._context, mention, places))
                or dotted(mention, name, places)
                or bracketed(name, places)
            )
            by_initials = not two and self._initials(mention, name)
            if not two and not by_initials and name.endswith(words.words("帮扶车间")):
                continue
            proper = self._proper(mention, places) or (always and self._called(name, mention.value or ""))
            if not two and of_project(self._context, mention):
                continue
            if name.removesuffix(mention.value or "") in words.words("协作名"):  # “飞地”工业园区 says only of which kind
                continue
            aided = shared and _AIDED.match(self._context.text, mention.end) is not None  # 甲协作产业园|由乙区援建
            if not named(name) or not (two or by_initials or aided or ((shared or always) and proper)):
                continue
            sought = _TO_BUILD.search(self._context.text, max(0, mention.start - _BUILDING), mention.start)
            rule = _TWO_SIDES if two else _BY_INITIALS if by_initials else _BY_NAME
            claims = (Claim(field="", start=mention.start, end=mention.end, rule=rule),)
            self._add(
                Shared(
                    name=name,
                    kind=mention.value,
                    place=places[0] if len(places) == 1 else None,
                    start=mention.start,
                    end=mention.end,
                    doubted=not two and not by_initials and not (shared and proper),
                    modality=Modality.WISHED if sought else Modality.HAPPENED,
                    claims=claims,
                )
            )

    def from_lists(self) -> None:
        """甲园、乙园、丙园等3个|共建园区: platforms that a list counts as shared."""
        for mention in self._context.named.platforms:
            for park, end in counted_list(self._context.text, self._context.named.platforms, mention):
                name = self._name(park)
                if named(name) and self._called(name, park.value or "") and self._context.kind_at(park.start) in _TOLD:
                    claims = (Claim(field="", start=park.start, end=end, rule=_LISTED),)
                    place = self._own_place(park)
                    self._add(Shared(name=name, kind=park.value, place=place, start=park.start, end=park.end, claims=claims))

    def from_pairs(self) -> None:
        """甲—乙、丙—丁等2个山海协作产业园: the parks of a list of pairs."""
        for shared in pairs_of_parks(self._context):
            if self._context.kind_at(shared.start) in _TOLD:
                self._found.setdefault(shared.name, shared)

    def from_zones(self) -> None:
        """共建甲（乙）产业合作区: a zone in whose name two places stand that lie apart."""
        for zone in self._context.story:
            head = words.ending("平台名", zone.text) if zone.type == "zone" else ""
            if head and shared_zone(self._context, zone) and self._context.kind_at(zone.start) in _TOLD:
                claims = (Claim(field="", start=zone.start, end=zone.end, rule=_TWO_SIDES),)
                name, place = zone.text, self._own_place(zone)
                self._add(Shared(name=name, kind=head, place=place, start=zone.start, end=zone.end, claims=claims))

    def _name(self, mention: Mention) -> str:
        """The name without what the sentence puts before it; 与乙县开发区共建产业园 names none."""
        name = set_up(cleaned(_BEHIND_CEREMONY.sub("", self._branch(mention))))
        joined = self._context.text[mention.start - 1 : mention.start] in _JOINING and mention.start > 0
        return name.rpartition(_TOGETHER)[2] if joined else name

    def _branch(self, mention: Mention) -> str:
        """甲市人民医院|乙县分院: a name begins with the house whose branch it is."""
        if not mention.text.endswith(words.words("分支")):
            return mention.text
        house = next((m for m in self._context.before(mention.start, mention.start - COMPANY_NAME) if m.end == mention.start), None)
        return (house.text if house is not None and house.type == "organization" else "") + mention.text

    def _initials(self, mention: Mention, name: str) -> bool:
        """深哈数字加速器: two places by one character each; behind a place only with no more than the head noun (海原闽宁产业园)."""
        first = next((p.text for p in mention.parts if p.start == mention.start and p.type == "place"), "")
        if not name.startswith(first) or (not first and two_places(self._context, name)):
            return not first
        name = name.removeprefix(first)
        rest = name[2:].removesuffix(mention.value or "")
        pair = len(name) > 1 and (two_places(self._context, name) or programmes.family(name[:2] + _TIE) is not None)
        if name[:2] in words.words("泛项目"):  # 山海协作产业园 is one of many
            return False
        return pair and (not rest or rest in words.words("协作名") + words.words("泛项目"))

    def _called(self, name: str, head: str) -> bool:
        """建州小微园: something stands before the head noun that is no verb, number or word of any platform."""
        before = name.removesuffix(head)
        return names_one(name, head) and before not in words.words("谓首") and before[0] not in "一二三四五六七八九十几多各"

    def _proper(self, mention: Mention, places: Sequence[PlaceRef]) -> bool:
        """Whether a name says whose platform it is, not only of which kind."""
        pair = any(p.type == "programme" and len(p.parts) > 1 for p in mention.parts)  # 闽宁产业园; 山海协作产业园 is one of many
        own = mention.text.removesuffix(mention.value or "") not in words.words("协作名") + words.words("泛项目")
        quoted = "“" in mention.text or (own and self._context.text[mention.start - 1 : mention.start] == "“")
        return bool(places) or pair or quoted or any(p.type in ("organization", "site") for p in mention.parts)

    def _distinct(self, mention: Mention, name: str) -> bool:
        """Whether more stands before the head noun than words of any platform."""
        if self._proper(mention, places_in(self._context, mention)):
            return True
        if name.endswith(words.words("平台必称")) and self._called(name, mention.value or ""):
            return True
        counted = next(iter(self._context.matters_in(mention.end, mention.end + 1)), None)
        return (counted is None or not counts_them(counted)) and len(name.removesuffix(mention.value or "")) >= _OWN_NAME

    def _shared(self, name: str, mention: Mention, match: Match, event: Mention | None) -> Shared:
        date_mention, date = self._occasion.date_of_work(match)
        stated = next((ref for m in match.roles.get("place", ()) for ref in self._context.places_of(m)), None)
        own, there = self._own_place(mention), set_up_in(self._context, mention.start)
        if there is not None and (ref := next(iter(self._context.places_of(there)), None)) and not (own and related(ref, own)):
            own = ref
        claims = [Claim(field="", start=match.start, end=match.end, rule=match.rule), claim("name", mention, match.rule)]
        claims += [claim("event", event, match.rule)] if event else []
        claims += [claim("place", m, match.rule) for m in match.roles.get("place", ())]
        claims += [claim("date", date_mention, match.rule)] if date_mention else []
        return Shared(
            name=name,
            kind=mention.value,
            place=(own if self._posted(mention) else None) or stated or own,
            event=event.text.removesuffix("了") if event else None,
            date=date,
            start=mention.start,
            end=mention.end,
            modality=self._modality(match, event),
            claims=tuple(claims),
        )

    def _modality(self, match: Match, event: Mention | None) -> Modality:
        """Whether it is there; 将建立…，在甲县|设立乙站 goes on under 将, unless the verb says that it is done."""
        if "modality" in match.sets:
            return Modality(match.sets["modality"])
        told = self._occasion.modality(match)
        start, _ = clause(self._context.text, match.start, match.end)
        done = event is not None and event.text.endswith(("了", "成", "起"))  # 积极推动|建立了|甲站
        wished = match.rule == _SET_UP and not done and words.any_of("推动").search(self._context.text, start, match.start)
        if wished and not _AND_SO.match(self._context.text, match.end):
            return Modality.WISHED
        if told is Modality.HAPPENED and match.rule == _SET_UP and event is not None and not done:
            begin, _ = sentence(self._context.text, match.start, match.end)
            return Modality.PLANNED if _AHEAD.search(self._context.text, begin, match.start) else told
        return told

    def _add(self, shared: Shared) -> None:
        """One platform told twice is one: the longer name stays, an event is added; of one place the event says whether it is there."""
        for name, known in self._found.items():
            if known.start == shared.start and bool(known.event) != bool(shared.event):
                told = known.modality if known.event else shared.modality
                shared = msgspec.structs.replace(shared, modality=told)
                self._found[name] = msgspec.structs.replace(known, modality=told)
        unite(self._found, shared, lambda a, b: alike(a.name, b.name) or a.start == b.start or shortened(a.name, b.name), "event")

    def all(self) -> tuple[Shared, ...]:
        """The platforms in order, with what their sentences tell apart from their names."""
        return tuple(sorted(map(self._completed, self._found.values()), key=lambda s: s.start))

    def _completed(self, shared: Shared) -> Shared:
        """A platform with the event and the place that stand elsewhere in its sentence."""
        found = beside(self._context, shared, None if shared.event else "开园", "event", _TOLD_BEHIND)
        return msgspec.structs.replace(
            shared, event=found.event or shared.event, place=found.place or shared.place, claims=(*shared.claims, *found.claims)
        )


def shared_platforms(context: Context, found: Sequence[Match]) -> Iterator[Shared]:
    """The platforms of a page."""
    platforms = Platforms(context)
    for match in found:
        if match.fact == "platform":
            platforms.take(match)
    platforms.from_ceremonies()
    platforms.from_openings()
    platforms.from_names()
    platforms.from_zones()
    platforms.from_lists()
    platforms.from_pairs()
    yield from platforms.all()


def platform(shared: Shared, context: Context, grounding: Grounding) -> Platform:
    """A platform as a fact."""
    begin, end = sentence(context.text, shared.start, shared.end)
    keys = {"name": shared.name, "event": shared.event}
    return Platform(
        **grounding.of("platform", keys, shared.claims, modality=shared.modality, doubted=shared.doubted),
        name=shared.name,
        kind=shared.kind,
        place=shared.place,
        event=shared.event,
        date=shared.date,
        chains=chains(context.text[begin:end]),
    )
