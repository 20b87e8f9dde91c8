"""Names that end in a head noun (甲县—乙区山海协作产业园, 甲乙产业园二期项目): where they begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.knowledge.places import aliases
from shanhai.model import Mention

from .edge import Edges
from .lexicon import Scan

# Names that lend their beginning to a longer name; a person's, a date or a document does not.
_LENDING = frozenset({"organization", "site", "zone", "place", "programme", "meeting"})
_LONGEST_QUOTED = 14  # characters of a quoted first part of a name, with its marks
_LONGEST_HEAD = 6  # characters from the head noun to the closing mark
_DASH = re.compile(r"[—－\-–·]+|、|和|与")
_SHARED, _WORKS, _STATIONED, _KEY = "平台名", "项目名", "驻", "重点"
_TOGETHER = "共建"
_AND_MORE = re.compile(r"(?<![高中初平同优均相对一二三上下头])等(?:一批|多个|重点|民生)?\Z")
_AS_LONG = 3  # characters of it
_WITH = "暨"
_AND, _TOO, _PROJECT = "及和与", "及", "项目"
_OF_BOTH = ("项目", "工程")  # 文化大礼堂及停车场新建工程
_MADE_BY = re.compile(rf"(?:{words.alternation('兴建')}|{words.alternation('援建')})的")  # 援助6000万元|建设的|甲医院
_FIRST_WORK = 14  # characters of the first of two works that 及 joins
_SITED = re.compile(r"(?:选址|坐落|位)(?:于|在)|选址(?![^，。]{0,3}[中心])")  # 甲项目选址|乙县产业园
_BRAND = 3, 6  # characters of a brand before the place in a park's name
_LISTS = ("分别是", "分别为")
POWER = words.words("功率")
"""Units by which works are told apart, of power (花石峡330千伏输变电工程) or of yarn (30万锭纺纱项目)."""
_MADE = 4  # characters of running text between what a work makes in a year and what is made
_BETWEEN = 5  # characters between the joint and the second work
_WHERE = re.compile(r"（[\u4e00-\u9fff]{2,6}）")
# 共和（常州）产业园, 浙川协作（缙云—青川）产业园
_BRACKETED = re.compile(r"（[\u4e00-\u9fff]{2,6}(?:[—－\-–·]+[\u4e00-\u9fff]{2,6})?）\Z")
_LONGEST_BRACKET = 17
# 甲医院|（乙市）消化中心
_BRANCH = re.compile(
    rf"（(?P<place>[\u4e00-\u9fff]{{2,6}})）[\u4e00-\u9fff]{{0,6}}?(?P<head>{words.alternation('研究院')})(?![\u4e00-\u9fff]{{0,4}}公司)"
)
# 甲乙高速|丙段, （丁段）, 戊枢纽至己段
_STRETCH = (
    r"(?:（[\u4e00-\u9fff]{2,12}段）|(?:[\u4e00-\u9fff]{2,10}(?:至|到|—|－|-)[\u4e00-\u9fff]{2,10}?|[\u4e00-\u9fff]{2,4})(?<![阶路地手])段)"
)
# 甲国际|传播中心|揭牌: whatever it does, a house that is unveiled
_UNVEILED = re.compile(rf"(?P<head>[\u4e00-\u9fff]{{2}}(?:{words.alternation('揭牌名')}))(?=”?(?:正式|同时|共同|联合)?(?:揭牌|挂牌|授牌))")
SHORTEST = 4  # characters before a bracket inside a name
# 共和（常州）产业园: before the bracket stands a name of two to four characters of its own clause.
_OPENING = re.compile(r"(?:^|[，。；、\n（）“”])(?P<name>[\u4e00-\u9fff]{2,4})\Z", re.MULTILINE)


def flat(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """Mentions and their parts."""
    for mention in mentions:
        yield mention
        if mention.parts:
            yield from flat(mention.parts)


@cache
def initials() -> frozenset[str]:
    """The characters that stand for a place.

    >>> {"甬", "闽"} <= initials()
    True
    """
    return frozenset(alias for alias in aliases() if len(alias) == 1)


@cache
def _longer(word_class: str) -> re.Pattern[str]:
    """中心小学|宿舍楼, 产业园|二期项目: a head noun right behind another makes one name with it."""
    head, done = words.alternation(word_class), words.alternation("改扩建")
    return re.compile(rf"的?(?:[一二三四五]期)?(?:{done})?(?:扶贫|帮扶|援建)?(?P<head>{head})|(?<=[速路铁])(?P<stretch>{_STRETCH})")


def capacity(text: str, start: int) -> bool:
    """Whether a number says how much a work is to make or hold.

    >>> capacity("年产3万吨果汁项目", 2), capacity("引进3个项目", 2)
    (True, False)
    """
    return text.endswith(words.words("产能"), 0, start)


def worked(text: str, end: int) -> str:
    """The word at an offset for what is done to the first of two works that are one project (供水|扩建|及管网改造项目).

    >>> worked("供水扩建及管网改造项目", 4), worked("幼儿园及小学", 3)
    ('扩建', '')
    """
    return next((word for word in words.words("施于") if text.endswith(word, 0, end)), "")


class Nouns:
    """Left edges of names in one text."""

    def __init__(self, scan: Scan, mentions: Sequence[Mention], numbers: Sequence[Mention] = ()) -> None:
        self.text = scan.text
        self._outer = [m for m in mentions if m.type in _LENDING]
        self._starts = [m.start for m in self._outer]
        every = list(flat(mentions))
        places = [m for m in every if m.type in ("place", "zone")]
        self._places = {m.end: m for m in reversed(places)}
        self._programmes = {m.end: m.start for m in every if m.type == "programme"}
        self._ties = {m.end: m.start for m in every if m.type == "programme" and len(m.parts) > 1}
        self._place_starts = frozenset(m.start for m in places)
        self._numbers = [(m.end, m.start) for m in numbers]
        self._edges = Edges(scan, places)

    def named(self, word_class: str) -> Iterator[tuple[int, int, str]]:
        """Every name with a head noun of a class: where it begins and ends, and the head."""
        last: tuple[int, int, str] | None = None
        for at, end in words.spans(word_class, self.text):
            if last is not None and at < last[1]:
                continue
            if _AND_MORE.search(self.text, max(0, at - _AS_LONG), at):
                continue  # 甲中学、乙门诊楼等|工程
            start, head = self._start(at), self.text[at:end]
            start = max(start, self._behind_quotation(start, at))
            sited = list(_SITED.finditer(self.text, start, at))
            start = sited[-1].end() if sited else start
            start = max(start, self._apposed(start, at))
            start = made.end() if (made := _MADE_BY.match(self.text, start, at)) else start
            start = self._with_other_works(start, head) if word_class == _WORKS else self._listed(start, at)
            if word_class == _SHARED and (bracket := _WHERE.match(self.text, end)):  # 消费帮扶中心（衡水）
                end = bracket.end() if bracket.end() - 1 in self._places else end
            while more := _longer(word_class).match(self.text, end):
                end, head = more.end(), more["head"] or more["stretch"]
            if start < at and last is not None and start <= last[0]:
                last = start, end, head  # 县医院|分院建设项目: the name goes on behind its first head noun
            elif start < at and (last is None or last[1] <= start):
                if last is not None:
                    yield last
                last = start, end, head
        if last is not None:
            yield last

    def whose(self, start: int) -> bool:
        """Whether a place or a quotation mark begins a name."""
        return start in self._place_starts or "“" in self.text[max(0, start - 1) : start + 1]

    def behind_places(self, head: str) -> Iterator[tuple[int, int]]:
        """新疆阿瓦提|馆: the names that a head noun of one character makes with the place right before it."""
        for end in self._places:
            if self.text.startswith(head, end) and not self.text.startswith("长", end + len(head)):
                opened = self.text.rfind("“", max(0, end - _LONGEST_QUOTED), end)
                quoted = opened >= 0 and "”" not in self.text[opened:end] and self.text.startswith("”", end + len(head))
                yield opened + 1 if quoted else self._widened(self._start(end), end), end + len(head)

    def branches(self) -> Iterator[tuple[int, int, str]]:
        """甲医院（乙市）消化中心: a house's centre that a bracket places; where it begins and ends, and its head noun."""
        for hit in _BRANCH.finditer(self.text):
            place = self._places.get(hit.end("place"))
            start = self._start(hit.start())
            if place is not None and place.start == hit.start("place") and hit.start() - start >= SHORTEST:
                yield start, hit.end(), hit["head"]

    def unveiled(self) -> Iterator[tuple[int, int, str]]:
        """甲国际|传播中心|揭牌: where the name of a house of any kind begins and ends that is told to be unveiled, and its head noun."""
        for hit in _UNVEILED.finditer(self.text):
            start = self._start(hit.start())
            if start < hit.start():
                yield start, hit.end(), hit["head"]

    def _start(self, head: int) -> int:
        outer = self._covering(head)
        start = outer.start if outer else self._edges.left(head)
        if outer is not None and outer.type == "meeting":
            start = max(start, self.text.rfind(_WITH, start, head) + 1)  # 甲入海活动暨|乙传播中心揭牌仪式
        if outer is not None and outer.end >= head:
            start = min(start, self._edges.left(outer.start)) if outer.type == "programme" else start
        return self._after_number(self._widened(self._initials(start, head), head), head)

    def _initials(self, start: int, head: int) -> int:
        """甬金|高速: roads are called by the initials of their ends."""
        if not self.text.startswith(words.words("高铁"), head):
            return start
        while head > 0 and self.text[head - 1] in initials():
            head -= 1
        return min(start, head)

    def _after_number(self, start: int, head: int) -> int:
        """14个|项目: a number is no part of a name, but for what is to be made in a year (年产3万吨果汁生产线)."""
        index = bisect_right(self._numbers, (head, head)) - 1
        if index < 0:
            return start
        end, begin = self._numbers[index]
        made = self._made(start, end, begin)
        if made is not None:
            return made
        kept = capacity(self.text, begin) or self.text.endswith(POWER, begin, end)
        return start if start < begin and kept else max(start, end)

    def _made(self, start: int, end: int, begin: int) -> int | None:
        """甲工控|年产3万吨冷轧|板带项目: where a name begins that running text behind what it makes in a year would cut."""
        said = words.ending("产能", self.text, begin)
        between = self.text[end:start]
        if not said or start <= begin or len(between) > _MADE or not all("\u4e00" <= c <= "\u9fff" for c in between) or "的" in between:
            return None
        return self._edges.left(begin - len(said))

    def _listed(self, start: int, head: int) -> int:
        """分别是|东方山茶桐庐产业园、|山茶谷衡水产业园: an item of a list begins with its brand, not with the place in it."""
        edge = self._edges.bare(head)
        brand = self.text[edge:start]
        if not _BRAND[0] <= len(brand) <= _BRAND[1] or start not in self._place_starts or brand.startswith(words.words("谓首")):
            return start
        return edge if self.text[edge - 1 : edge] in ("、", "—") or self.text.endswith(_LISTS, 0, edge) else start

    def _apposed(self, start: int, head: int) -> int:
        """山海协作项目|甲县产业园: where a name begins behind the word that says what it is; 0 where none does."""
        told = self.text.rfind(_PROJECT, start, head) + len(_PROJECT)
        return told if told in self._place_starts else 0

    def _with_other_works(self, start: int, head: str) -> int:
        """甲小学分校改扩建|及本部维修项目: the name of one project of two works begins with the first of them; 扩建和|丙镇冷库 are two."""
        if start in self._place_starts:
            return start
        joint = next(
            (i for i in range(start - 1, max(0, start - _BETWEEN), -1) if not "\u4e00" <= self.text[i] <= "\u9fff" or self.text[i] in _AND),
            0,
        )
        if joint > 0 and self.text[joint] in _AND and (done := worked(self.text, joint)):
            first = self._start(joint - len(done))
            return first if joint - first >= SHORTEST + 2 else start
        if joint == start - 1 and self.text[joint] == _TOO and head.endswith(_OF_BOTH) and not self.text.endswith(_PROJECT, 0, joint):
            first = self._start(joint)  # 生猪屠宰|及冷链加工项目; behind the firm that builds it
            first = max((m.end for m in self._outer if first < m.end < joint and m.type == "organization"), default=first)
            return first if SHORTEST <= joint - first <= _FIRST_WORK and self.text[first - 1 : first] != "、" else start
        return start

    def _behind_quotation(self, start: int, head: int) -> int:
        """“甲产业园”|合作协议后的乙项目: where a name begins that a quotation begun before it would cut; 0 where none does."""
        closed = self.text.rfind("”", start, head)
        return closed + 1 if closed > start and "“" not in self.text[start:closed] else 0

    def _covering(self, head: int) -> Mention | None:
        """The name that holds the head noun or ends where it begins."""
        index = bisect_right(self._starts, head) - 1
        outer = self._outer[index] if index >= 0 else None
        return outer if outer is not None and outer.end >= head and outer.start < head else None

    def _widened(self, start: int, head: int) -> int:
        """甲县—|乙区产业园, 甲县（乙区）|产业园, 甲县“|产业飞地”园区, 甲县驻|乙区分站: the name begins with the other place."""
        if self.text[start - 1 : start] == "“" and "”" in self.text[start : head + (_LONGEST_HEAD if start == head else 2)]:
            before = self._programmes.get(start - 1, start - 1)
            place = self._places.get(before)
            if place is None and start == head:
                return start  # “飞地工坊” says only of which kind
            return self._widened(place.start if place else start - 1, head)
        if self.text[start - 1 : start] == "”" and start < head and start in self._place_starts:
            opened = self.text.rfind("“", max(0, start - _LONGEST_QUOTED), start)  # “优品”甲县|展销馆
            return opened if opened >= 0 else start
        if self.text[start - 1 : start] == "（" and "）" in self.text[start:head]:
            place = self._places.get(start - 1)
            opening = _OPENING.search(self.text, max(0, start - 9), start - 1)
            return self._widened(place.start, head) if place else opening.start("name") if opening else start
        bracket = _BRACKETED.search(self.text, max(0, start - _LONGEST_BRACKET), start)
        if bracket:
            return self._before_bracket(bracket.start(), head, start)
        if self.text.endswith(_KEY, 0, start) and (place := self._places.get(start - len(_KEY))):
            return self._widened(place.start, head)  # 甲县重点|河道监测项目
        if self.text[start - 1 : start] == _STATIONED and (place := self._places.get(start - 1)):
            return self._widened(place.start, head)
        if (tied := self._tied(start, head) or self._from_end(start, head)) is not None:
            return tied
        zone = self._places.get(start)
        if zone is not None and self.text[zone.start - 1 : zone.start] == "“":  # “甲高新区|乙县基地”
            return zone.start
        for length in (2, 1):
            joint = start - length
            if joint > 0 and _DASH.fullmatch(self.text, joint, start) and (place := self._places.get(joint)):
                dash = self.text[joint:start] not in ("、", "和", "与")
                return self._widened(place.start, head) if dash else start
        return start

    def _tied(self, start: int, head: int) -> int | None:
        """浙川协作|古蔺产业园, 达州浙川东西部协作共建|示范产业园: where a name begins with the programme that ties its places."""
        if start in self._ties and start in self._place_starts:
            return self._widened(self._ties[start], head)
        end = start - len(_TOGETHER)
        if end not in self._programmes or not self.text.startswith(_TOGETHER, end):
            return None
        begun = self._programmes[end]
        return self._places[begun].start if begun in self._places else begun if end in self._ties else None

    def _from_end(self, start: int, head: int) -> int | None:
        """甲镇至|乙镇公路: where the name of a road begins with the place from which it leads."""
        place = self._places.get(start - 1) if self.text[start - 1 : start] == "至" and start in self._place_starts else None
        return place.start if place is not None and self.text.startswith(words.words("公路"), head) else None

    def _before_bracket(self, bracket: int, head: int, start: int) -> int:
        """甲|（乙）产业园, 浙川协作|（甲—乙）产业园: where a name with a bracket in it begins."""
        place, programme = self._places.get(bracket), self._programmes.get(bracket)
        if place is not None or programme is not None:
            return self._widened(place.start if place is not None else programme or 0, head)
        opening = _OPENING.search(self.text, max(0, bracket - 8), bracket)
        left = self._edges.left(bracket)
        return opening.start("name") if opening else left if bracket - left >= SHORTEST else start
