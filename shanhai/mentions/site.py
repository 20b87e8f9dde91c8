"""Sites in a tour: the items of a list after a verb of inspection, whatever they end in (走访了甲集团、乙街区、丙)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence
from functools import cache

from shanhai.knowledge import organizations, words
from shanhai.model import Mention

_ITEM = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·•“”‘’—－（）()&+\-]+")
_SEPARATOR = re.compile(r"、|和|以及|及|与")
_LAST = re.compile(r"(?:等|这|一线|现场|，|。|；|！|\n|$)")
_AND_OTHERS = re.compile(rf"等(?!级|离子|第|(?<=[中高初]等)(?:{words.alternation('中等后')}))")  # 县中等职业学校 lists nothing
_COUNTED = re.compile(rf"[\d一二三四五六七八九十百千几两多数半]+(?:余|多)?(?:{words.alternation('看过量词')})")
_LONGEST, _SHORTEST = 30, 2
_Span = tuple[int, int]
# One item alone without a typing suffix: longer ones are clauses (longest true one among the labelled pages has 14 characters).
_LONGEST_ALONE = 16
# In a list of so many items, of which two thirds end as sites do, the others are sites too.
_FIRM, _AFTERWARDS = "company", "后"
_LONG_LIST, _WORKS = 4, "工作"


# The rest of a list of sites: stretches parted by commas, up to 等.
_STRETCHES = re.compile(rf"[^。！？\n：]{{2,120}}?等(?=，|。|{words.alternation('等后')})")
# Why somebody goes to a site: what follows its name.
_GOAL = re.compile(rf"[看听学问谈]|{words.alternation('了解')}")

# 在甲通用机场，; 在由乙援建的甲基地，; 在甲港、乙园、丙盛街等处，
_AT_SITE = re.compile(
    r"(?:^[ \u3000]*|(?<=[。！？；\n]))在(?:(?:由|位于|[^，。；\n在的]{2,16}[建造设])[^，。；\n在的]{0,16}的)?"
    r"(?P<site>(?:[^\W\d_的在与和]|[（）()]){4,28})(?=，|里，|内，)",
    re.MULTILINE,
)
_AT_SITES = re.compile(r"(?<![^。！？；，\n])在(?=[^。！？；，\n在]{2,60}、[^。！？；，\n在]{2,60}，)", re.MULTILINE)
_MATTERS = re.compile(rf"等(?:方面|领域|[\u4e00-\u9fff]{{0,8}}(?:{words.alternation('情况')}))")
_OURS = re.compile("[我本该][省市县区州旗镇乡]")
_OF_KIND = re.compile(rf"[\u4e00-\u9fff]{{0,2}}(?:{words.alternation('龙头')})企业")
_LOOK = re.compile("[看听问]")
_ROLE = re.compile(rf"[^“”]{{0,8}}?(?:{words.alternation('联系点')})点(?=[^的等]{{3}})")  # 乡村振兴示范点|甲村
_TOWARDS = "对到在赴"
_WORK_OF_BOTH = re.compile(rf"(?:{words.alternation('协作名')})[\u4e00-\u9fff]{{0,4}}项目\Z")
_HIGH = re.compile(r"(?:平均)?海拔[^的]{2,12}的$")
_TOLD_OF = re.compile(rf"{words.apart('了', '非了')}[^了]{{2,}}")  # a verb and its object
# 甲镇和乙街道|的十多家企业: what is counted there has no name.
_TIMES = re.compile(rf"\d+(?:余|多)?(?:{words.alternation('场次')})$")  # 考察|项目28场次
_OF_MANY = re.compile(r"的?[\d一二三四五六七八九十百几数多两]+(?:余|多)?(?:家|个|所|处|座|位|名)[\u4e00-\u9fff]*$")


# What is left of a list of places without their names: 甲市和乙市, 乙、丙|两县, 甲、乙、丙|三个市.
_JOINING = re.compile(r"(?:和|及|与|以及|、|[两三四五六七八九十]个?(?:[省市县区州旗盟地镇乡]|街道|城市){1,2})+")


@cache
def _verbs() -> re.Pattern[str]:
    verbs = words.alternation("走访")
    return re.compile(rf"(?:{verbs})(?![团组队]|人员|小组|(?<=深入)地(?!方))(?:了(?!解)|过)?(?:位于[^，。、]{{2,12}}的)?")


@cache
def _lengths() -> tuple[int, ...]:
    return tuple(sorted({len(suffix) for suffix in organizations.suffixes()}, reverse=True))


def kind_of(name: str) -> str | None:
    """The kind that a name's last word gives it, or None.

    >>> str(kind_of("甲县数字经济产业园"))
    'site-industry'
    """
    kinds = organizations.suffixes()
    return next((str(kinds[name[-n:]]) for n in _lengths() if n < len(name) and name[-n:] in kinds), None)


def _is_site(item: str, *, alone: bool, placed: bool) -> bool:
    if not _SHORTEST <= len(item) <= _LONGEST or (_COUNTED.match(item) and not placed) or _TIMES.search(item):
        return False
    kind = kind_of(item)
    if item.count("“") != item.count("”"):
        return False
    if item in words.words("访") or organizations.suffixes().keys() >= set(_SEPARATOR.split(item)):
        return False  # 考察|访问, 走进|社区和大棚
    if kind is None and _TOLD_OF.search(item):
        return False  # 走进东部发挥了“窗口”作用
    ends_as_one = item.endswith(words.words("点位尾字")) or (placed and item.endswith(words.words("落地处")))  # 甲镇乡村振兴示范项目
    if kind is None and _AFTERWARDS in item[1:] and not ends_as_one:
        return False  # 甲县后一直很忙
    if kind is None and words.any_of("非点位").search(item) and not ends_as_one:
        return False
    if (item.startswith(words.words("非点位首")) and kind != "company" and not placed) or (
        kind is None and item.endswith(words.words("非点位尾"))
    ):
        return False
    return not alone or kind is not None or len(item) <= _LONGEST_ALONE


def _split(text: str, start: int, places: Collection[int] = ()) -> Iterable[tuple[int, int]]:
    """The spans of the items of the list that begins at `start`; it may go on place by place: 甲县乙园、丙馆，丁县戊园等地."""
    position = start
    while (run := _ITEM.match(text, position)) is not None:
        end = run.end()
        if (last := _AND_OTHERS.search(run[0])) is not None:
            end = run.start() + last.start()
        yield position, end
        if last is not None or not (text[end : end + 1] == "、" or _by_place(text, end, places)):
            return
        position = end + 1


def _by_place(text: str, comma: int, places: Collection[int]) -> bool:
    """Whether a list goes on behind a comma, each of its stretches with a place of its own or a site by its last word, up to 等."""
    if text[comma : comma + 1] not in ("，", ",", "；") or not (listed := _STRETCHES.match(text, comma + 1)):
        return False
    starts = [comma + 1, *(comma + 2 + m.start() for m in re.finditer("[，,；]", listed[0]))]
    return all(start in places or ((run := _ITEM.match(text, start)) and kind_of(run[0])) for start in starts)


def _studied(text: str, end: int) -> bool:
    """Whether a list is of matters looked into, not of places: 甲区学校、道路、水利|等项目情况."""
    return bool(_MATTERS.match(text, end))


def _parted(text: str, start: int, end: int, places: Collection[int] = ()) -> Iterable[tuple[int, int]]:
    """甲园和乙馆, 甲楼和|乙镇的工地: the last item of a list may be two; the second begins with a place, or both end as sites do."""
    item = text[start:end]
    for joint in re.finditer(r"以及|和|与|及", item):
        left, right = item[: joint.start()], item[joint.end() :]
        placed = start + joint.end() in places and len(left) >= _SHORTEST and len(right) > _SHORTEST
        shown = (
            bool(kind_of(right)) and len(left) > _SHORTEST and left.endswith((*words.words("点位尾字"), *words.words("落地处")))
        )  # 成果展和|甲馆
        shown = shown or (kind_of(right) == _FIRM and left.endswith(words.words("行业尾")))  # 甲工贸和|乙有限公司
        if shown or (kind_of(left) and (placed or kind_of(right) or len(right) > _SHORTEST)) or (placed and kind_of(right)):
            yield start, start + joint.start()
            yield start + joint.end(), end
            return
    yield start, end


def _trimmed(text: str, start: int, end: int, begun: Collection[int] = ()) -> tuple[int, int]:
    """先后到甲村、乙园|调研, 走访甲园、|参观乙馆, 一行先后对|甲县乙园: the verbs around an item are no part of it."""
    if (led := _verbs().match(text, start, end)) and led.end() - start > 1 and end - led.end() >= _SHORTEST:
        start = led.end()
    if (kind := _OF_KIND.match(text, start, end)) and kind_of(text[kind.end() : end]) == _FIRM:
        start = kind.end()  # 走进重点合作企业|甲集团
    start = _reached(text, start, end)
    if (tied := _tied().match(text, start, end)) and end - tied.end() >= _SHORTEST:
        start = tied.end()
    if (ours := _OURS.match(text, start, end)) and (ours.end() in begun or kind_of(text[ours.end() : end])):
        start = ours.end()
    if text.endswith(words.words("访"), start + _SHORTEST, end):
        end -= max(len(w) for w in words.words("访") if text.endswith(w, start + _SHORTEST, end))
    start = next((p for p in range(end - 1, start, -1) if p in begun and _introduced(text, start, p)), start)
    if (role := _ROLE.match(text, start, end)) and kind_of(text[role.end() : end]):
        start = role.end()
    if (told := text.rfind("——", start, end)) > start and (
        kind_of(text[told + 2 : end]) or text.endswith(words.words("点位尾字"), told + 2 + _SHORTEST, end)
    ):
        start = told + 2  # 协作新成果——甲馆
    if counted := _OF_MANY.search(text, start + _SHORTEST, end):
        end = counted.start()
    end -= text.endswith("了", start + _SHORTEST, end)  # 又去甲县了
    typed = kind_of(text[start:end]) is not None
    if not typed or _LOOK.search(text, start + _SHORTEST, end):
        goals = (m.start() for m in (_LOOK if typed else _GOAL).finditer(text, start + _SHORTEST, end))
        end = next((g for g in goals if kind_of(text[start:g]) and not text.endswith(words.words("泛村"), start, g)), end)
    return start, end


def _reached(text: str, start: int, end: int) -> int:
    """随后前往甲园考察|乙公司, 丙工业区参观|丁公司: where the site begins that is looked at in another."""
    for verb in _verbs().finditer(text, start + _SHORTEST, end):
        within = text.startswith(words.words("点位前"), start) or text.endswith(words.words("点位尾字"), start, verb.start())
        if within and kind_of(text[verb.end() : end]):
            return verb.end()
    return start


@cache
def _tied() -> re.Pattern[str]:
    return re.compile(f"(?:{words.alternation('结对的')})")


def _introduced(text: str, start: int, at: int) -> bool:
    """一行先后对|甲县乙园, 海拔3千米的|甲县, 定点帮扶村|甲县乙村, 协作项目|甲县乙厂: whether what stands before only leads to it."""
    led = text[at - 1] in _TOWARDS or bool(_HIGH.match(text, start, at)) or text.endswith(words.words("泛村"), start, at)
    return led or _WORK_OF_BOTH.search(text, start, at) is not None


def _mention(text: str, start: int, end: int) -> Mention:
    kind = kind_of(text[start:end]) or (_FIRM if text.endswith(words.words("行业尾"), start + _SHORTEST, end) else "site")
    type_ = "site" if kind.startswith("site") else "organization"
    return Mention(type=type_, start=start, end=end, text=text[start:end], value=kind)


def find_sites(text: str, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """The sites of every tour; a bare division or a word that stands for one is a destination, not a site.

    >>> [m.text for m in find_sites("代表团走访了甲集团、乙老街、丙陶瓷等地", ())]
    ['甲集团', '乙老街', '丙陶瓷']
    """
    bare = {(p.start, p.end) for p in places}
    begun = {p.start for p in places if p.type != "deixis"}
    ends = {p.end for p in places}
    result: list[Mention] = []
    for verb in _verbs().finditer(text):
        spans = [_trimmed(text, *s, begun) for a, b in _split(text, verb.end(), begun) for s in _parted(text, a, b, begun)]
        alone = len(spans) == 1
        items = [(a, b) for a, b in spans if (a, b) not in bare]
        sites = [(a, b) for a, b in items if _is_site(text[a:b], alone=alone, placed=a in begun)]
        if len(items) >= _LONG_LIST and sum(kind_of(text[a:b]) is not None for a, b in sites) * 3 >= 2 * len(items):
            sites = [(a, b) for a, b in items if b - a >= _SHORTEST and not text.startswith(words.words("非点位首"), a)]
            sites = [(a, b) for a, b in sites if not text.endswith(_WORKS, a, b)]  # 志愿服务|工作
        if 2 * len(sites) <= len(items) or (spans and _studied(text, spans[-1][1])):
            sites = [(a, b) for a, b in sites if kind_of(text[a:b])]
        result += [_mention(text, a, b) for a, b in sites]
    result += [_mention(text, a, b) for a, b in _led(text, bare, begun)]
    result += [_mention(text, *at.span("site")) for at in _AT_SITE.finditer(text) if at.end() not in ends and _stands_at(at["site"])]
    in_order = sorted(places, key=lambda p: p.start)
    starts = [p.start for p in in_order]
    return tuple(
        site for site in result if not _only_places(site, in_order[bisect_left(starts, site.start) : bisect_left(starts, site.end)])
    )


def _only_places(site: Mention, within: Sequence[Mention]) -> bool:
    """Whether what looks like a site is of the places that begin within it: 到甲市、|乙市和丙市|, 到甲、|乙两县|."""
    inside = [p for p in within if p.end <= site.end and p.type != "deixis"]
    rest = site.text
    for place in inside:
        rest = rest.replace(place.text, "", 1)
    return bool(inside) and _JOINING.fullmatch(rest) is not None


@cache
def _led_to() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What leads to a list of sites, and what follows it where they are looked at."""
    looked = words.alternation("点位后")
    return re.compile(f"(?:{words.alternation('点位前')})(?![这那我你他位])"), re.compile(
        f"(?:等(?:地|处|点位|点)?)?[，,]?(?:{looked})|等[地处][。；]"
    )


def _led(text: str, bare: Collection[tuple[int, int]], begun: Collection[int]) -> Iterable[tuple[int, int]]:
    """分别到|甲馆、乙园|等地进行考察, 在|甲港、乙园、丙盛街|等处，: the sites of a list that is looked at or told of."""
    motions, looked = _led_to()
    for lead in motions.finditer(text):
        spans = [s for a, b in _split(text, lead.end(), begun) for s in _parted(text, a, b, begun)]
        if not spans:
            continue
        first, last = spans[-1]
        cut = next((m.start() for m in looked.finditer(text, first, last) if kind_of(text[first : m.start()])), None)
        if cut is None and not looked.match(text, last):
            continue
        yield from _typed(text, [*spans[:-1], (first, cut or last)], bare, begun)
    for lead in _AT_SITES.finditer(text):
        spans = [s for a, b in _split(text, lead.end(), begun) for s in _parted(text, a, b, begun)]
        found = list(_typed(text, spans, bare, begun))
        if len(found) * 2 >= len(spans) > 1:
            yield from found


def _typed(
    text: str, spans: Iterable[tuple[int, int]], bare: Collection[tuple[int, int]], begun: Collection[int]
) -> Iterable[tuple[int, int]]:
    """The items of a list that end as sites do; where more than half do, also those that only their last character tells."""
    items = [_trimmed(text, max(a, text.rfind("的", a, b) + 1), b, begun) for a, b in spans]
    sites = [s for s in items if s not in bare and _is_site(text[s[0] : s[1]], alone=False, placed=s[0] in begun)]
    typed = [(a, b) for a, b in sites if kind_of(text[a:b])]
    listed = len(typed) * 2 > len(items)
    yield from ((a, b) for a, b in sites if (a, b) in typed or (listed and text[a:b].endswith(words.words("点位尾字"))))


def _stands_at(item: str) -> bool:
    """Whether a sentence begins with a site at which something is told: 在甲县通用机场，代表团….

    >>> _stands_at("甲县通用机场"), _stands_at("甲县座谈会")
    (True, False)
    """
    return (kind_of(item) or "").startswith("site") and _is_site(item, alone=True, placed=False)
