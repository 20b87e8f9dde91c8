"""What two sides share, as the page tells of it: its name, when two names are one, and when two places lie apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention, PlaceRef

from .candidate import counts_them
from .context import Context
from .evidence import Claim
from .initials import two_places
from .location import flatten, related
from .stretch import sentence
from .telling import Telling
from .work import SHORTEST, asides_differ, counted, places_in

_AIM = 12
_AIMED = re.compile(rf"(?:{words.alternation('争创')})(?!了)[^，。；、]{{0,8}}\Z")
QUOTED_NEXT = "”“"
_ONE_OF = "之一"
_TO_NUMBER = re.compile(r"(?:[、和及与][\u4e00-\u9fff]{2,8}){1,3}(?<!等)(?=\d+余?[个家处座])")  # 体验馆|、展区和专柜1700个
_OF_KIND = re.compile(r"“(?P<said>[^“”]+)”[\u4e00-\u9fff]{2,6}")
_KINDS = ("式", "型", "化", "级", "+", "类", "制")
LIST_JOINT = re.compile(r"”?(?:、|和|与|及|以及)?“?")
# 甲园、乙园|等3个共建园区, 甲园、乙园|等援建园区
_COUNTED_SHARED = re.compile(
    r"(?:(?:等|这)?(?:\d+|[两三四五六七八九十]+)[个家座](?:[\u4e00-\u9fff]{0,6}?)|等)"
    rf"(?:{words.alternation('挂钩')})[\u4e00-\u9fff]{{0,4}}?(?:{words.alternation('园区')})"
)


_SIDES = r"[\u4e00-\u9fff]{2,6}[—－\-–·]+[\u4e00-\u9fff]{2,6}"
_DASH = re.compile(r"[—－\-–·]+")
_PAIRS = re.compile(
    rf"(?P<list>{_SIDES}(?:[、和]{_SIDES})+)等?(?:\d+|[两三四五六七八九十]+)[个家座](?:省级|市级|国家级)?"
    rf"(?P<tie>(?:{words.alternation('协作名')}|山海){{1,3}})(?P<head>{words.alternation('园区')}|产业园|产业园区)"
)
_DOTTED = re.compile(r"“?[\u4e00-\u9fff]{2,5}(?P<dot>[·•]|[—－–\-]+)[\u4e00-\u9fff]{2,}")


_DASHED = ("——", "”——")
_COMMON_ZONE, _PAIR = "合作区", 2
_PHASE = re.compile(r"”?（?第?[一二三四五]期")
_MARKED = "—－-–·•（“、和与驻"  # what stands before a place in a name that was put there on purpose
_LEVELS = "省市县区州旗盟镇乡"
_SHARING = words.any_of("飞地园区")
BRACKETED = re.compile(
    r"[\u4e00-\u9fff]{2,6}（[\u4e00-\u9fff]{2,6}）(?=[\u4e00-\u9fff])"
)  # 共和（常州）产业园, whatever stands in the bracket
COMPANY_NAME = 30  # characters before its last words


class Shared(Telling, frozen=True, kw_only=True):
    """A platform as the page tells of it."""

    kind: str | None
    event: str | None = None


def of_kind(context: Context, mention: Mention) -> bool:
    """Whether a name says only of which kind (“一站式”服务中心), or a number counts them: 建立8个|“线上”体验馆, |甲馆、展区1700个."""
    kind = _OF_KIND.fullmatch(mention.text.removeprefix("“") if mention.text.count("“") > 1 else mention.text)
    if kind and (kind["said"].endswith(_KINDS) or kind["said"] in (*words.words("泛项目"), *words.words("协作名"))):
        return True
    one = context.text.startswith(_ONE_OF, mention.end)  # 成为全国14个|班列集结中心|之一
    if counted(context, mention) and not one and not context.text.startswith(QUOTED_NEXT, mention.end - 1):
        return True
    listed = _TO_NUMBER.match(context.text, mention.end)
    at = listed.end() if listed else mention.end
    behind = next(iter(context.matters_in(at, at + 1)), None)
    return "“" not in mention.text and behind is not None and counts_them(behind)


def is_aim(text: str, mention: Mention) -> bool:
    """打造|甲乙合作示范区: what one wants to become is no platform that is there."""
    return mention.text.endswith(words.words("示范区")) and bool(_AIMED.search(text, max(0, mention.start - _AIM), mention.start))


def of_place_alone(mention: Mention) -> bool:
    """丽水|飞地, “飞地园区”: whether no more than a place stands before a word for any platform of its kind."""
    name, kind = mention.text.strip("“”"), mention.value or ""
    alone = any(p.text == name.removesuffix(kind) for p in flatten(mention.parts) if p.type in ("place", "zone"))
    return name in words.words("平台名") or (kind in words.words("飞地") and alone)


def counted_list(text: str, platforms: Sequence[Mention], last: Mention) -> list[tuple[Mention, int]]:
    """The items of a list of platforms that ends with `last` and is counted as shared behind it, with the end of those words."""
    closed = _COUNTED_SHARED.match(text, last.end)
    listed = [last]
    for before in reversed([m for m in platforms if m.end < last.start]) if closed else ():
        if not LIST_JOINT.fullmatch(text, before.end, listed[-1].start):
            break
        listed.append(before)
    return [(park, closed.end()) for park in listed] if closed and len(listed) > 1 else []


def pairs_of_parks(context: Context) -> Iterator[Shared]:
    """推进甲—乙、丙—丁|等2个山海协作产业园建设: each pair of places of a list with the word for parks that counts them."""
    for hit in _PAIRS.finditer(context.text):
        places = context.of_type("place", hit.start(), hit.end())
        starts, ends = {m.start: m for m in places}, {m.end: m for m in places}
        for dash in _DASH.finditer(context.text, *hit.span("list")):
            a, b = ends.get(dash.start()), starts.get(dash.end())
            refs = [ref for m in (a, b) if m is not None for ref in context.places_of(m)]
            if a is not None and b is not None and apart(refs):
                claims = (Claim(field="", start=a.start, end=hit.end(), rule="platform.pairs"),)
                name = f"{context.text[a.start : b.end]}{hit['tie']}{hit['head']}"
                yield Shared(name=name, kind=hit["head"], place=refs[0], start=a.start, end=b.end, claims=claims)


def of_company(context: Context, mention: Mention) -> bool:
    """甲乙产业园|投资开发有限公司: whether a name is the beginning of a company's."""
    named = context.of_type("organization", mention.start - COMPANY_NAME, mention.start + 1)
    return any(m.end > mention.end and m.value == "company" for m in named)


def of_project(context: Context, mention: Mention) -> bool:
    """京蒙种植基地|建设合作项目: whether a name is the beginning of a project's; a park's second phase leaves the park."""
    if _PHASE.match(context.text, mention.end):
        return False
    return any(p.start <= mention.start and mention.end < p.end for p in context.named.projects)


def apposed(context: Context, mention: Mention) -> bool:
    """甲对口支援馆——|乙消费帮扶馆: whether the name proper follows behind a dash."""
    mark = next((m for m in _DASHED if context.text.startswith(m, mention.end)), None)
    return mark is not None and any(m.start == mention.end + len(mark) for m in context.named.platforms)


def beside_another(context: Context, mention: Mention) -> bool:
    """Whether a name stands in a list beside another platform of two places."""
    beside = (m for m in context.named.platforms if m.end + 1 == mention.start or mention.end + 1 == m.start)
    return any(apart(places_in(context, m)) for m in beside)


def dotted(mention: Mention, name: str, places: Sequence[PlaceRef]) -> bool:
    """横琴·正安产业园: two names with a dot between them, of which one is a place that stands at it."""
    dot = _DOTTED.match(name)
    if dot is None or len([place for place in places if place.code]) > 1:
        return False
    at = mention.text.find(dot["dot"])
    return any(at in (p.end - mention.start, p.start - mention.start - 1) for p in flatten(mention.parts) if p.type == "place")


def shortened(a: str, b: str) -> bool:
    """甲县帮扶馆 for 乙区甲县消费帮扶专馆: all characters of the shorter name stand in the longer in this order, and both end alike.

    >>> shortened("桐庐县帮扶馆", "衡水市桐庐县消费帮扶专馆"), shortened("桐庐县体验店", "桐庐县体验馆")
    (True, False)
    """
    short, long = sorted((name.removesuffix("区") if name.endswith("园区") else name for name in (a, b)), key=len)
    rest = iter(long)
    return not asides_differ(a, b) and len(short) > SHORTEST and short[-1] == long[-1] and all(character in rest for character in short)


def set_up(name: str) -> str:
    """A name without the words before a verb by which it is set up (乙市设立甲特产馆: 甲特产馆), and without where it is.

    >>> set_up("衡水商贸城设立“桐庐味道”展销中心"), set_up("分水镇的桐庐衡水产业园")
    ('“桐庐味道”展销中心', '桐庐衡水产业园')
    """
    return _set_up().sub("", name)


@cache
def _set_up() -> re.Pattern[str]:
    verbs = "|".join(map(re.escape, (w for w in words.words("设立") if len(w) > 1)))
    stands = f"{words.alternation('坐落')}|{words.alternation('落户')}"
    return re.compile(
        rf"^.{{2,}}(?<![协合]作)(?<!”)(?:{verbs}|选择于|{stands})[了的]?(?=.{{{SHORTEST},}})|^.{{1,16}}[省市县区州镇乡村]的(?=.{{{SHORTEST},}})"
    )


def apart(places: Sequence[PlaceRef]) -> bool:
    """Whether two of some places lie apart from one another; a township lies in the place before it."""
    coded = [place for place in places if place.code]
    return any(not related(a, b) for i, a in enumerate(coded) for b in coded[i + 1 :])


def bracketed(name: str, places: Sequence[PlaceRef]) -> bool:
    """共和（常州）产业园: a place in a bracket behind another; 湖南（株洲）产业园 is of one place, and says in which part of it."""
    if not BRACKETED.match(name) or name.startswith(words.words("非双地")):
        return False
    return len(places) != _PAIR or not all(place.code for place in places) or apart(places)


def side_by_side(context: Context, mention: Mention, places: Sequence[PlaceRef]) -> bool:
    """赤峰玉龙园区, 甲县璞泰来产业园: whether a short name, beside another or inside a word, is of no place named elsewhere."""
    parts = [p for p in flatten(mention.parts) if p.type in ("place", "zone") and len(p.text) > 1]
    touching = any(a.end == b.start for a in parts for b in parts)
    told = context.locations.counted()
    begin, end = sentence(context.text, mention.start, mention.end)
    if touching and (_SHARING.search(context.text, begin, end) or beside_another(context, mention)):
        return False
    again = context.text.count(mention.text)
    if touching:
        return any(place.code and told[place.code] <= again for place in places)
    return any(told[ref.code or ""] <= again for p in parts[1:] if _by_chance(context.text, p) for ref in context.places_of(p))


def _by_chance(text: str, part: Mention) -> bool:
    """奉新县璞|泰来|新材料产业园: whether two characters in the middle of a name need not be the place that is so called."""
    return part.type == "place" and not part.text.endswith(tuple(_LEVELS)) and text[part.start - 1] not in _MARKED


def shared_zone(context: Context, zone: Mention) -> bool:
    """Whether two places that lie apart stand in a zone's name, a bracket (甲（乙）产业合作区) or two initials."""
    inside = tuple(ref for p in flatten(zone.parts) if p.type == "place" and len(p.text) > 1 for ref in context.places_of(p))
    of_two = BRACKETED.match(zone.text) and not zone.text.startswith(words.words("非双地")) and zone.text.endswith(_COMMON_ZONE)
    return apart(inside) or bool(of_two) or two_places(context, zone.text)
