"""Where a name that ends in a known head noun begins: walking left over the words that may stand inside a name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.knowledge.places import aliases
from shanhai.model import Mention

from .lexicon import Scan, is_word
from .spans import offsets_within

_INSIDE = re.compile(r"[\u4e00-\u9fff\u3007A-Za-z0-9·•“”‘’《》\"&+*]")
_MOTTO = re.compile(r"“[^“”，。；：！？\n]+[ \u3000][^“”，。；：！？\n]+”$")  # “甲乙丙丁 戊己庚辛”|研讨会
_BRAND = re.compile(r"(?:^|[，。；：、（\n与和])(?P<brand>[\u4e00-\u9fff]{2,4})$")
_QUOTED = re.compile(r"“[^”\n]{1,24}”")
_JOINING, _HAVING = "和与及暨跟", "有"
_BETWEEN_BODIES = "同帮"  # 甲医院同|乙县医院; 同济 and the like are names
LEVELS = "省市县区州旗盟镇乡"
"""How divisions end, by which their bodies are called (县|医院)."""
_FUNCTION = "对在从由于为把将与和及跟到赴是的了也就其各该这那本并而又再向以等是每一"
_NEVER_FIRST = _FUNCTION + "”’》"
_FIRM = re.compile(rf"(?:{words.alternation('企业业名')}){{0,3}}(?:{words.alternation('企业体')})")
_ONE, _CLASSIFIERS = tuple("一两几"), "处座个所条片项家间栋"
_WORK = "项目"
_OF_SEVERAL = "·•"  # between the places of a bracket
_LONG_HEAD = 5  # characters of head nouns in which a stop may stand
LONGEST_NAME, _TWO_AND_BRAND = 40, 4
_LONGEST_ASIDE = 16
_MEETING_STOP = "meeting-stop"
_ASIDE = re.compile(r"(?!以下|简称|下称)[\u4e00-\u9fff]{2,14}(?<![长员任记席])")  # no post


class Edges:
    """Left edges in one text, given its stop words and places."""

    def __init__(self, scan: Scan, places: Sequence[Mention], stops: str = "stop") -> None:
        self.text = scan.text
        self._scan = scan
        self._any_aside = stops == _MEETING_STOP
        quoted = {i for m in _QUOTED.finditer(scan.text) for i in range(m.start(), m.end())}
        running = scan.running - quoted - {p.end for p in places} if stops == "stop" else frozenset()
        named = {i for h in scan.hits("suffix") if h.end - h.start >= _LONG_HEAD for i in range(h.start + 1, h.end)}
        ended = {p.end for p in places if p.type != "deixis"}  # 于都|产业园: the 都 is the place's
        firms = {h.end for h in scan.hits("stop") if h.text in words.words("企业名动词") and _FIRM.match(scan.text, h.end)}
        self._stops = (scan.stops(stops) | running) - named - ended - firms  # 继续|教育学院
        self._place_at = {m.start: m for m in places if m.type != "deixis"}
        self._inside_place = offsets_within(places)
        self._bodies = frozenset(h.end for category in ("suffix", "organ") for h in scan.hits(category))

    def _walk(self, end: int, *, joined: bool) -> int:
        """The leftmost position that could begin the name whose head starts at `end`."""
        i = end
        while i > 0 and end - i < LONGEST_NAME:
            char = self.text[i - 1]
            if char == "）" and (opened := self._aside(i)) is not None:
                i = opened
                continue
            if char == "”" and (motto := _MOTTO.search(self.text, max(0, i - LONGEST_NAME), i)):
                i = motto.start()
                continue
            if not _INSIDE.match(char):
                break
            if char == _HAVING and self._of_level(i) and not is_word(self.text[i - 2 : i]):  # 国有
                break
            if i in self._stops and i not in self._inside_place and i - 1 not in self._place_at:
                break
            if char in _BETWEEN_BODIES and not joined and self._next_body(i):
                break
            joint = char in _JOINING and not joined and self.text[i] != "（" and not {i - 1, i} & self._inside_place  # 云和县 joins nothing
            if joint and not (char == "和" and self._scan.within_word(i) and not self._next_body(i) and not self._of_level(i)):  # 和|平街
                break
            i -= 1
        return i

    def _within_quotation(self, start: int, edge: int, head: int) -> bool:
        """“桐|秀山海”直播基地: whether a place stands inside what a name has in quotation marks, and not at its beginning."""
        opened = self.text.rfind("“", edge, start)
        closed = self.text.find("”", opened, head) if opened >= 0 else -1
        return opened + 1 < start < closed

    def _next_body(self, offset: int) -> bool:
        """甲区政府和|永宁县政府: whether a place begins at an offset behind a body and its joint, whatever word a dictionary sees there."""
        return offset in self._place_at and offset - 1 in self._bodies

    def _of_level(self, offset: int) -> bool:
        """甲村和|县医院, 项目有|县医院: whether a level stands at an offset behind one character, with which it makes no place here."""
        return self.text[offset] in LEVELS and offset - 1 not in self._place_at

    def inside_place(self, offset: int) -> bool:
        """Whether an offset lies inside a place's name."""
        return offset in self._inside_place

    def _aside(self, end: int) -> int | None:
        """Where a bracket begins that holds a place or a word of companies' names: 共和|（常州）|产业园, 甲|（集团）|有限公司."""
        opened = self.text.rfind("（", max(0, end - _LONGEST_ASIDE), end)
        if opened > 0 and self.text[opened + 1 : end - 1] in words.words("括名"):
            return opened
        if opened > 0 and self._any_aside and _ASIDE.fullmatch(self.text, opened + 1, end - 1):
            return opened  # 甲名优产品（中国某博览会）|推介活动
        at = opened + 1
        while opened > 0 and (place := self._place_at.get(at)) is not None:  # 甲市|（乙·丙）|招商推介会
            if place.end == end - 1:
                return opened
            at = place.end + (self.text[place.end] in _OF_SEVERAL)
        return None

    def bare(self, head: int) -> int:
        """The leftmost position that could begin the name whose head noun starts at `head`, whatever places stand in it."""
        return self._walk(head, joined=False)

    def left(self, head: int, *, joined: bool = False) -> int:
        """The start of the name whose head noun starts at `head`: the first place in reach, or the last stop."""
        edge = self._walk(head, joined=joined)
        if self.text.startswith("（", edge) and (brand := _BRAND.search(self.text, max(0, edge - LONGEST_NAME), edge)):
            edge = brand.start("brand")  # 津都|（天津）科技有限公司
        if (quote := self.text.rfind("“", edge, head)) >= 0 and "”" not in self.text[quote:head]:
            edge = quote + 1
        told = self.text.find(_WORK, edge, head) + len(_WORK)
        if edge < told in self._place_at and self.text.endswith(words.words("协作名"), edge, told - len(_WORK)):
            return told  # 山海协作项目|甲县乙厂
        for start in range(edge, head):
            if start in self._place_at and self.text[start - 1 : start] != "（" and not self._within_quotation(start, edge, head):
                between = self.text[edge:start]
                return edge if (len(between) == 2 and _looks_like_brand(between)) or _of_two_provinces(between) else start
        while edge < head and self.text[edge] in _NEVER_FIRST and not self.text.startswith(words.words("非虚首"), edge):
            edge += 1
        one = edge < head and self.text[edge] in _CLASSIFIERS and self.text[edge - 1 : edge] in _ONE
        return edge + 1 if one else edge  # 一|处|茶旅示范点


def _of_two_provinces(text: str) -> bool:
    """沪滇临港|昆明科技城: whether the characters of two provinces and a brand of two stand before the place inside a name."""
    return len(text) == _TWO_AND_BRAND and text[0] != text[1] and all(character in _provinces() for character in text[:2])


@cache
def _provinces() -> frozenset[str]:
    """The characters by which provinces are called."""
    called = ((text, known) for text, known in aliases().items() if len(text) == 1)
    return frozenset(text for text, known in called if any(alias.code.endswith("0000") for alias in known))


def _looks_like_brand(text: str) -> bool:
    """国科|温州研究院, 中国|眼谷: two characters before a place inside a name; anything longer is running text."""
    return text in ("中国", "全国", "国家") or text.startswith(("中", "国"))
