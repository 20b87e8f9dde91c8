"""The sides of a pair: which place or body a mention that a rule took stands for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from shanhai.knowledge import words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.mentions.lexicon import runs_on
from shanhai.mentions.site import kind_of
from shanhai.model import Mention, PlaceRef

from .context import Context
from .holding import Holding
from .home import wanted_level
from .house import SEATS
from .location import flatten
from .nameless import LEVELS, describes
from .naming import unquoted
from .organizations import COMMITTEES, full_name, led_body
from .village import VILLAGES, village_name

_COUNTED = re.compile(
    rf"\d+个?[镇乡村]|(?:\d+|[两二三四五六七八九十])[个家所](?:镇|乡|村|{words.alternation('单位')})|[两二三四五六七八九十][县区市](?:人民)?医院"
)
_CUT_SHORT = re.compile(
    r"[^\W\da-zA-Z_的与和同跟及以在各全所下多等两每个几一二三四五六七八九十]{2,3}"
    rf"(?:镇|乡|街道|村|社区|{words.alternation('机构尾')})(?=[与和同跟，、。]|隔空|手[牵拉])"
)
_ZONE_CUT_SHORT = re.compile(
    rf"[^\W\da-zA-Z_的与和同跟及以在各全所下多等两每个几、，]{{2,6}}(?:{words.alternation('片区尾')})(?=[与和同跟，、。签结建召举开])"
)
_PARK, _ZONES = "园区", words.words("经开区")
_NAMED = INSTITUTIONS | {"company", "institute"}  # bodies whose names may begin with a province
_ZONE_SEATS = words.words("管委会")
_LED = INSTITUTIONS | {"company", "institute", "association"}


class Sides:
    """The sides that mentions of one page stand for."""

    def __init__(self, context: Context, holdings: Sequence[Holding] = ()) -> None:
        self._context = context
        self._posts = holdings

    def of(self, mention: Mention) -> Iterator[PlaceRef | str]:
        """The places or bodies for which a mention stands; nothing for what only describes or counts some."""
        if mention.type in ("place", "zone", "deixis"):
            yield from self._of_place(mention)
        elif mention.type in ("official", "post", "person"):
            yield from self._of_person(mention)
        elif mention.type == "region":
            yield mention.text
        elif mention.type == "delegation":  # 甲县考察团到乙区开展结对帮扶活动
            yield from [ref for part in mention.parts[:1] for ref in self._context.places_of(part)]
        elif mention.parts and (
            (mention.value in COMMITTEES and mention.text.endswith(SEATS)) or mention.text.endswith(words.words("办事班子"))
        ):  # 甲镇人民政府 signs for the town, 甲县领导小组 acts for it
            yield from [ref for part in flatten(mention.parts) for ref in self._context.places_of(part)][-1:]
        elif mention.value in COMMITTEES and not mention.parts and _seat(mention.text):  # 区政府, 镇党委政府 is the page's own place
            own = self._context.home.established(wanted_level(mention.text))
            yield from [own] if own else []
        elif mention.type in ("organization", "site"):
            if _COUNTED.search(mention.text):
                return  # 该县4镇10村
            if village := village_name(mention):
                yield village
            elif (name := full_name(self._context, mention)) and (acting(name).endswith(VILLAGES) or _named(mention, name)):
                yield acting(as_stated(mention, name))

    def _of_place(self, mention: Mention) -> Iterator[PlaceRef | str]:
        """The place, or its park (甲开发区重点帮扶乙县|园区); nothing for 甲区|广外街道, which nobody knows and which is not 甲区."""
        if mention.type == "place" and self._context.text.startswith(_PARK, mention.end):
            yield mention.text + _PARK
        elif mention.type == "place" and (zone := _zone_behind(self._context.text, mention)):
            yield mention.text + zone
        elif mention.type != "place" or not self._goes_on(mention):
            yield from self._context.places_of(mention)

    def _goes_on(self, place: Mention) -> bool:
        """Whether a name goes on behind a place that somebody knows, up to no other one (甲镇|帮|乙镇 are two)."""
        more = _CUT_SHORT.match(self._context.text, place.end)
        return more is not None and not self._context.of_type("place", place.end + 1, more.end())

    def in_cell(self, mention: Mention) -> Iterator[PlaceRef | str]:
        """The same of a cell: 实验中学 alone is a school, which in a sentence it would only describe; a village stands behind its town."""
        bare = not mention.parts and kind_of(mention.text) in INSTITUTIONS and mention.text not in words.words("泛单位")
        town = max((m.end for m in self._context.of_type("place", mention.start, mention.end) if m.end < mention.end), default=None)
        if town is not None and not mention.parts and mention.text.endswith(VILLAGES):
            yield self._context.text[town : mention.end]
        else:
            yield from (mention.text,) if bare else self.of(mention)

    def _of_person(self, mention: Mention) -> Sequence[PlaceRef | str]:
        """For whom somebody speaks: the body or the place of his posts; for a name alone (李四、王五代表双方签约) the one place of his."""
        if body := led_body(self._context, mention):  # 甲公司董事长到结对帮扶的乙村
            return [body]
        if joint := self._joint_body(mention) or self._body_of(mention):
            return [joint]
        own = [ref for part in flatten(mention.parts) for ref in self._context.places_of(part)]
        held = {h.place.name: h.place for h in self._posts if h.place is not None and h.person in (mention.value, mention.text)}
        return own[-1:] or (list(held.values()) if len(held) == 1 else [])

    def _body_of(self, person: Mention) -> str | None:
        """李四和王五|代表两院签约: the one body that acts for itself and of which somebody named alone holds a post."""
        if person.type != "person":
            return None
        held = {h.organization for h in self._posts if h.organization and h.person in (person.value, person.text)}
        acts = {name for name in map(acting, held) if kind_of(name) in INSTITUTIONS or name.endswith(words.words("群团"))}
        return acts.pop() if len(acts) == 1 else None

    def _joint_body(self, official: Mention) -> str | None:
        """甲县|工商联主席李四, 甲经济开发区|管委会主任李四: the body of an official that acts for its own kind or zone."""
        held = next((p for p in official.parts if p.type == "organization" and p.text.endswith((*words.words("群团"), *_ZONE_SEATS))), None)
        return acting(full_name(self._context, held) or held.text) if held else None


def _seat(name: str) -> bool:
    return name in SEATS or name[1:] in words.words("行事尾")


def acting(name: str) -> str:
    """The body for which its party's branch, or the zone for which its committee stands.

    >>> acting("甲公司党支部"), acting("甲经济开发区管委会"), acting("甲大学")
    ('甲公司', '甲经济开发区', '甲大学')
    """
    for tail in sorted((*words.words("党组织"), *_ZONE_SEATS), key=len, reverse=True):
        own = name.removesuffix(tail)
        if own != name and (own.endswith(words.words("片区尾") if tail in _ZONE_SEATS else VILLAGES) or kind_of(own) in _LED):
            return own
    return name


def as_stated(mention: Mention, name: str) -> str:
    """The name of a school, hospital or firm with all places before it (甲省乙市|丙中学); an office has only its own."""
    stated = unquoted(mention.text)
    return stated if stated.endswith(name) and mention.value in _NAMED else name


def _zone_behind(text: str, place: Mention) -> str | None:
    """甲|滨海经济区: what follows a place's short name where that is a zone that no table has."""
    if place.text.endswith(LEVELS):
        return None
    found = _ZONE_CUT_SHORT.match(text, place.end)
    return found[0] if found and not runs_on(found[0]) else None  # 甲与乙|共建示范区


def _named(mention: Mention, name: str) -> bool:
    return not describes(mention, name) and not _built(mention, name)


def _built(mention: Mention, name: str) -> bool:
    """Whether a name is that of what two sides build together, which is neither of them; a 社区卫生服务中心 and 甲县工业园区 are sides."""
    if name.endswith(_ZONES) and mention.parts and mention.parts[0].start == mention.start and mention.parts[0].type == "place":
        return len(mention.parts) > 1
    return mention.value not in INSTITUTIONS and name.endswith(words.words("平台名"))
