"""Tenures (任职): who holds which post where, read from posts before names; what the chain leaves out is completed from the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec.structs import replace

from shanhai.knowledge import organizations, posts, words
from shanhai.knowledge.formal import formal
from shanhai.model import Mention, PlaceRef, Role

from .bare_post import BarePosts, innermost, places_within
from .context import Context
from .corps import commanded, in_corps, of_corps, office_of, seat_of
from .employer import called_again, employer, headed_by, leads_team, of_office, said_again
from .fellows import COLLECTIVE, leaders_among, listed_before, listed_behind, shared_out
from .headed import headed_body, unit_of
from .heads import Heads
from .holding import Holding
from .home import fits, wanted_level
from .house import SEATS
from .location import flatten
from .shared_place import shared_place
from .stretch import start_of
from .ward import warded

_OFFICE = "government"
ABROAD = words.any_of("驻外事")  # in the name of a body that one place keeps for another
_GOVERNED = re.compile(r"^(?P<level>自治区)(?P<post>代?(?:常务)?副?主席)$")
_DOUBLED = re.compile(r"([省市县区州旗])(?=\1委)")
_SECONDED, _SECONDED_REACH = "挂职", 24
_SHORTEST = 2  # characters of the shortest division's name: its committee is 礼县县委
_LISTED = re.compile(r"(?:同志)?(?:[、，和与及]|以及)")
_ZONES = frozenset(words.words("经开区"))
_COUNCILS = frozenset({"cppcc", "congress", "association"})
_MASSES, _SEATED = frozenset({"cppcc", "congress", "association"}), frozenset({"party", "government", "cppcc", "congress", "association"})
_BARE, _WORKING = ("管委会", "管理委员会", "办事处"), ("党工委", "工委", "党委")
_ORGAN_START = re.compile(r"^(?:自治区|地区|[省市县区州旗盟镇乡]|地(?=委))")
_PREFECTURE, _OF_PREFECTURE, _TEMPORARY, _REGION = "地区", "地", "临时", "自治区"


def kept_abroad(organization: str | None) -> bool:
    """Whether a body is one that a place keeps in another which it helps: 甲省援疆指挥部."""
    return organization is not None and bool(ABROAD.search(organization)) and organization.endswith(words.words("驻外班子"))


def _by_level(body: Mention) -> re.Match[str] | None:
    """The level with which a body's name begins, where that is no place's: 县委, and not 镇宁县委."""
    named = any(p.type == "place" and p.start == body.start for p in flatten(body.parts))
    return None if named else _ORGAN_START.match(body.text)


def _sent_by_level(body: Mention) -> bool:
    """Whether a body is called by a level and by what it is sent for, which says where it works and not whose it is: 省援乙县工作队."""
    return ABROAD.search(body.text) is not None and _by_level(body) is not None


def _taught_at(holder: Mention | None, post: Mention) -> Mention | None:
    """The school of which a unit is named before a teacher's class: 甲中学乙工作室主持人、|高二教师|李四."""
    outer = next((p for p in flatten(holder.parts) if p.value == "school"), None) if holder is not None else None
    return outer if outer is not None and post.text.startswith(words.words("年级")) else holder


class Tenures:
    """Reads the tenures of a page in order; bare posts take the place of the chain, the sentence, or the page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._bare = BarePosts(context)
        self._list_end = -1
        self._governs = False
        self._organ: Mention | None = None
        self._team: Mention | None = None  # the last body that somebody leads: 甲工作队领队李四、乙市副秘书长，|副领队|王五
        self._body: Mention | None = None  # the body of the chain that was named before the holder, no seat of a division
        self._house: str | None = None  # the body of the list that only the title of its head tells: 院长李四、|党委|副书记王五
        self._previous: PlaceRef | None = None
        self._heads = Heads()
        self._division: PlaceRef | None = None  # of whose committee, council or government the list named somebody last

    def read(self) -> tuple[Holding, ...]:
        """Every holding of the story, in order; read once more where the page names two heads of one place, of whom one is a guess."""
        found = self._read()
        if self._heads.clash:
            again = Tenures(self._context)
            again._heads = self._heads
            found = again._read()
        return tuple(self._in_full(h) for h in _settled(found))

    def _read(self) -> list[Holding]:
        found: list[Holding] = []
        mentions = self._context.story
        for index, mention in enumerate(mentions):
            if mention.type != "official":
                continue
            self._bare.go_to(mention.start)
            behind = list(listed_behind(self._context.text, mentions, index))
            leaders, post = leaders_among(self._context, mention.end, behind)
            shared = [*listed_before(self._context.text, mentions, index), *behind[: len(behind) - len(leaders)]]
            self._follow(mention.start, max(m.end for m in (mention, *shared)))
            each = shared_out(self._context.text, mentions, index, shared)
            found += self._official(mention, shared) if not each else ()
            for one in each:  # 甲区、乙县教育局局长李四、王五
                found += self._official(one, ())
                self._bare.listed = True
            found += [
                self._holding(who, post, None, next(places_within(self._context, post), None), who) for who in leaders if post is not None
            ]
        return found

    def _in_full(self, holding: Holding) -> Holding:
        """甲市经合局 is 甲市经济合作局 on a page that names that once."""
        name = (holding := in_corps(self._context, holding)).organization
        longer = {other for other in self._named if name and organizations.abbreviates(name, other)}
        return replace(holding, organization=longer.pop()) if len(longer) == 1 else holding

    @cached_property
    def _named(self) -> frozenset[str]:
        """The organisations that the page names anywhere, those that publish it among them."""
        source = self._context.source
        told = (m.text for m in self._context.mentions if m.type == "organization")
        return frozenset((*told, *filter(None, (source.publisher, source.source_name))))

    def _follow(self, start: int, end: int) -> None:
        """Whether an official stands in one list with the one before (甲区委书记乙，副区长丙): then bare posts are of the same place."""
        self._bare.listed = bool(_LISTED.fullmatch(self._context.text, self._list_end, start)) if 0 <= self._list_end <= start else False
        self._list_end = end
        if not self._bare.listed:
            self._house = None
            self._organ = self._organ if self._organ is not None and self._organ.value in _COUNCILS else None

    def _official(self, mention: Mention, shared: Sequence[Mention]) -> Iterator[Holding]:
        told_of = (part for part in mention.parts if part.type != "post" and not _sent_by_level(part))
        self._bare.chain = [ref for part in told_of for ref in places_within(self._context, part)]
        self._bare.taken = self._heads.elsewhere(mention)
        told, found = self._bare.chain, list(self._held(mention, shared))
        self._heads.note(mention, {h.post: h.place for h in found if h.place is not None}, told)
        if any(h.place is None for h in found) and (known := [h.place for h in found if h.place is not None]):
            self._bare.chain = known  # 省委常委、市委书记: what the second is of says what the first is of
            found = list(self._held(mention, shared))
        yield from found

    def _held(self, mention: Mention, shared: Sequence[Mention]) -> Iterator[Holding]:
        person = mention.parts[-1]
        holder: Mention | None = None
        outer: Mention | None = None
        place: PlaceRef | None = None
        self._body = None
        for part in mention.parts[:-1]:
            part = office_of(holder, of_corps(self._context, self._of_prefecture(part)))
            place = self._seconded(part.start) or place
            if part.type != "post":
                if holder is not None and holder.type == "organization" and not holder.text.endswith(SEATS):
                    self._body = holder
                if inner := self._within_body(part, holder):
                    outer, holder = holder, inner
                    continue
                holder = self._organ = self._said_again(self._of_zone(part, holder), alone=holder is None)
                said = holder if holder.text.endswith(part.text) else part
                place = self._place_of(said) or seat_of(self._context, part) or place or self._place_before(part)
                continue
            if holder is None and (self._bare.listed or self._of_council(part.start)) and self._goes_on(part):
                holder = self._team if self._team is not None and leads_team(part.text) else self._organ
                place = place or (self._place_of(holder) if holder is not None and holder.value in _COUNCILS else None)
            holder = _taught_at(holder, part) or commanded(self._context, part)
            if holder is not None and holder.type == "organization" and leads_team(part.text):
                self._team = holder
            held = [self._holding(who, part, holder, place, mention) for who in (person, *shared)]
            yield from held if not self._only_headed(part, held[0]) else ()
            if holder is None and held[0].guessed and held[0].organization:
                self._house = held[0].organization
                self._organ = replace(part, type="organization", text=self._house, value=None)
            place = place or held[0].place
            holder, outer = outer or holder, None
        self._governs = holder is not None and holder.type == "place"
        office = holder is not None and holder.value == _OFFICE and holder.text not in _BARE
        self._previous = place if self._governs or office else None
        self._division = place if self._governs or (holder is not None and holder.value in _SEATED and place is not None) else None

    def _only_headed(self, post: Mention, held: Holding) -> bool:
        """Whether a post only heads an item of a list (团长：李四), and nothing tells of what body."""
        return held.organization is None and held.place is None and self._context.text.startswith(("：", ":"), post.end)

    def _said_again(self, body: Mention, *, alone: bool) -> Mention:
        """The body that is named again, but for one of a place where the page names somebody else as its head."""
        said = said_again(self._context, body, alone=alone)
        return body if any(ref in self._bare.taken for ref in places_within(self._context, said)) else said

    def _of_prefecture(self, part: Mention) -> Mention:
        """地|区教育局: an office of the prefecture, of which a finder took that of a district."""
        begun = part.type == "organization" and part.text.startswith(_PREFECTURE[-1]) and not part.parts
        if not begun or not self._context.text.endswith(_OF_PREFECTURE, 0, part.start):
            return part
        return replace(part, start=part.start - 1, text=_OF_PREFECTURE + part.text)

    def _place_before(self, holder: Mention) -> PlaceRef | None:
        """The place of an office that names none in a list of officials: 甲区发改局局长李四、|财政局|局长王五."""
        if self._bare.listed and not holder.parts and holder.value in _MASSES and holder.text in organizations.organs():
            return self._division  # 甲区区长李四，|政协|主席王五
        listed = self._bare.listed and not (
            self._governs and (holder.value != "party" or holder.text.endswith(_WORKING))
        )  # 甲市市长李四、|组织部|部长王五
        if not listed or holder.parts or holder.text not in organizations.organs():
            shared = shared_place(self._context, holder)  # 甲县商务局、|文旅局|局长王五
            return next(places_within(self._context, shared), None) if shared is not None else None
        return self._previous

    def _within_body(self, part: Mention, before: Mention | None) -> Mention | None:
        """甲医院党委副书记、|纪委|书记、副院长: the unit of a body that is named before, to which the posts behind it belong no more."""
        units = words.words("内设")
        if before is None or before.type != "organization" or part.text not in units or before.text.endswith((*SEATS, *units)):
            return None
        body = next((before.text.removesuffix(w) for w in words.words("党组织") if before.text.endswith(w)), before.text)
        return replace(part, text=body + part.text, parts=before.parts) if body else None

    def _of_council(self, start: int) -> bool:
        """Whether a council is named before in the sentence: 甲市政协副主席李四主持会议，|秘书长|王五参加."""
        organ = self._organ
        return (
            organ is not None
            and organ.value in ("cppcc", "congress")
            and not re.search(r"[。！？\n]", self._context.text[organ.end : start])
        )

    def _goes_on(self, post: Mention) -> bool:
        """Whether a bare post in a list is of the body named before: 甲区政协副主席李四，秘书长王五 is the council's."""
        title, unit = post.text, unit_of(post.text)
        belongs = self._belongs(title)
        organ = headed_by(self._organ.text, title) if self._organ is not None else ""
        if unit and organ and not organ.endswith(unit) and headed_body(self._context, title, post.start):
            return False  # 甲商会会长李四接待了乙局办公室主任王五、|副会长赵六
        return belongs in ("organ", "rank") or (belongs == "committee" and self._organ is not None and self._organ.value in _COUNCILS)

    def _of_zone(self, part: Mention, before: Mention | None) -> Mention:
        """甲园区党工委书记、|管委会|主任: the bare body is that of the zone whose body stands before it, in the list too."""
        before = before or (self._organ if self._bare.listed else None)
        if before is None or not before.text.endswith((*_WORKING, *_BARE)) or before.text == part.text:
            return part
        if before.text.endswith(part.text) and part.text.startswith(_BARE):
            return replace(part, text=before.text, parts=before.parts)  # 甲园区管委会党工委书记李四，|管委会党工委|委员王五
        if part.value == "party" and part.text in organizations.organs() and part.text not in _WORKING:
            place = self._place_of(before) if before.text.endswith(_WORKING[0]) else None
            return part if place is None or place.code else replace(part, text=before.text + part.text, parts=before.parts)
        if part.text not in (*_BARE, *_WORKING):
            return part
        name = next(before.text.removesuffix(w) for w in (*_WORKING, *_BARE) if before.text.endswith(w)).removesuffix(part.text)
        return replace(part, text=name + part.text, parts=before.parts) if name and name not in _ZONES else part

    def _place_of(self, holder: Mention) -> PlaceRef | None:
        """The place of an organisation or of a place itself, remembered for the bare posts that follow."""
        places = list(places_within(self._context, holder))
        if not places:
            return None
        if holder.type == "organization" and ABROAD.search(holder.text):
            return places[0]  # 甲市援乙州指挥部 is 甲市's, and says nothing of the bare posts that follow
        place = innermost(self._context, places)
        self._bare.remember(place)
        return place

    def _seconded(self, here: int) -> PlaceRef | None:
        """The place to which the sentence says that somebody is seconded, right before a chain: 到乙县挂职，任|县委常委."""
        text = self._context.text
        at = text.rfind(_SECONDED, max(here - _SECONDED_REACH, start_of(text, here)), here)
        named = self._context.of_type("place", max(0, at - _SECONDED_REACH), at) if at >= 0 else ()
        return next((ref for m in named if m.end == at for ref in self._context.places_of(m)), None)

    def _holding(self, who: Mention, post: Mention, holder: Mention | None, place: PlaceRef | None, mention: Mention) -> Holding:
        title, organization, inferred = posts.plainly(post.text), None, False
        if collective := COLLECTIVE.match(title):
            title, place = "领导", place if place and fits(place, collective["level"]) else self._bare.at(collective["level"])
            inferred = True
        if headed := _GOVERNED.match(title):
            title, place, inferred = headed["post"], self._bare.at(headed["level"]), True
            holder = None
        belongs = self._belongs(title) if holder is not None or place is None else "place"
        if holder is not None and holder.type == "organization" and belongs != "place":
            organization, inferred = self._full_name(holder, place)
            title, organization = of_office(title, headed_by(organization, title))
            level = _ORGAN_START.match(holder.text)
            if place is not None and level is not None and not fits(place, level[0]):
                place = self._bare.at(level[0]) or place  # 自治区党委常委、市委|书记
            place = place or self._bare.at(wanted_level(holder.text))
        elif belongs == "place":
            place = place if place and fits(place, wanted_level(title)) else self._bare.at(wanted_level(title)) or place
        elif holder is not None and holder.type in ("place", "zone", "site"):
            organization = place.name if place else holder.text
        if organization is None and place is not None:
            organization = place.name
        if organization is None and collective and holder is not None:
            organization = holder.text  # 滨海新区|新区领导, of several of that name
        if organization in words.words("党组织") or (holder and holder.text in words.words("党组织") and place is None):
            organization = self._own_committee(mention, holder, title) or organization
        title, organization = self._at_ward(title, organization, post)
        state = posts.state_posts().get(title)
        apart = holder is None or holder.end != post.start  # 中共中央总书记、|国家主席
        organization = (state if apart else None) or organization or state
        called, named = holder is not None and holder.text in called_again(), organization  # 医院|院长: the hospital named before
        if called or (place is None and (organization is None or (holder is not None and organization == holder.text))):
            title, body = employer(self._context, title, organization, post.start)
            organization = body or organization
            place = place or self._of_publisher(body)
        role = Role.REFERENCE if state else Role.ACTOR
        return Holding(
            person=who.value or who.text,
            post=title,
            organization=organization,
            place=place,
            role=role,
            mention=mention,
            end=max(who.end, mention.end),
            inferred=inferred,
            guessed=organization != named,
        )

    def _of_publisher(self, body: str | None) -> PlaceRef | None:
        """The place of a body that publishes the page: 局长李四, on that of 甲县交通局."""
        publishing = body is not None and body in (self._context.source.publisher, self._context.source.source_name)
        return innermost(self._context, self._context.publisher_places) if publishing and self._context.publisher_places else None

    def _own_committee(self, mention: Mention, holder: Mention | None, title: str) -> str | None:
        """党支部书记、校长李四: the committee is that of the school, company or hospital that the chain's other posts head."""
        heads = (part.text for part in mention.parts if part.type == "post")
        body = (self._house if self._bare.listed else None) or next(
            (found for head in heads if (found := employer(self._context, head, None, mention.start)[1])), None
        )
        return headed_by(body + holder.text, title) if body and holder else None

    def _at_ward(self, title: str, organization: str | None, post: Mention) -> tuple[str, str | None]:
        """A post with its department, at the hospital; one that the sentence does not name is the one told of last."""
        named, body = warded(self._context.text, post.start, title, organization)
        if named != title and body is None:
            _, body = employer(self._context, named, "医院", post.start)
        return named, body

    def _owned(self, holder: Mention, place: PlaceRef | None) -> str:
        """A named organ without the chain of places above its own; a bare 组织部 is that of the place of its chain."""
        if self._body is not None and holder.text.removeprefix(_TEMPORARY) in words.words("党组织"):  # 甲省援藏工作队副领队、|党委|副书记
            return self._owned(self._body, place) + holder.text
        short = place is not None and len(place.name) == _SHORTEST  # 礼县县委
        text = holder.text if short else _DOUBLED.sub("", holder.text)
        outer = holder.parts[0] if holder.parts else None
        while outer is not None and outer.type == "organization" and outer.parts:  # 甲省乙市丙区人大常委会|教科文卫工委
            outer = outer.parts[0]
        if outer is not None and outer.type == "place" and outer.parts and text.startswith(outer.text):
            return outer.parts[-1].text + text[len(outer.text) :]
        bare = outer is None and place is not None and holder.text in organizations.organs()
        of_committee = holder.value == "party" and not text.startswith((*words.words("内设"), *_WORKING))
        seat = ("党委" if place is not None and place.name.endswith(_REGION) else "委") if of_committee else ""
        return place.name + seat + text if bare and place else text

    def _belongs(self, title: str) -> str:
        post = posts.titles().get(title)
        return post.belongs if post else "place" if title == "领导" else "organ"

    def _full_name(self, holder: Mention, place: PlaceRef | None) -> tuple[str, bool]:
        """An organisation in full: 区委 becomes 甲区委 when it is the page's own."""
        text = holder.text
        if (level := _by_level(holder)) is None:
            owned = self._owned(holder, place)
            return owned if holder.value == "party" else formal(owned), False
        wanted = _PREFECTURE if level[0] == _OF_PREFECTURE else level[0]
        own = place if place and fits(place, wanted) else self._bare.at(wanted)
        if own is None:
            return text, False
        self._bare.remember(own)
        if level[0] == _OF_PREFECTURE:
            return own.name.removesuffix(_PREFECTURE) + text, True  # 甲地区's 地委
        rest = text[len(level[0]) :]
        name = own.name
        doubled = name.endswith(level[0]) and (len(name) > _SHORTEST or not rest.startswith("委"))
        return (name + rest if doubled or level[0] == _REGION else name + text), True


def _settled(found: Sequence[Holding]) -> Iterator[Holding]:
    """The holdings; a guessed body gives way to what the page states or to the first guess, a name to a longer one that ends in it."""
    told: dict[tuple[str, str], list[str]] = {}
    for h in sorted(found, key=lambda h: h.guessed):
        if h.organization and not (h.guessed and (h.person, h.post) in told):
            told.setdefault((h.person, h.post), []).append(h.organization)
    for h in found:
        known = told.get((h.person, h.post), [])
        if h.organization is None and h.place is None and known:
            continue  # 县长李四, of whom the page says elsewhere whose he is
        if h.guessed and known:
            yield replace(h, organization=known[0])
            continue
        longer = next((name for name in known if h.organization and name != h.organization and name.endswith(h.organization)), None)
        yield replace(h, organization=longer) if longer else h
