"""Organisations and sites: names that end in a known organ (发改委) or in a typing suffix (有限公司, 产业园)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .beginning import INSTITUTIONS, LEAST, Beginnings, ending
from .edge import LEVELS, Edges
from .lexicon import Hit, Scan, longest, worded
from .quantity import count

_COMMITTEE = re.compile(
    rf"(?:自治区党|[省市县区州旗盟镇乡]党?|街道党工|党工){words.apart('委', '非委')}(?:会(?![议见上场同商后前]))?(?:[县市区州省]政府)?"
)
_OF_PREFECTURE = re.compile("地委(?![托派任婉屈曲员])")  # 和田|地委
_GOVERNMENT = re.compile(r"(?:自治区|[省市县区州旗盟镇乡])(?:人民)?政府|人民政府")
_LEAST_HELPED = 4  # characters of 帮扶 and what is said of it
OF_LEVEL = INSTITUTIONS | {"institute"}
"""Kinds of bodies of which a level may have one: 省|农科院."""
_NAMED_FOR = frozenset({"school", "institute", "association"})  # kinds of bodies that may be called after those whom they serve
# 党组 belongs to the title (党组书记), not to the name of the organ.
_OWN_TITLES = ("党组",)


# 人社部|门, 组织部|分委员, 组织部|署
_LONGEST_QUOTED = 18  # characters, with the marks
_QUOTED = re.compile(r"“[^“”\n]{2,16}”$")
_OFFICE = re.compile(r"[省市县区州旗](?![省市县区州旗镇乡直级])[\u4e00-\u9fff]{2,4}(?<!同)局(?=[、，。；等和及与（负主相]|$)")
# The same, of any length, before its head's title: 县教体科技局|副局长.
_HEADED_OFFICE = re.compile(
    r"[省市县区州旗](?![省市县区州旗镇乡直级长])(?:(?![长兼任员记席])[\u4e00-\u9fff]){2,9}?(?<!同)(?:局(?=党[组委]|[副总]?局长)|(?:委|办)(?=党组|副?主任))"
)
_SHORTEST_DIVISION = 2
_BEGINS = "，。；：（\n"  # marks behind which a list begins
_SEAT = "政府"
_FIRMS_CLOSED = re.compile(
    r"(?:等(?P<many>(?:\d+|[一二两三四五六七八九十百数多几]+)(?:余|多)?[家户个]|一大批|一批|众多)?|(?P<all>\d{1,2}|[两二三四五六七八九])家)"
    rf"(?P<kind>[^，。；：！？“”（）\n、和与及]{{0,8}}?)(?P<firms>{words.alternation('企业尾')})(?!家)"
)
_COMMON = ("企业", "公司")
_LIST_MARKS, _FIRM = "，。；：！？“”（）\n", re.compile(r"[^、和与及]+")
_BRAND, _SHORTEST_FIRM, _LONGEST_FIRM = 2, 3, 16
_LONGEST_BEGINNING = 10  # characters of 住房和城乡规划 and the like
_OURS = re.compile(rf"[我本该][{''.join(sorted(LEVELS))}]")  # 我县|产业集聚区
_NO_BODY = ("门", "分", "署")
_MEMBERS = ("队", "员")
# 6个|村, 12所|学校: what is counted has no name.
_CAPACITY = re.compile(r"\d(?:余|多)?[兆千万]?[瓦吨头只]|\d万?千瓦")
_MANY_VILLAGES = re.compile(r"[\d一二三四五六七八九十两几多]个[\u4e00-\u9fff]{0,3}村\Z")
_COUNTED = re.compile(r"(?:\d+|[两几多数])(?:余|多)?[个家所座户镇乡村]|\d+对")


def _level_before(text: str, start: int) -> int:
    """市|发改委, 自治区|政协: the level word belongs to the organ's name."""
    if text.endswith("自治区", 0, start):
        return start - 3
    if text.endswith("园区", 0, start):
        return start - 2
    if text.endswith(words.words("两级"), 0, start):
        return start  # 两省区|科技厅
    return start - 1 if start and text[start - 1] in LEVELS else start


def _organ(text: str, places: Mapping[int, tuple[int, Mention]], start: int, end: int, kind: str) -> Mention:
    """An organ with its level word and the place before it: 余杭区|发改局, 市|人大常委会."""
    level = _level_before(text, start)
    ends = {level, start} & places.keys() or _longer(text, places, start)
    _, place = min((places[end] for end in ends), default=(0, None))
    begin = place.start if place else level
    begin -= len(words.ending("民主党派", text, begin))
    return Mention(
        type="organization",
        start=begin,
        end=end,
        text=text[begin:end],
        value=kind,
        parts=(place,) if place else (),
    )


def _longer(text: str, places: Mapping[int, tuple[int, Mention]], start: int) -> set[int]:
    """甲区|住房和城乡规划|建设局: where the place ends between which and a listed organ nothing but words of organs' names stands."""
    begun = _beginnings()
    return {
        end for end in range(start - 1, max(0, start - _LONGEST_BEGINNING) - 1, -1) if end in places and begun.fullmatch(text, end, start)
    }


@cache
def _beginnings() -> re.Pattern[str]:
    return re.compile(rf"(?:{words.alternation('机关名首')})+")


def _organs(scan: Scan, places: Sequence[Mention]) -> Iterable[Mention]:
    whole = (h for h in scan.hits("organ") if len(h.text) > 2 or {h.start, h.end} <= scan.borders or scan.text[h.start - 1] in LEVELS)
    ends = ending(places)
    kept = [h for h in whole if not (h.text.endswith("部") and scan.text.startswith(_NO_BODY, h.end))]
    for hit in longest(h for h in kept if not h.text.endswith(_OWN_TITLES)):
        yield _organ(scan.text, ends, hit.start, hit.end, hit.detail)
    yield from _unlisted(scan, ends)
    for expression, kind in ((_COMMITTEE, "party"), (_GOVERNMENT, "government")):
        for m in expression.finditer(scan.text):
            inner = m.start() + (3 if m[0].startswith("自治区") else 1 if m[0][0] in LEVELS else 0)
            yield _organ(scan.text, ends, inner, m.end(), kind)
    yield from (_organ(scan.text, ends, m.start(), m.end(), "party") for m in _OF_PREFECTURE.finditer(scan.text) if m.start() in ends)


def _unlisted(scan: Scan, places: Mapping[int, tuple[int, Mention]]) -> Iterable[Mention]:
    """县甲局、|县乙局, 甲县|招商局: an office that no table has, in a list of offices or behind a division's full name."""
    running = scan.stops("stop") | scan.running
    for m in _OFFICE.finditer(scan.text):
        office = _organ(scan.text, places, m.start() + 1, m.end(), "government")
        listed = scan.text[office.start - 1 : office.start] == "、" or (
            (not office.start or scan.text[office.start - 1] in _BEGINS) and scan.text[m.end() : m.end() + 1] == "、"
        )
        listed = listed or any(len(p.text) > _SHORTEST_DIVISION for p in office.parts)  # 甲市乙县|招商局
        if listed and not any(at in running for at in range(m.start() + 1, m.end())):
            yield office
    known = {h.end: h.start for h in scan.hits("organ")}
    for m in _HEADED_OFFICE.finditer(scan.text):
        if m.end() in known and known[m.end()] > m.start() + 1 and not any(at in running for at in range(m.start() + 1, m.end())):
            yield _organ(scan.text, places, m.start() + 1, m.end(), "government")


def _heads(scan: Scan) -> list[Hit]:
    """Suffixes, of those that end together the longest; one followed by another suffix is not the head (园|区, 公司|集团)."""
    ends: dict[int, Hit] = {}
    for hit in scan.hits("suffix"):
        if hit.end not in ends or hit.start < ends[hit.end].start:
            ends[hit.end] = hit
    weak = frozenset(words.words("弱后缀"))
    starts = {h.start for h in scan.hits("suffix")}
    strong = {h.start for h in scan.hits("suffix") if h.text not in weak}
    # 甲有限公司|车间, and not 甲渔业|基地
    follow = {h: strong if h.detail == "company" and h.text.endswith(words.words("企业形式")) else starts for h in ends.values()}
    heads = [h for h in ends.values() if not (h.text.endswith(_MEMBERS[0]) and scan.text.startswith(_MEMBERS[1], h.end))]  # 工作队|员
    heads = [h for h in heads if not any(s in follow[h] for s in range(h.start + 1, h.end + 1)) or h.end not in follow[h]]
    titled = {h.start for h in scan.hits("title")}  # 协会|会长, 医院|院长 are words of the dictionary too
    behind = words.words("机构后")  # 甲中学|校园
    return [h for h in heads if h.end in titled or not scan.within_word(h.end) or scan.text.startswith(behind, h.end)]


def within_heads(scan: Scan) -> frozenset[int]:
    """The offsets inside head nouns of schools and the like: 教师|进修学院 names nobody's post."""
    return frozenset(i for h in scan.hits("suffix") if h.detail in _NAMED_FOR for i in range(h.start + 1, h.end))


def _suffixed(scan: Scan, edges: Edges, places: Sequence[Mention]) -> Iterable[Mention]:
    known = {(p.start, p.end) for p in places}
    ends = ending(places)
    inside = within_heads(scan)
    # 英山县|长冲 holds no 县长, 山茶|农业集团 no 茶农.
    kinds = frozenset(words.words("泛称"))
    titles = (h for h in scan.longest("title") if not edges.inside_place(h.start) and not (h.text in kinds and scan.within_word(h.end)))
    titled = {h.end for h in titles if h.end not in inside}
    beginnings = Beginnings(scan, edges, places, titled)
    weak, areas = frozenset(words.words("弱后缀")), frozenset(words.words("功能区"))
    zones = {p.end for p in places if p.type == "zone"}
    for hit in _heads(scan):
        start = beginnings.of(hit)
        if (
            hit.text in weak
            or hit.text in _OWN_TITLES
            or (hit.start - start < LEAST and not (hit.start - start == 1 and _suffices(scan.text[start], hit.detail)))
        ):
            continue
        name = scan.text[start : hit.end]
        if hit.detail == "site-place" and hit.end in zones:
            continue  # 中关村 is a zone, 甲区|中关村 no village
        if (start, hit.end) in known or _nameless(scan, hit, start, ends):
            continue
        type_ = "zone" if hit.text in areas and not _OURS.match(name) else "site" if hit.detail.startswith("site") else "organization"
        value = name if type_ == "zone" else hit.detail
        yield Mention(type=type_, start=start, end=hit.end, text=name, value=value)


def _nameless(scan: Scan, hit: Hit, start: int, places: Mapping[int, tuple[int, Mention]]) -> bool:
    """Whether what ends in a head noun only describes, counts or measures something."""
    name, behind = scan.text[start : hit.end], _behind_place(scan.text[start : hit.end], start, places)
    if hit.text.endswith("村") and (scan.text[hit.start - 1] in "”每" or name[0].isdigit() or _MANY_VILLAGES.search(name)):
        return True  # “万企兴万村”|村企, 以每村5万元, 2.4公里通村路, 甲村三个村
    if behind == hit.text == "村" and scan.text.startswith("集体", hit.end):
        return True  # 甲县|村集体经济
    if behind in words.words("泛村") or name.endswith(_helped_villages()) or _COUNTED.match(behind):
        return True
    if hit.detail == "company" and _CAPACITY.search(name):
        return True  # 1000兆瓦|光伏
    return name.startswith(words.words("泛单位首")) and worded(name)  # 结对学校, 帮扶村


@cache
def _helped_villages() -> tuple[str, ...]:
    """Words for a village that is helped, by whose name only another is told: 甲公司|定点帮扶村."""
    return tuple(w for w in words.words("泛村") if len(w) >= _LEAST_HELPED)


def _behind_place(name: str, start: int, places: Mapping[int, tuple[int, Mention]]) -> str:
    """What a name says behind the place with which it begins: 甲镇|村村 is no village."""
    ends = (end - start for end, (_, place) in places.items() if place.start == start and end - start < len(name))
    return name[max(ends, default=0) :]


def _suffices(char: str, kind: str) -> bool:
    """Whether one character before a head makes a name: any of a village's, the level of a hospital, school or academy (县|人民医院)."""
    return kind == "village" or (kind in OF_LEVEL and char in LEVELS)


def _join(text: str, organs: list[Mention]) -> list[Mention]:
    """Units of units become one: 甲县委|统战部, 甲市政府|合作交流办, 甲大学|附属|乙医院."""
    result: list[Mention] = []
    for organ in sorted(organs, key=lambda m: (m.start, -m.end)):
        before = result[-1] if result else None
        if before and _unit_of(text, before, organ):
            result[-1] = Mention(
                type="organization",
                start=before.start,
                end=organ.end,
                text=text[before.start : organ.end],
                value=organ.value,
                parts=(before, *organ.parts),
            )
        elif not before or organ.start >= before.end:
            result.append(organ)
        elif organ.end > before.end and organ.start == before.start:
            result[-1] = organ
    return result


def _unit_of(text: str, before: Mention, organ: Mention) -> bool:
    """Whether an organisation goes on the name of the one before it, at once or as a school's or hospital's own."""
    if before.type != "organization" or organ.type != "organization":
        return False
    if before.text.endswith(_SEAT) and organ.value in INSTITUTIONS:
        return False  # 甲县人民政府|乙大学
    attached = {before.value, organ.value} <= INSTITUTIONS and text[before.end : organ.start] in words.words("附属")
    return before.end == organ.start or attached


def _behind_quotation(text: str, places: Sequence[Mention], organ: Mention) -> Mention:
    """甲区“百千万工程”|指挥部办公室: a body that is named by a word in quotation marks, from the place before that on."""
    tail = next((w for w in words.words("办事机构") if text.startswith(w, organ.end)), "")
    end = organ.end + len(tail)
    behind = text[organ.start - 1 : organ.start] == "”"
    quoted = _QUOTED.search(text, max(0, organ.start - _LONGEST_QUOTED), organ.start) if behind else None
    place = ending(places).get(quoted.start(), (0, None))[1] if quoted else None
    if place is None or organ.parts:
        return organ
    return Mention(type="organization", start=place.start, end=end, text=text[place.start : end], value=organ.value, parts=(place,))


def _enlisted(scan: Scan, places: Sequence[Mention]) -> Iterable[Mention]:
    """甲电器、|乙电机|等10余家企业: companies by brand, in a list that says so; by trade where it counts none."""
    running = scan.stops("stop") | scan.running
    begun = sorted(p.start for p in places if p.type != "deixis")
    taken = {(p.start, p.end) for p in places}
    for closed in _FIRMS_CLOSED.finditer(scan.text):
        first = max(scan.text.rfind(mark, 0, closed.start()) for mark in _LIST_MARKS) + 1
        items = [item.span() for item in _FIRM.finditer(scan.text, first, closed.start())]
        several = len(items) > 1 and (closed["all"] is not None or scan.text.find("、", first, closed.start()) >= 0)
        if not several or (closed["all"] and len(items) < (number := _number(closed["all"]))):
            continue
        items = items[-number:] if closed["all"] else items
        told = closed["firms"] not in _COMMON or (closed["kind"] or "").endswith(words.words("企业类"))
        items = [(_begun(scan.text, a, b, running, begun) if a == first else a, b) for a, b in items]
        items = [(max(a, scan.text.rfind("的", a, b) + 1), b) for a, b in items]  # 甲市的|乙生物
        beside = any(_is_firm(scan.text[a:b]) for a, b in items)
        for start, end in items:
            name = scan.text[start:end]
            sure = bool(closed["many"] or closed["all"]) or told
            own = (start, end) not in taken and (sure or name.endswith(words.words("行业尾")))
            least = _BRAND if told or beside else _SHORTEST_FIRM
            if least <= len(name) <= _LONGEST_FIRM and (own or beside) and not worded(name) and not any(start < at < end for at in running):
                yield Mention(type="organization", start=start, end=end, text=name, value="company")


def _begun(text: str, start: int, end: int, running: Collection[int], places: Sequence[int]) -> int:
    """衡水市引导|华为: where the first item of a list begins, behind what the sentence puts before it or with its place."""
    own = next((at for at in range(start + 1, end - 1) if text[at:end] in words.words("知名企业")), None)
    if own is not None:
        return own
    start = max((at for at in range(start, end) if at in running), default=start)
    return next((at for at in places if start <= at < end), start)


def _is_firm(name: str) -> bool:
    """Whether an item of a list is a company's name for certain: 华为, 甲乙控股."""
    return name in words.words("知名企业") or (len(name) > _SHORTEST_FIRM and name.endswith(words.words("行业尾")) and not worded(name))


def _number(text: str) -> int:
    told = count(f"{text}家")
    return int(told.value) if told is not None else 0


def find_organizations(scan: Scan, places: Sequence[Mention]) -> tuple[Mention, ...]:
    """Every organisation and typed site of a text; they may overlap places, which become their parts."""
    organs = list(_organs(scan, places))
    edges = Edges(scan, places)
    joined = _join(scan.text, [*organs, *_suffixed(scan, edges, places)])
    joined += [firm for firm in _enlisted(scan, places) if not any(m.start < firm.end and firm.start < m.end for m in joined)]
    return tuple(_behind_quotation(scan.text, places, m) if m.type == "organization" else m for m in joined)
