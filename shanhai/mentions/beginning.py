"""Where the name of a body begins: what stands before it in running text is no part of it (局长李四对|甲医院, 甲村是|乙公司)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from shanhai.knowledge import words
from shanhai.model import Mention

from .edge import Edges
from .lexicon import Hit, Scan, is_word
from .person import read_name

INSTITUTIONS = frozenset({"hospital", "school"})
LEAST = 2
"""Characters before a head: 园区, 基地, 中心 alone say nothing."""
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]{1,3}[批轮期]$")  # 甲省|第八批|援藏工作队
_LONGEST_ORDINAL = 6
_OF_KIND = re.compile(
    f"(?:世界|中国|全国)[1-5]00强(?:企业)?|(?:{words.alternation('龙头')})企业|(?:{words.alternation('惠民')})项目|(?:{words.alternation('联系点')})点"
)
_SPEAKERS, _COMPANY, _SEAT = "他她我并也还", "有限公司", "政府"
_THROUGH = re.compile(r"[经在](?=[省市县区州旗])")  # 甲商会经|市工商联
_LONGEST_BEGINNING = 10  # characters of 住房和城乡规划 and the like
_BRAND = 2  # characters of most brands
_BRAND_ENDS, _NO_BRAND = tuple("就来家同为达"), tuple("也还又已都曾将先后上下前委局办府院企商县市区镇乡村州人民方城的与和及在由向对是")
_LEADING = "对向给为与和同在到赴陪"  # what joins somebody to a body
_DAY, _VILLAGE = re.compile(r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"), "村"
_HELPED = "单位"  # 甲法院对口援助|单位|乙县法院
_STATIONED, _CHARGED = "驻", re.compile(r"受(?=[省市县区州旗镇乡])")  # 受|市人大常委会委托
_IN_VILLAGES, _LONGEST_VILLAGE = "上下都家座会", 5  # characters that elsewhere part words
_NATIONAL, _SEATED_IN = "全国", 2  # 驻豫


class Beginnings:
    """Where the names of one text begin, given its places, what ends in a title and what ends in a head noun."""

    def __init__(self, scan: Scan, edges: Edges, places: Sequence[Mention], titled: Iterable[int]) -> None:
        self._scan, self._edges, self._places = scan, edges, places
        self._titled = frozenset(titled)
        self._ending = ending(places)
        self._heads = frozenset(h.end for h in scan.hits("suffix"))
        self._sides = self._heads | {p.end for p in places}

    def of(self, head: Hit) -> int:
        """The offset at which the name begins that ends in a head noun."""
        text, at = self._scan.text, head.start
        start = self._edges.left(at)
        start = max((t for t in self._titled if start < t <= at), default=start)
        start = _after_person(text, start, at) if start in self._titled else start
        start = _after_helped(text, start, at, self._sides if head.detail in INSTITUTIONS else self._heads)
        start = _after_copula(text, start, at, self._heads)
        start = _after_joint(text, start, at, self._heads, self._places)
        start = _before_ordinal(text, start, self._ending)
        start = _after_kind(text, start, at)
        start = _after_government(text, start, head, self._places) if head.detail in INSTITUTIONS else start
        start = _after_company(text, start, head, self._ending)
        start = _after_hope(text, start, at)
        start = _after_day(text, start, at)
        start = _village_from(text, start, at, self._ending) if head.text.endswith(_VILLAGE) else start
        start = _after_stationed(text, start, head, self._ending)
        start += _CHARGED.match(text, start) is not None
        start = max(start, text.rfind(_NATIONAL, start, start + _SEATED_IN + len(_NATIONAL)))  # 在沪|全国政协
        return _with_brand(self._scan, start, self._ending) if head.detail == "company" else start


def ending(places: Sequence[Mention]) -> dict[int, tuple[int, Mention]]:
    """Of the places that end at an offset the first, with its number; words that stand for a place are none."""
    found: dict[int, tuple[int, Mention]] = {}
    for number, place in enumerate(places):
        if place.type != "deixis":
            found.setdefault(place.end, (number, place))
    return found


def _after_day(text: str, start: int, head: int) -> int:
    """12月5日|甲馆: where the name begins before which a day stands."""
    day = _DAY.match(text, start)
    return day.end() if day and day.end() <= head else start


def _village_from(text: str, start: int, head: int, places: Mapping[int, tuple[int, Mention]]) -> int:
    """“美丽乡村”|甲村, 甲村、|上乙村, 丙镇|三都丁村: a village's name, behind what it is called for and with a word's character in it."""
    if quoted := text.rfind("”", start, head) + 1:
        return quoted
    if not start or text[start - 1] not in _IN_VILLAGES:
        return start
    town = next((at for at in range(start - 1, max(0, head - _LONGEST_VILLAGE), -1) if at in places), None)
    if town is not None and text[town - 1] in "镇乡":
        return places[town][1].start
    return start - 1 if text[start - 2 : start - 1] in ("", *"、和及与") else start


def _after_stationed(text: str, start: int, head: Hit, places: Mapping[int, tuple[int, Mention]]) -> int:
    """驻|甲乙村: where a village's name begins in which somebody is stationed; 驻马店 is a place."""
    stationed = head.text.endswith(_VILLAGE) and text.startswith(_STATIONED, start) and head.start - start > LEAST
    return start + 1 if stationed and all(place.start != start for _, place in places.values()) else start


def _after_person(text: str, start: int, head: int) -> int:
    """局长|李四对|市中医医院: where the name begins before which somebody with a post is named, and what joins him to it."""
    name = read_name(text, start, posted=True)
    led = name is not None and name.end < head and text[name.end] in _LEADING
    return name.end + 1 if name is not None and led else start


def _after_helped(text: str, start: int, head: int, ends: frozenset[int]) -> int:
    """甲医院|帮扶|乙医院: where the name begins whose helper and helping verb stand before it."""
    verbs = words.words("帮扶动词")
    for offset in range(head - 1, start, -1):
        if offset in ends and (verb := next((v for v in verbs if text.startswith(v, offset)), None)) and offset + len(verb) < head:
            helped = offset + len(verb)
            return helped + len(_HELPED) if text.startswith(_HELPED, helped) and helped + len(_HELPED) < head else helped
    return start


def _after_kind(text: str, start: int, head: int) -> int:
    """闽籍企业|甲公司, 世界500强|甲集团, 援建项目|乙宾馆: where the name begins before which its kind stands."""
    kind = _OF_KIND.search(text, start, head)
    return kind.end() if kind and head - kind.end() >= LEAST else start


def _after_company(text: str, start: int, head: Hit, places: Mapping[int, tuple[int, Mention]]) -> int:
    """甲有限公司|乙园: where a park's name begins with its own place behind the company that builds in it."""
    firm = text.rfind(_COMPANY, start, head.start) + len(_COMPANY)
    own = (place.start for _, place in places.values() if place.start == firm)
    return next(own, start) if firm > start + len(_COMPANY) and head.detail.startswith("site") else start


def _after_government(text: str, start: int, head: Hit, places: Sequence[Mention]) -> int:
    """甲县人民政府|乙大学: where a school's name begins with its own place behind a government."""
    seat = text.rfind(_SEAT, start, head.start) + len(_SEAT)
    own = (place.start for place in places if place.start == seat)
    return next(own, start) if seat > start + len(_SEAT) else start


def _after_hope(text: str, start: int, head: int) -> int:
    """他希望|甲集团: where the name begins of whom something is hoped; 甲县希望小学 hopes nothing."""
    said = start + 1 if text[start : start + 1] in _SPEAKERS else start
    hope = words.any_of("希望").match(text, said)
    return hope.end() if hope and head - hope.end() >= LEAST else start


def _with_brand(scan: Scan, start: int, places: Mapping[int, tuple[int, Mention]]) -> int:
    """甲省联创|包装股份有限公司: a brand right behind a place that a dictionary takes for a verb; no verb with which sentences go on."""
    kinds = re.compile(rf"(?:{words.alternation('泛业')})+")
    for end in range(start - _BRAND, max(0, start - _LONGEST_BEGINNING) - 1, -1):
        if end in places and kinds.fullmatch(scan.text, end, start):
            return places[end][1].start  # 泸州市|建设|工程有限公司
    brand = scan.text[start - _BRAND : start]
    if start - _BRAND in places and brand[1:] in _BRAND_ENDS and brand[:1] not in _NO_BRAND and not is_word(brand):
        return places[start - _BRAND][1].start  # 中山市辉就|电器有限公司
    is_brand = start in scan.running and start - _BRAND in places and brand not in (*words.words("谓首"), *words.words("左界"))
    return places[start - _BRAND][1].start if is_brand else start


def _before_ordinal(text: str, start: int, places: Mapping[int, tuple[int, Mention]]) -> int:
    """甲省第八批|援藏工作队: where the place begins before which batch of its bodies one is."""
    ordinal = _ORDINAL.search(text, max(0, start - _LONGEST_ORDINAL), start)
    return places[ordinal.start()][1].start if ordinal and ordinal.start() in places else start


def _after_copula(text: str, start: int, head: int, ends: frozenset[int]) -> int:
    """甲村是|乙公司: where the name begins before which another is said to be something of its."""
    said = words.words("系词")
    begun = (at + 1 for at in range(head - LEAST - 1, start, -1) if at in ends and text.startswith(said, at))
    through = next((at + 1 for at in range(head - LEAST, start, -1) if at in ends and _THROUGH.match(text, at)), None)
    return through or next(begun, start)


def _after_joint(text: str, start: int, head: int, ends: frozenset[int], places: Sequence[Mention]) -> int:
    """甲中心|联动|乙市商会: where a place begins behind another body and what joins two who act together."""
    joints = words.any_of("携手")
    begun = (joint.end() for end in range(start + 1, head) if end in ends and (joint := joints.match(text, end)))
    return next((at for at in begun if any(p.start == at and p.end <= head for p in places)), start)
