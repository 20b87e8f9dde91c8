"""Pairs that a page implies: by the name of a joint meeting or an agreement, by the sides of a programme, by a visit under one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from shanhai.knowledge import pairings, places, programmes, words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.model import Mention, Modality, PlaceRef, Programme

from .context import STORY, Context
from .draft import Draft
from .evidence import Claim
from .location import flatten
from .nameless import describes
from .organizations import full_name
from .pair import side_name
from .side import acting
from .sign import Sign, programme_of
from .stretch import sentence
from .village import village_name
from .visiting import of_visits

_JOINT = re.compile(r"[—－–─\-·•~～]+|、|与|和|[（）()]|(?:东西部?|西部)?(?:扶贫|帮扶)?(?:协作|合作)?对口(?:帮扶|支援|合作|协作)|结对帮扶|")
_MARKED = re.compile(r"[—－–─\-·•~～]+|、|与|和|[（）()]|")
_DASHES, _SIDE = r"[—－–─\-·•与和]{1,2}", 16  # characters of a side and of what joins it to the other
_NAMED = ("meeting", "document", "platform")
_BESIDE = re.compile(r"[与和同、]|[—－–─\-·]{1,2}")
_ROW = ("、",)  # in a row of names only a programme by its name ties two neighbours
_LISTED = ("、", "与", "和", "—", "－", "·", "——")
RECORD, BODY = "pairing.from-record", "pairing.from-body"
_JOINT_MEETING = "联席"
_SIDES_OF_A_PAIR = 2
_KEPT = re.compile(rf"(?:帮扶|协作)?(?:工作)?(?:前方)?(?:{words.alternation('指挥部')})")
_STATION = re.compile(words.alternation("劳务站"))
_PROVINCE = "0000"
_TOWNS = ("镇", "乡", "街道")
_SPEAKING = ("post", "official", "delegation")
_STOP = re.compile("[。！？；\n]")


def signs(context: Context, drafts: Sequence[Draft], held: Mapping[int, Sequence[PlaceRef]]) -> Iterator[Sign]:
    """Every pair that the page implies; `held` says who is told to hold the meeting that is named at an offset."""
    yield from _of_names(context)
    yield from _of_schools(context)
    yield from _of_meetings(context, drafts, held)
    yield from _of_programmes(context, drafts)
    yield from _of_initials(context)
    yield from _of_bodies(context)
    yield from of_visits(context, drafts)
    yield from _of_record(context)


def _of_names(context: Context) -> Iterator[Sign]:
    """甲区—乙县山海协作联席会议, 《甲区—乙县对口帮扶协议》, 甲区—乙县山海协作产业园: held, signed or kept by a pair."""
    shared = (m for m in context.named.platforms if context.kind_at(m.start) in STORY)
    for mention in (*context.story, *shared):
        if mention.type not in _NAMED or (mention.type == "document" and not signed(mention.text)):
            continue
        named = _before_bracket(context, mention) or [*_listed_before(context, mention), *_places(mention.parts)]
        for left, right in pairwise(named):
            if not (_MARKED if mention.type == "platform" else _JOINT).fullmatch(context.text[left.end : right.start]):
                continue
            if mention.type == "platform" and context.text[left.start - 1 : left.start] == "（":
                continue  # 浙川协作（甲区—乙县）产业园: the programme is that of the money, not always of the pair
            if any(p.type == "organization" and p.start <= left.start and right.end <= p.end for p in flatten(mention.parts)):
                continue  # 甲县|乙中心校 is one side
            stated: list[Programme | None] = [programme_of(name) for name in _programmes_in(mention)]
            tied = (
                _JOINT_MEETING in mention.text
                or _bracketed(context, mention, right)
                or context.text[left.end : right.start].endswith(words.words("对口帮扶"))
            )
            for programme in stated or ([None] if tied else []):
                yield from _sign(context, left, right, programme, (mention.start, mention.end), "pairing.from-meeting")


def _bracketed(context: Context, park: Mention, right: Mention) -> bool:
    """甲（乙）产业转移园, in a sentence that speaks of pairs: whether a park is called after one side and in brackets the other."""
    if park.type != "platform" or context.text[right.start - 1] not in "（(":
        return False
    return bool(words.any_of("结为").search(context.text, *sentence(context.text, park.start, park.end)))


def _of_schools(context: Context) -> Iterator[Sign]:
    """甲中学与乙中学结对帮扶启动仪式, 《甲镇乙村—丙乡丁村结对协议》: two schools, hospitals or villages in a name that ties them."""
    for mention in context.story:
        if mention.type not in _NAMED or not any(w in mention.text for w in words.words("结为")):
            continue
        bodies = [p for p in flatten(mention.parts) if (p.type == "organization" and p.value in INSTITUTIONS) or _village(p)]
        bodies = [*_body_before(context, mention, bodies[:1]), *bodies]
        for left, right in pairwise(bodies):
            told = [(body, _village(body) or full_name(context, body)) for body in (left, right)]
            names = tuple(name.lstrip("《“") if name and not describes(body, name) else None for body, name in told)
            between = context.text[left.end : right.start]
            if (_BESIDE.fullmatch(between) or between in words.words("对口帮扶")) and names[0] and names[1] and names[0] != names[1]:
                spans = (("", mention.start, mention.end), ("a", left.start, left.end), ("b", right.start, right.end))
                claims = tuple(Claim(field=f, start=x, end=y, rule="pairing.from-meeting") for f, x, y in spans)
                yield Sign(a=names[0], b=names[1], programme=None, claims=claims, start=mention.start)


def _village(mention: Mention) -> str | None:
    return village_name(mention) if mention.type == "site" else None


def _body_before(context: Context, mention: Mention, first: Sequence[Mention]) -> list[Mention]:
    """甲大学与|乙中学结对帮扶签约仪式: the body that stands before a meeting's name and belongs to it."""
    before = next(context.before(mention.start), None)
    joined = before is not None and context.text[before.end : mention.start] in _LISTED and [p.start for p in first] == [mention.start]
    return [before] if before is not None and joined and before.type == "organization" and before.value in INSTITUTIONS else []


def _listed_before(context: Context, mention: Mention) -> list[Mention]:
    """甲市、|乙市苏陕协作工作调度会: the place that stands before a meeting's name and belongs to it."""
    before = next(context.before(mention.start), None)
    first = next(_places(mention.parts), None)
    if before is None or before.type != "place" or first is None or first.start != mention.start:
        return []
    if context.text.endswith(("与", "和", "同", "、"), 0, before.start):
        return []  # 甲镇和乙镇、|丙乡结对帮扶座谈会
    return [before] if context.text[before.end : mention.start] in _LISTED else []


def _before_bracket(context: Context, mention: Mention) -> list[Mention]:
    """甲区·乙市（丙县、丁县）|东西部协作联席会议: the two places before the bracket in front of a meeting's name."""
    if mention.type != "meeting" or not context.text.endswith("）", 0, mention.start):
        return []
    end = context.text.rfind("（", 0, mention.start)
    last = next((m for m in context.before(end, max(0, end - _SIDE)) if m.end == end and m.type in ("place", "zone")), None)
    first = next((m for m in context.before(last.start, max(0, last.start - _SIDE)) if m.type in ("place", "zone")), None) if last else None
    joined = first is not None and last is not None and re.fullmatch(_DASHES, context.text[first.end : last.start])
    return [first, last] if joined and first is not None and last is not None else []


def _of_meetings(context: Context, drafts: Sequence[Draft], held: Mapping[int, Sequence[PlaceRef]]) -> Iterator[Sign]:
    """甲县代表团赴乙县召开东西部协作联席会议: a joint meeting under a programme, by those who hold it or on the visit told last."""
    for mention in context.of_type("meeting", 0, len(context.text)):
        if _JOINT_MEETING not in mention.text or len(list(_places(mention.parts))) > 1:
            continue
        told = [d for d in drafts if d.start <= mention.start and d.modality is Modality.HAPPENED and not d.background]
        last = max(told, key=lambda d: d.told(mention.start) or 0, default=None)
        met = last and (last.visitor_place, last.host_place)
        a, b = held.get(mention.start) or met or (None, None)
        if a is None or b is None:
            continue
        for stated in _programmes_in(mention):
            rule = "pairing.from-joint-meeting"
            claims = tuple(Claim(field=f, start=mention.start, end=mention.end, rule=rule) for f in ("", "a", "b"))
            yield Sign(a=a, b=b, programme=programme_of(stated), claims=claims, start=mention.start)


def _places(parts: Sequence[Mention]) -> Iterator[Mention]:
    """The places in a name, chains whole; not those by which a programme is called (苏陕协作)."""
    for part in parts:
        if part.type in ("place", "zone") or (part.type == "organization" and acting(part.text) != part.text):
            yield part
        elif part.type != "programme":
            yield from _places(part.parts)


def signed(title: str) -> bool:
    """Whether a paper's title speaks of a tie of those who sign it.

    >>> signed("《东西部协作框架协议》"), signed("《购销合同》")
    (True, False)
    """
    return any(w in title for w in words.words("结对文书")) and any(w in title for w in words.words("结为"))


def _programmes_in(mention: Mention) -> list[str]:
    """The programmes in the name of a joint meeting, one of each family (东西部协作和对口合作联席会议 is held under two)."""
    named = [m.text for m in flatten(mention.parts) if m.type == "programme"]
    if not any(programmes.family(n) for n in named):
        told = [w for w in words.words("联席") if w in mention.text and not any(w in n or n in w for n in named)]
        named += [w for w in told if not any(w != other and w in other for other in told)]
    return list({programmes.family(n) or n: n for n in reversed(named)}.values())[::-1]


def _of_programmes(context: Context, drafts: Sequence[Draft]) -> Iterator[Sign]:
    """闽宁协作 with a visit between 福建 and 宁夏, or on a page that names both: the programme's own sides are a pair."""
    sides = {frozenset((d.visitor_place.code, d.host_place.code)) for d in drafts if d.visitor_place and d.host_place}
    provincial = {frozenset(c[:2] for c in pair if c) for pair in sides}
    governed = any(d.visitor_place and (d.visitor_place.code or "").endswith(_PROVINCE) for d in drafts)
    for mention in context.story:
        if mention.type != "programme" or len(mention.parts) != 2:
            continue
        refs = [ref for p in mention.parts for ref in context.places_of(p)]
        if len(refs) != 2:
            continue
        ends = frozenset(ref.code for ref in refs)
        provinces = frozenset((ref.code or "")[:2] for ref in refs)
        if ends in sides or (provinces in provincial and governed) or _both_named(context, mention, refs):
            left, right = mention.parts
            yield from _sign(context, left, right, programme_of(mention.text), (mention.start, mention.end), "pairing.from-programme")


def _of_initials(context: Context) -> Iterator[Sign]:
    """京沈对口合作, on a page that names 北京 and 沈阳: two places called by one character each, right before what ties them."""
    for hit in _tie().finditer(context.text):
        start = hit.start()
        if (
            context.text[start : start + 2] in places.aliases()
            or not {start, start + 2} <= context.borders
            or context.kind_at(start) not in STORY
            or context.text[start : start + 2] in words.words("非双地")
            or (start - 1 in context.borders and start and context.initial(context.text[start - 1]))  # 沪|万夷
        ):
            continue
        a, b = (context.initial(context.text[i]) for i in (start, start + 1))
        if a is None or b is None or not _peers(a, b):
            a, b = (_town(context, context.text[i]) for i in (start, start + 1))
        if a is None or b is None:
            continue
        claims = (
            Claim(field="", start=start, end=hit.end(), rule="pairing.from-initials"),
            Claim(field="a", start=start, end=start + 1, rule="pairing.from-initials"),
            Claim(field="b", start=start + 1, end=start + 2, rule="pairing.from-initials"),
        )
        named = programmes.family(hit["tie"]) or hit["tie"] in words.words("对口帮扶")
        programme = programme_of(hit["tie"]) if named else None
        yield Sign(a=a, b=b, programme=programme, claims=claims, start=start)


def _town(context: Context, character: str) -> PlaceRef | None:
    """The one town of the page whose name begins with a character: 白湘结对帮扶 of 白马镇 and 湘河镇."""
    named = (ref for m in context.story if m.type == "place" for ref in context.places_of(m) if ref.code is None)
    found = {ref.name: ref for ref in named if ref.name.startswith(character) and ref.name.endswith(_TOWNS)}
    return next(iter(found.values())) if len(found) == 1 else None


def _of_bodies(context: Context) -> Iterator[Sign]:
    """甲市对口帮扶乙市指挥部, 甲市南北挂钩乙市工作队: a body that one side keeps for what it does with the other is named after both."""
    named = [m for m in flatten(context.mentions) if m.type in ("place", "zone") and context.kind_at(m.start) in STORY]
    for left, right in pairwise(sorted(dict.fromkeys(named), key=lambda m: (m.start, -m.end))):
        between = context.text[left.end : right.start]
        kept = _KEPT.match(context.text, right.end) or (_STATION.match(context.text, right.end) and _level(context, left, right))
        if (between in _ties() or between in words.words("派驻")) and kept:
            told = between.removesuffix("驻")  # 甲省援疆驻乙师工作队
            programme = programme_of(told) if programmes.family(told) or told in words.words("联席") else None
            yield from _sign(context, left, right, programme, (left.start, right.end), BODY)


def _level(context: Context, left: Mention, right: Mention) -> bool:
    """Whether two places are of one level: a county keeps its station for workers in a city that is not its pair."""
    levels = [{row.level for ref in context.places_of(m) if ref.code and (row := places.place(ref.code))} for m in (left, right)]
    return bool(levels[0] & levels[1])


def _both_named(context: Context, programme: Mention, refs: Sequence[PlaceRef]) -> bool:
    """Whether a sentence names both sides of a programme by themselves: 闽宁协作 beside 福建 and 宁夏, and not beside 福建省甲市 alone.

    A province with a city of another (苏陕协作 beside 苏州 and 陕西) are its sides only by the public record; those of 沪苏|浙 are three.
    """
    codes = [ref.code or "" for ref in refs]
    peers = len({code.endswith(_PROVINCE) for code in codes}) == 1 or pairings.paired(*codes)
    around = (context.text[programme.start - 1 : programme.start], context.text[programme.parts[-1].end])
    if not peers or any(context.initial(character) for character in around):
        return False
    spoken = (m.parts[0] if m.type in _SPEAKING and m.parts else m for m in context.story)  # 福建省|援宁干部
    alone = ((m, ref.code) for m in spoken if m.type == "place" and not m.parts and len(m.text) > 1 for ref in context.places_of(m))
    told = [(m, code) for m, code in alone if code in codes]
    return any(a != b and not _STOP.search(context.text, left.end, right.start) for (left, a), (right, b) in pairwise(told))


@cache
def _ties() -> frozenset[str]:
    return frozenset((*words.words("对口帮扶"), *words.words("联席")))


def _peers(a: PlaceRef, b: PlaceRef) -> bool:
    """Whether two places are of one level, a city under the state being a city; not two provinces, whose programme is called after them."""
    rows = [row for ref in (a, b) if ref.code and (row := places.place(ref.code))]
    levels = ["prefecture" if row.level == "province" and row.name.endswith("市") else row.level for row in rows]
    return len(rows) == _SIDES_OF_A_PAIR and levels[0] == levels[1] != "province" and a != b


@cache
def _tie() -> re.Pattern[str]:
    ties = words.alternation("联席")
    return re.compile(f"[\u4e00-\u9fff]{{2}}(?:两[省市地县区])?(?P<tie>{ties}|结对|协作)")


def _of_record(context: Context) -> Iterator[Sign]:
    """甲区与乙县 on a page of 东西部协作: two places side by side that the public record pairs under a programme which the page names."""
    told = {family: m.text for m in context.told if m.type == "programme" and (family := programmes.family(m.text))}
    spoken = {family: word for word in words.words("对口") if word in context.text and (family := programmes.family(word))}
    named = [p for m in context.story for p in _sides_of_titles(m)] if told or spoken else []
    for left, right in pairwise(named):
        if not _BESIDE.fullmatch(context.text, left.end, right.start):
            continue
        for a in context.places_of(left):
            for b in context.places_of(right):
                official = pairings.paired(a.code, b.code) if a.code and b.code else ()
                under = told if context.text[left.end : right.start] in _ROW else spoken | told
                if stated := next((under[f] for p in official if (f := programmes.family(p.programme)) in under), None):
                    spans = (("", left.start, right.end), ("a", left.start, left.end), ("b", right.start, right.end))
                    claims = tuple(Claim(field=field, start=x, end=y, rule=RECORD) for field, x, y in spans)
                    yield Sign(a=a, b=b, programme=programme_of(stated), claims=claims, start=left.start)


def _sides_of_titles(mention: Mention) -> Iterator[Mention]:
    """A place, or those in the title of a paper: 《甲县—乙县“飞地”共建协议》."""
    yield from (mention,) if mention.type in ("place", "zone") else _places(mention.parts) if mention.type == "document" else ()


def _sign(
    context: Context, left: Mention, right: Mention, programme: Programme | None, whole: tuple[int, int], rule: str
) -> Iterator[Sign]:
    for a in _sides(context, left):
        for b in _sides(context, right):
            if side_name(a) != side_name(b):
                claims = (
                    Claim(field="", start=whole[0], end=whole[1], rule=rule),
                    Claim(field="a", start=left.start, end=left.end, rule=rule),
                    Claim(field="b", start=right.start, end=right.end, rule=rule),
                )
                yield Sign(a=a, b=b, programme=programme, claims=claims, start=whole[0])


def _sides(context: Context, mention: Mention) -> Sequence[PlaceRef | str]:
    """The places that a mention means; of a zone's committee the zone (甲经济开发区|管委会)."""
    if mention.type != "organization":
        return context.places_of(mention)
    return [acting(full_name(context, mention) or mention.text)]
