"""Projects named by where they stand: 甲、乙等3个项目; 投资2亿元的丙; 丁已投产. No head noun says what they are, the sentence does."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import Scan
from .noun import capacity, flat, worked
from .project import names_one
from .spans import outermost
from .worklists import BUILT_BY, ITEM, SAID_TO_BE, done_to, lists, raised

_PROJECT, _PAPER = "项目", "协议"
_LISTED = re.compile(r"项目|工程")
_AND = ("和", "以及", "及")
_BREAK = "，。；：！？\n,;:!? \u3000"
# Mentions that are never a work's name when they are the whole of it.
_NO_NAME = frozenset(
    {"place", "zone", "deixis", "date", "person", "official", "post", "delegation", "document", "programme", "credit", "meeting"}
)
_CLAUSAL = re.compile(
    rf"{words.alternation('小句用词')}"
    r"|[落入][户驻](?!的)|^各|^[前后]者|^\d{4}年|[今去明]年\d|[内里旁前]\Z|等[\u4e00-\u9fff]{0,4}(?:工程|项目)\Z"
    r"|^第?[一二两三四五六七八九十\d几多]+[个条批所家座处项栋幢排片大些类]"
)
_TELLING = words.any_of("谁办")  # before 的 they make a clause of what stands before a name
_APPOSED = re.compile(rf"(?:{words.alternation('成果')})——")  # 甲县与乙区的重点项目——|丙园
_QUOTED = re.compile(r"“[^”]*”")
_SEPARATOR = re.compile(r"、|(?<=”)(?=“)|，(?:以及|和)|(?<=[^、])(?:和|以及|及)(?=[^、]+\Z)")
_NUMBER = r"(?:\d+|[一二两三四五六七八九十]+)"
# 等3个产业合作|项目, 两个重点|项目, 等一批优质|项目: what closes a list of projects.
_CLOSER = re.compile(
    rf"(?:等(?:在内)?的?(?:{_NUMBER}余?(?:个|项|大|条))?|(?<=[^等]){_NUMBER}(?:个|项|大)|等?(?:一批|一系列|多个))(?P<kind>[^、“”]{{0,10}})\Z"
)
_COUNTED = re.compile(r"(?P<many>\d{1,2})(?:个|项|大)[^，。；：、“”]{0,8}?(?:项目|工程)")
_PART = re.compile(r"[^，；、]+")
_SPENT = re.compile(rf"(?:{words.alternation('斥资')})[约达超近]?\Z")
_INVESTED = re.compile(rf"(?P<mark>[，：（]?)(?:{words.alternation('概算')})?(?:总?投资额?|投入)(?:资金)?[约达超近]?\Z")
_PRICED = re.compile(r"(?:^|[、，；：。\n和及])(?P<name>[^、，；：。\n（）]{4,30}?)(?:[（，]|总?投资|计划投资)*(?:约|达)?\Z")
_PRICE_OF = re.compile(r"的(?P<name>[^、，；：。\n（）]{4,24}?)(?=[、，；。]|和|及|等)")
_BUILDS = re.compile(rf"(?:{words.alternation('兴建')})?的|，?(?:在[^，。；、]{{2,16}})?(?:{words.alternation('上马')})了?(?:的)?")
_NAME = re.compile(r"[\u4e00-\u9fffA-Za-z0-9·•“”‘’—－\-（）]{4,36}")
SHORTEST, LONGEST, _DIVISION = 4, 30, 6  # characters of a name; digits of the code of a county or more


@cache
def _stages() -> re.Pattern[str]:
    """A word that only a work can be the subject of, with the adverbs before it."""
    said = words.alternation("进度实")
    adverbs = words.alternation("进度前")
    measured = words.alternation("进度的量")
    return re.compile(rf"(?={words.initials('进度实', '进度前')})(?P<adverbs>(?:{adverbs})*)(?:{said})(?!{measured})")


@cache
def _tails() -> tuple[str, ...]:
    return tuple(w for kind in ("项目名", "平台名", "项目尾") for w in words.words(kind))


@cache
def _opening() -> tuple[str, ...]:
    """Verbs of two characters or more with which no name begins."""
    return tuple(w for w in words.words("谓首") if len(w) > 1 and w not in words.words("名首"))


@cache
def _tail() -> re.Pattern[str]:
    """What ends a name that goes on into its predicate (丙|已开工, 丁|项目正在办手续)."""
    said = "|".join(map(re.escape, (*words.words("进度"), *words.words("进度前"))))
    return re.compile(rf"(?:{said}|{words.alternation('所在词')}|等(?=一批|\d|多个|几|项目|[，。；])|，|。)")


class Undertakings:
    """The projects of one text that no head noun names; `taken` are the mentions that have a name already."""

    def __init__(self, scan: Scan, mentions: Sequence[Mention], numbers: Sequence[Mention], taken: Sequence[Mention]) -> None:
        self.text = scan.text
        self._scan = scan
        self._numbers = numbers
        self._whole = {(m.start, m.end) for m in mentions if m.type in _NO_NAME}
        self._dates = {m.end: m.start for m in flat(mentions) if m.type == "date"}
        self._behind = frozenset(m.end for m in mentions if m.type in ("date", "deixis", "person", "official", "delegation"))
        self._people = frozenset(m.end for m in mentions if m.type in ("person", "official"))
        self._places = {m.end: m.start for m in mentions if m.type in ("place", "zone")}
        self._divisions = frozenset(m.end for m in mentions if m.type == "place" and len(m.value or "") == _DIVISION)
        self._specific = sorted((m.start, m.end) for m in flat(mentions) if m.type in ("place", "zone", "organization", "site"))
        self._named = [*taken]

    def all(self) -> tuple[Mention, ...]:
        """Every project so named, the longest of those that overlap, in order."""
        found = {
            (m.start, m.end): m
            for m in (
                *self._listed(),
                *self._counted(),
                *self._in_lists(),
                *self._raised(),
                *self._paid(),
                *self._priced(),
                *self._worth(),
                *self._staged(),
                *self._built_by(),
                *self._itemised(),
                *self._said(),
            )
        }
        return tuple(outermost([m for m in found.values() if self._is_new(m)], lambda m: (m.start - m.end, m.start), len(self.text)))

    def _is_new(self, mention: Mention) -> bool:
        """Whether a list says that it is a project, or no named project or platform has the same span, ends with it or goes beyond it."""
        within = [m for m in self._named if m.start < mention.end and mention.start < m.end]
        if mention.value != _PROJECT and any(m.text != mention.text and m.text.strip("“”") == mention.text.strip("“”") for m in within):
            return False  # “甲产业园”
        return mention.value == _PROJECT or all(mention.start <= m.start and m.end < mention.end for m in within)

    def _listed(self) -> Iterator[Mention]:
        """甲、乙等3个项目: the items of a list that is closed by a word for projects."""
        for hit in _LISTED.finditer(self.text):
            begin = self._clause(hit.start())
            begin = max((e for e in self._people if begin < e <= hit.start()), default=begin)  # 经理李四汇报了|甲园、乙厂等项目
            closer = _CLOSER.search(self.text, begin, hit.start())
            if closer and hit[0] != _PROJECT and not closer[0].startswith("等"):
                continue  # 3个单位工程
            if closer and self._kind(closer.start("kind"), hit.start()):
                many = closer[0][:1] != "等" or any(c in closer[0] for c in "个项大批")
                counted = many or _stages().match(self.text, hit.end()) is not None
                yield from self._items(begin, closer.start(), counted=counted, alone=many and closer[0][:1] == "等")

    def _counted(self) -> Iterator[Mention]:
        """甲路，乙桥；丙厂3个项目: as many works parted by commas or semicolons as the number behind the last says."""
        for number in self._numbers:
            many = _COUNTED.match(self.text, number.start)
            begin = max(self.text.rfind(mark, 0, number.start) for mark in "。：\n") + 1
            parts = list(_PART.finditer(self.text, begin, number.start)) if many else []
            count = int(many["many"]) if many else 0
            if 1 < count <= len(parts) and self.text[number.start - 1] not in _BREAK:
                spans = [p.span() for p in parts[-count:]]
                if all(self._own(a, b) and self._ended(a, b) and self._nominal(a, b, listed=True) for a, b in spans):
                    yield from (self._mention(a, b, _PROJECT) for a, b in spans)

    def _kind(self, start: int, end: int) -> bool:
        """Whether a span says only of which kind the projects are (重点, 产业合作, 医疗), and not whose (广州企业的)."""
        if words.any_of("投资方").search(self.text, start, end):
            return False
        return not names_one(self.text[start:end], "") or not any(i in self._scan.running for i in range(start + 1, end + 1))

    def _in_lists(self) -> Iterator[Mention]:
        """签约的项目分别是：甲、乙; 甲、乙……一项项援建工程; 援建的甲、乙: the items of a list that other words call works."""
        for begin, end in lists(self.text):
            yield from self._items(begin, end, counted=True)

    def _raised(self) -> Iterator[Mention]:
        """建成占地50亩的|甲镇育苗中心, 支持|乙铺古驿道修缮: what is built or done, from a place to a word for works."""
        begun = {a for a, _ in self._specific}
        for start, end in (*raised(self.text), *done_to(self.text)):
            if start in begun and self._ended(start, end) and self._nominal(start, end):
                yield self._mention(start, end, "")

    def _items(self, begin: int, end: int, *, counted: bool, alone: bool = False) -> Iterator[Mention]:
        """The items of a list, where most of them are somebody's own and not words for kinds of project."""
        spans = list(self._split(begin, end))
        own = sum(self._own(a, b) for a, b in spans)
        if len(spans) > 1 or (spans and (self.text[spans[0][0]] == "“" or (alone and self._own_work(*spans[0])))):
            good = [(a, b) for a, b in spans if self._nominal(a, b, listed=True)]
            short = sum(b - a == SHORTEST - 1 and self._ended(a, b) for a, b in spans)  # 禹王桥 is a work, if too short a name
            whose = any("“" in self.text[a:b] or any(c < b and a < d for c, d in self._specific) for a, b in spans)
            if 3 * (len(good) + short) >= 2 * len(spans) and 2 * own >= len(spans) and (counted or (whose and own == len(spans))):
                yield from (self._mention(a, b, _PROJECT) for a, b in good)

    def _split(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        start = begin
        for cut in (*_SEPARATOR.finditer(self.text, begin, end), None):
            if cut and cut[0] in _AND and (self._one_work(cut) or self._in_a_name(cut.start(), cut.end())):
                continue  # 供水扩建|及管网改造项目 is one, 和|政县 a place
            stop = cut.start() if cut else end
            if start < stop:
                yield (self._left(start, stop) if start == begin else start), stop
            start = cut.end() if cut else end

    def _one_work(self, cut: re.Match[str]) -> bool:
        """供水扩建|及管网改造项目: whether a joint stands in the name of one work; 扩建和|甲镇冷库 are two."""
        return bool(worked(self.text, cut.start())) and all(a != cut.end() for a, _ in self._specific)

    def _in_a_name(self, start: int, end: int) -> bool:
        """Whether a joint is a part of the name of a place or a body (|和|政县)."""
        return any(a <= start and end < b for a, b in (*self._specific, *((m.start, m.end) for m in self._named)))

    def _left(self, begin: int, end: int) -> int:
        """Where the first item of a list begins: behind the last word of running text, or with its quotation mark."""
        quote = self.text.find("“", begin, end)
        if quote >= 0 and self.text.find("”", quote, end) == end - 1:
            return quote
        edge = max((i for i in range(begin, end - SHORTEST + 1) if i in self._scan.running or i in self._behind), default=begin)
        names = {a for a, _ in self._specific}
        edge = max((a for a in names if edge < a < end and self.text[a - 1] == "了"), default=edge)  # 分别汇报了|甲学院
        while edge < end and self.text[edge] in "了的对在将把与和由以为及、" and edge not in names:
            edge += 1
        before = (*words.words("营建"), *words.words("设立"), "建设", *_opening())
        verb = next(w for w in before if self.text.startswith(w, edge)) if self.text.startswith(before, edge) else ""
        return edge + len(verb) if end - edge - len(verb) >= SHORTEST else edge

    def _own(self, start: int, end: int) -> bool:
        """Whether a name says whose or which: a place, an organisation or a quotation is in it, or a head noun ends it."""
        if "“" in self.text[start:end] or any(a < end and start < b for a, b in self._specific):
            return True
        return self._ended(start, end)

    def _alone(self, start: int, end: int) -> bool:
        """Whether the first of two joined by 和 is a name of its own."""
        return self._ended(start, end) or self.text[end - 1] == "”" or self.text.endswith(words.words("并列尾"), start, end)

    def _own_work(self, start: int, end: int) -> bool:
        """Whether a name begins with a place and ends in a word for works (甲市公安基础设施等6个项目)."""
        return any(a == start and b < end for a, b in self._specific) and self._ended(start, end)

    def _ended(self, start: int, end: int) -> bool:
        """Whether a name ends in a word for works."""
        return self.text.endswith(_tails(), start, end)

    def _paid(self) -> Iterator[Mention]:
        """投资2亿元的丙, 投资2亿元建设丙: what a sum is spent on."""
        for number in self._numbers:
            if number.type != "amount" or not _SPENT.search(self.text, max(0, number.start - 6), number.start):
                continue
            verb = _BUILDS.match(self.text, number.end)
            said = _NAME.match(self.text, verb.end()) if verb else None
            if verb and said:
                tail = _tail().search(self.text, said.start() + 1, said.end())
                stop = tail.start() if tail else said.end()
                project = self.text.find(_PROJECT, said.start(), said.end())
                stop = project if 0 <= project <= stop + 2 else stop
                stop = self._undated(stop)
                if self._nominal(said.start(), stop):
                    end = stop + len(_PROJECT) if self.text.startswith(_PROJECT, stop) else stop
                    yield self._mention(said.start(), end, _PROJECT if end > stop else "")

    def _priced(self) -> Iterator[Mention]:
        """甲4亿元、乙2亿元; 4亿元的甲、2亿元的乙: names with their sums, two or more in a sentence that speaks of projects."""
        found: dict[int, list[Mention]] = {}
        for number in self._numbers:
            if number.type == "amount" and (span := self._before_sum(number) or self._behind_sum(number)):
                begin = max(self.text.rfind(mark, 0, span[0]) for mark in "。\n")
                found.setdefault(begin, []).append(self._mention(*span, _PROJECT))
        for begin, mentions in found.items():
            if len(mentions) > 1 and any(
                word in self.text[begin : mentions[-1].end + LONGEST] for word in (_PROJECT, *words.words("签署"))
            ):
                yield from mentions

    def _before_sum(self, number: Mention) -> tuple[int, int] | None:
        said = _PRICED.search(self.text, max(0, number.start - LONGEST), number.start)
        if said is None:
            return None
        stop = said.end("name")
        start = self._behind_company(self._after_clause(said.start("name"), stop), stop)
        return (start, stop) if self._ended(start, stop) and self._nominal(start, stop) else None

    def _behind_sum(self, number: Mention) -> tuple[int, int] | None:
        said = _PRICE_OF.match(self.text, number.end)
        good = said is not None and self._ended(*said.span("name")) and self._nominal(*said.span("name"))
        return said.span("name") if said is not None and good else None

    def _behind_company(self, start: int, stop: int) -> int:
        """甲公司的|乙: the name behind the company that builds it."""
        company = self.text.rfind("公司", start, stop)
        start = company + 2 if company >= 0 else start
        return start + 1 if self.text[start : start + 1] == "的" else start

    def _worth(self) -> Iterator[Mention]:
        """丙，总投资2亿元，已开工: what stands before a sum that is invested."""
        for number in self._numbers:
            said = _INVESTED.search(self.text, max(0, number.start - 10), number.start) if number.type == "amount" else None
            if said and not self.text.startswith("的", number.end):  # 建设总投资2亿元的|丙
                begin = self._after_clause(self._clause(said.start()), said.start())
                project = self.text.find(_PROJECT, begin, said.start())
                if 0 <= project < said.start() - len(_PROJECT) and _tail().search(self.text, project + len(_PROJECT), said.start()):
                    continue  # 甲项目|21日落户乙县，总投资…: another rule reads the name
                own = self._own(begin, said.start()) if said["mark"] else self._ended(begin, said.start())
                if own and self._nominal(begin, said.start()) and not self._told(begin, said.start()):
                    yield self._mention(begin, said.start(), "")

    def _staged(self) -> Iterator[Mention]:
        """丁已投产, 丁、戊主体完工: the subject of a word for a stage of works."""
        for hit in _stages().finditer(self.text):
            if self._scan.within_word(hit.start()):  # 召|开工|作例会
                continue
            stop = self._undated(hit.start())
            if self.text[stop - 1 : stop] == "，":  # 丙，已于去年投产
                stop -= 1
            begin = self._after_clause(self._clause(stop), stop)
            spans = list(self._split(begin, stop))
            if self.text.find("、", begin, stop) < 0 and not all(self._alone(a, b) for a, b in spans[:-1]):
                spans = [(begin, stop)]  # 甲省乙州丙|和|丁产业园一期
            if all(self._nominal(a, b) and self._own(a, b) and not self._told(a, b) for a, b in spans):
                yield from (self._mention(a, b, "") for a, b in spans)

    def _told(self, start: int, end: int) -> bool:
        """5月可开工建设，|12月完工; 在甲县动工|开建: whether a span tells of a stage itself."""
        return self.text.endswith(words.words("进度实"), start, end)

    def _built_by(self) -> Iterator[Mention]:
        """甲公司在乙县投资建设的|丙项目: a name to the word 项目, a year's production at its beginning included."""
        for hit in BUILT_BY.finditer(self.text):
            start, end = hit.span("name")
            made = next((n.end for n in self._numbers if start < n.start < end and capacity(self.text, n.start)), start)
            if names_one(self.text[start:end], _PROJECT) and not any(made <= n.start < end for n in self._numbers):
                yield self._mention(start, end, _PROJECT)

    def _itemised(self) -> Iterator[Mention]:
        """（二）甲镇乙村茶园提升项目。: a name that is a line of a list."""
        for hit in ITEM.finditer(self.text):
            start, end = hit.span("name")
            if names_one(self.text[start:end], _PROJECT) and not _CLAUSAL.search(hit["name"]) and not hit["name"].startswith(_opening()):
                yield self._mention(start, end, _PROJECT)

    def _said(self) -> Iterator[Mention]:
        """甲镇冷链配套设施属于上海援建项目: the subject, where it is somebody's own."""
        for hit in SAID_TO_BE.finditer(self.text):
            start, end = hit.span("name")
            if self._own(start, end) and self._nominal(start, end):
                yield self._mention(start, end, "")

    def _undated(self, stop: int) -> int:
        """The end of a name before its adverbs and its date (丁|已于今年8月)."""
        before = -1
        while before != stop:
            before = stop
            stop = self._dates.get(stop, stop)
            adverb = words.ending("进度前", self.text, stop)
            stop -= len(adverb)
            place = self._places.get(stop)
            stop = place - 1 if place is not None and self.text[place - 1 : place] == "在" else stop
        return stop

    def _after_clause(self, begin: int, end: int) -> int:
        """由乙县出资的|丙: a name begins behind the clause that tells whose it is."""
        joint = self.text.rfind("的", begin, end - SHORTEST)
        told = joint >= 0 and (
            _TELLING.search(self.text, begin, joint) or any(i in self._scan.running for i in range(begin + 1, joint + 1))
        )
        return joint + 1 if told else begin

    def _clause(self, offset: int) -> int:
        begin = offset
        while begin > 0 and self.text[begin - 1] not in _BREAK and offset - begin < 120:
            begin -= 1
        told = _APPOSED.search(self.text, begin, offset)
        return told.end() if told else begin

    def _nominal(self, start: int, end: int, *, listed: bool = False) -> bool:
        """Whether a span can be a name: no mention of another kind, not a clause, more than words of any project.

        A name in a list of projects, or one that a word for works ends, may hold a verb (红枣提取), yet not begin with one.
        """
        name = self.text[start:end]
        if (
            not SHORTEST <= len(name) <= LONGEST
            or name.endswith(words.words("公司集团"))
            or (start, end) in self._whole
            or end in self._divisions
            or name.count("“") != name.count("”")
        ):
            return False
        said = _QUOTED.sub("", name)
        if _CLAUSAL.search(said) or said.startswith(_opening()):
            return False
        if not (listed or self._ended(start, end)) and any(i in self._scan.running for i in range(start + 1, end + 1)):
            return False
        if name.endswith((*words.words("协议"), "的")) or _PAPER in name or name.strip("“”").endswith(words.words("非项目尾")):
            return False
        inside = [n for n in self._numbers if start <= n.start < end and not capacity(self.text, n.start)]
        return names_one(name, _PROJECT if name.endswith(_PROJECT) else "") and (
            not inside or (listed and all(self._measures(n, start, end) for n in inside))
        )

    def _measures(self, number: Mention, start: int, end: int) -> bool:
        """甲乡1.2公里水泥路, 第三期130套廉租房: whether a number inside an item of a list says how long or how many its work is."""
        return number.type == "quantity" and number.text.endswith(words.words("规模")) and start < number.start and number.end + 2 <= end

    def _mention(self, start: int, end: int, value: str) -> Mention:
        return Mention(type="project", start=start, end=end, text=self.text[start:end], value=value)


def find_undertakings(
    scan: Scan, mentions: Sequence[Mention], numbers: Sequence[Mention], taken: Sequence[Mention] = ()
) -> tuple[Mention, ...]:
    """The projects that a text names by where they stand; `taken` are those that a head noun names.

    >>> from shanhai.mentions import find
    >>> from shanhai.mentions.matter import find_numbers
    >>> said = "秀山县山茶精制、梅江镇窑洞民宿集群等2个项目集中签约"
    >>> [m.text for m in find_undertakings(Scan(said), find(said), find_numbers(said, find(said)))]
    ['秀山县山茶精制', '梅江镇窑洞民宿集群']
    """
    return Undertakings(scan, mentions, numbers, taken).all()
