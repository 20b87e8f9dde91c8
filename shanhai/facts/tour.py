"""Where a page tells of a tour: who looks at what, who goes where and looks around, at what somebody stops."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest

from msgspec.structs import replace

from shanhai.knowledge import words
from shanhai.mentions.site import kind_of
from shanhai.model import Mention

from .context import STORY, Context
from .landmark import Landmarks, is_town
from .rulebook import Match
from .sentence import sentences
from .stop import Stops

TOUR = "visit.tour"
_WHO = ("person", "official", "delegation", "date", "post", "deixis", "place")
_TRAVELLERS = ("person", "official", "delegation", "pronoun", "date")
_MARKS, _CLAUSES = "，,；。！？：:\n", "，,；。！？\n"
_LONGEST_LIST, _LONGEST_CLAUSE = 160, 80  # characters
_LEAST = 2  # characters of a name
# Over what a verb reaches: 看了|一段, 走进|位于甲县的, 看了|两处援建点：
_DONE = re.compile(r"(?:(?:了|过|完)(?!解))?(?:一段|一?趟|一圈|一下)?(?:位于[^，。、]{2,12}的)?[：:]?")
_COUNTING = re.compile(r"[\d一二两三四五六七八九十几多]+[余多]?[个处家座项所][^，。；：:]{0,8}[：:]+")
_SAID_TO = words.any_of("致意")
_NO_OBJECT = re.compile(rf"{words.alternation('无所看')}|地(?!方)")  # 调研|组, 考察|期间
_AND_OTHERS = re.compile(rf"(?<![同平均])等(?!级|离子|第|(?<=[中高初]等)(?:{words.alternation('中等后')}))")
_TO_OTHERS = re.compile(rf"[^。！？\n：]{{2,120}}?等(?=，|。|{words.alternation('等后')})")
_ALSO = re.compile("以及|还有")
_CLOSED = re.compile(r"[里内中处旁边前]?[，,；。！？\n]|$|里|内")
_IN_NAME = re.compile(f"(?:{words.alternation('体验后')})(?=[，、。；和及与等（）”]|$)")  # 体验|馆
_AGAIN = words.any_of("接着")
_SPOKEN = re.compile("(?<!听)[讲说道称][，：:]")
_SAID_BEFORE = re.compile(rf"(?:{words.alternation('直陈')})[，：:]")
_VILLAGE = re.compile("[村区查]$")
_OTHER_TOWN = re.compile("[^的]{2,6}[镇乡]")
_AS_FAR, _GONE = 7, re.compile("[在到去赴][\u4e00-\u9fff]{2,5}$")


class Tours:
    """Reads the tours of one page."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._text = context.text
        self._names = Landmarks(context)
        self._stops = Stops(self._text, self._names)
        self._who = {m.end for m in context.story if m.type in _WHO}
        self._travellers = sorted(m.start for m in context.story if m.type in _TRAVELLERS)

    def all(self) -> Iterator[Match]:
        """Each as a match of the rule `visit.tour` that names its sites; a town only where nothing in it is named."""
        told = list(self._each())
        names = [site.text for match in told for site in match.roles["sites"]]
        for match, after in zip_longest(told, told[1:]):
            alone = len(match.roles["sites"]) == 1
            kept = tuple(m for m in match.roles["sites"] if not (_holds_others(m.text, alone=alone) and self._finer(m, after, names)))
            if kept:
                yield replace(match, roles={"sites": kept})

    def _finer(self, outer: Mention, after: Match | None, names: Sequence[str]) -> bool:
        """先到甲镇看了|乙馆, 到甲镇；甲镇丙园: whether something in a town is named."""
        if any(outer.text in name and name != outer.text for name in names):
            return True
        if after is None or re.search("[。！？；\n]", self._text[outer.end : after.start]):
            return False
        first = after.roles["sites"][0]
        elsewhere = _OTHER_TOWN.match(first.text) or _AGAIN.search(self._text, outer.end, first.start)
        return elsewhere is None and not is_town(first.text)

    def _each(self) -> Iterator[Match]:
        for block in self._context.blocks:
            if block.kind in STORY:
                for sentence in sentences(self._text, (), block.start, block.end):
                    yield from self._told(sentence.start, sentence.end)

    def _told(self, start: int, end: int) -> Iterator[Match]:
        """The tours of one sentence."""
        done, town = start, False
        for verb in _verbs().finditer(self._text, start, end):
            goes_on = town and verb.start() == done and verb["look"] is not None  # 到甲镇|看乙园
            if (
                verb.start() < done
                or self._names.closed(verb.start())
                or not (goes_on or self._moves(verb))
                or self._barred(start, verb.start())
            ):
                continue
            if found := self._seen(verb, end):
                done, town = found[-1].end, is_town(found[-1].text)
                yield Match(rule=TOUR, fact="visit", start=verb.start(), end=done, roles={"sites": tuple(found)})
            elif verb.start() in self._who or self._text.endswith(words.words("一行人"), 0, verb.start()):
                yield from self._rooms(start, verb)

    def _rooms(self, start: int, verb: re.Match[str]) -> Iterator[Match]:
        """甲小学是援建的学校。代表团走进|教室: the house of which a paragraph tells from its first word, where only rooms are seen."""
        begin = self._context.paragraph(start)[0]
        room = _room().match(self._text, verb.end())
        if begin < start and room and (house := self._names.house(begin)) is not None:
            yield Match(rule=TOUR, fact="visit", start=verb.start(), end=room.end(), roles={"sites": (house,)})

    # Verbs ----------------------------------------------------------------------------------------------------------------

    def _moves(self, verb: re.Match[str]) -> bool:
        """Whether a verb is one: one of a single character stands behind who moves, when, or an adverb, and begins no other word."""
        if verb["look"] and _NO_OBJECT.match(self._text, verb.end()):
            return False
        if verb[0][0] == "看" and self._text[verb.start() - 1 : verb.start()] in words.words("看字前"):
            return False  # 翻|看了档案
        if len(verb[0] if verb["look"] else verb[0].rstrip("了")) > 1:
            return True
        begun = verb.start() == 0 or self._text[verb.start() - 1] in "，,。；：:！？（）“” \u3000\n" or verb.start() in self._who
        gone = verb["look"] and _GONE.search(self._text, max(0, verb.start() - _AS_FAR), verb.start())  # 在甲县|看乙园
        if not (begun or gone) and not self._text.endswith(words.words("短动词前"), 0, verb.start()):
            return False
        return not words.any_of("非动").match(self._text, verb.start()) or self._names.begins(verb.end())

    def _barred(self, start: int, at: int) -> bool:
        """Whether somebody does not go, wishes, is asked or plans to, or only says so."""
        text = self._text
        if words.any_of("希望").search(text, start, at) or words.any_of("以后").search(text, start, at) or _SPOKEN.search(text, start, at):
            return True
        if self._goes_on_speaking(start, at):
            return True
        begin = max(start, *(text.rfind(mark, start, at) + 1 for mark in _MARKS))
        if any(words.any_of(name).search(text, begin, at) for name in ("否定", "言说", "请去")):
            return True
        return text.endswith(words.words("计划"), begin, at)

    def _goes_on_speaking(self, start: int, at: int) -> bool:
        """李四说，…。产业上再下功夫，|在新能源上多布点: whether a sentence goes on with what was said before, and nobody in it goes."""
        begun = self._context.paragraph(start)[0]
        if at == start or not _SAID_BEFORE.search(self._text, begun, start):
            return False
        first = bisect_left(self._travellers, start)
        going = first < len(self._travellers) and self._travellers[first] < at
        return not going and not words.any_of("一行人").search(self._text, start, at)

    def _seen(self, verb: re.Match[str], end: int) -> list[Mention]:
        """What a verb says to have been seen."""
        begin = over.end() if (over := _DONE.match(self._text, verb.end(), end)) else verb.end()
        if counted := _COUNTING.match(self._text, begin, end):
            begin = counted.end()
        again = _verbs().match(self._text, begin, end)
        if again and not (again["at"] or again["of"]) and self._names.parted(begin, again.end()):
            return []  # 去|看了
        last, cut = self._reach(begin, end)
        if verb["call"]:
            return self._stops.listed(begin, self._work(begin, last))
        done = verb["look"] is not None and "了" in self._text[verb.start() : begin]
        found = self._stops.listed(begin, last, seen=done)
        if found and found[-1].end == len(self._text) and kind_of(found[-1].text) is None:
            found.pop()  # 先后到甲园、乙馆、丙|: where a copy breaks off
        if verb["look"]:
            return self._without_village_s(verb.start(), found)
        if not found or not self._looked(verb, last, cut=cut):
            return []
        return [m for m in found if not (verb["at"] and self._text[last : last + 1] in _CLAUSES and is_town(m.text))]

    def _work(self, start: int, end: int) -> int:
        """看望在|甲中学|支教的教师: where the name ends of a body at which somebody works who is called on."""
        work = words.any_of("做工").search(self._text, start + _LEAST, end) or re.compile("工作").search(self._text, start + _LEAST, end)
        return work.start() if work else start

    def _without_village_s(self, at: int, found: list[Mention]) -> list[Mention]:
        """到甲村看了|扶贫车间: what was seen in a village and has no name is that village."""
        begin = max(self._text.rfind(mark, 0, at) for mark in _MARKS) + 1
        if not _VILLAGE.search(self._text, begin, at):
            return found
        return [m for m in found if m.parts or not m.text.strip("“”").endswith(words.words("村中物"))]

    def _looked(self, verb: re.Match[str], last: int, *, cut: bool) -> bool:
        """Whether somebody looks around where he goes or is, and neither works nor meets there."""
        stop = self._clause(last)
        behind = self._text[last:stop]
        if words.any_of("做工").search(behind) and not behind.startswith((*words.words("看望"), "见")):
            return False
        if verb["of"]:
            said = _SAID_TO.search(behind)  # 对甲县政协来乙县|考察表示欢迎
            return cut and words.any_of("看").search(behind) is not None and said is None  # 对甲园、乙馆|作了考察
        if verb["go"]:
            return cut or _CLOSED.match(self._text, last) is not None or _AND_OTHERS.match(self._text, last) is not None
        if cut and not words.any_of("会面").search(behind):
            return True
        met = words.any_of("会面").search(self._text, stop + 1, self._clause(stop + 1))
        return _CLOSED.match(self._text, last) is not None and self._text[stop : stop + 1] in ("，", ",") and met is None

    def _clause(self, at: int) -> int:
        """Where the clause of an offset ends."""
        limit = min(len(self._text), at + _LONGEST_CLAUSE)
        return next((i for i in range(at, limit) if self._text[i] in _CLAUSES), limit)

    # Lists ----------------------------------------------------------------------------------------------------------------

    def _reach(self, start: int, end: int) -> tuple[int, bool]:
        """How far a list goes, and whether it ends with what is done there."""
        limit = min(end, start + _LONGEST_LIST)
        position = item = start
        while position < limit:
            char = self._text[position]
            if char in _MARKS and not self._goes_on(position, limit):
                return position, False
            if position > start + 1 and _AND_OTHERS.match(self._text, position):
                return position, False
            if char in "、，,":
                item = position + 1
            elif position - item >= _LEAST and (ends := self._done_there(item, position, limit)) is not None:
                return ends, True
            position += 1
        return limit, False

    def _done_there(self, item: int, at: int, limit: int) -> int | None:
        """甲园|转了转, 甲县|走访: where a list ends before what is told to be done at what it names; None where nothing is."""
        then = _then().match(self._text, at)
        if then is None or self._names.closed(at):
            return None
        alone = then[0] == "看" and self._names.parted(at, then.end())
        if alone or then[0] in words.words("看后断") or (then[0] not in "里内" and self._names.bare(item, at)):
            return at if self._names.named(item, at) else item
        return at if self._apart(then) and self._names.named(item, at) and not self._joins(then, limit) else None

    def _apart(self, then: re.Match[str]) -> bool:
        """Whether a verb is a word of its own: 甲社区|就业服务站, 建设|现场 are names."""
        if self._names.headed(then.end()) or _IN_NAME.match(self._text, then.end()):
            return False
        if len(then[0]) > 1 or then[0] in "看听坐":
            return True
        if then[0] in "里内":
            return self._text[then.end() : then.end() + 1] != "的"
        return self._names.parted(then.start(), then.end())

    def _joins(self, then: re.Match[str], limit: int) -> bool:
        """甲园|和|乙园: whether what seems to follow a list only joins its next item, with which nobody talks."""
        return then[0] in ("和", "与", "跟", "同") and not words.any_of("谈").search(
            self._text, then.end(), min(limit, self._clause(then.end()))
        )

    def _goes_on(self, comma: int, limit: int) -> bool:
        """Whether a list goes on behind a comma: 以及|甲园, or each stretch up to 等 names stops."""
        if self._text[comma] not in "，,；":
            return False
        if also := _ALSO.match(self._text, comma + 1, limit):
            return bool(self._stops.listed(also.end(), self._reach(also.end(), limit)[0]))
        rest = _TO_OTHERS.match(self._text, comma + 1, limit)
        if rest is None:
            return False
        parts = [part.span() for part in re.compile("[^，,；]+").finditer(self._text, rest.start(), rest.end() - 1)]
        return all(not _moved().match(self._text, a) and self._stops.listed(a, b) for a, b in parts)


def _holds_others(name: str, *, alone: bool) -> bool:
    """Whether a name is that of a town, or `alone` that of a zone, in which something else may be named."""
    return is_town(name) or (alone and name.endswith((*words.words("功能区"), *words.words("新区"))))


@cache
def _verbs() -> re.Pattern[str]:
    """Verbs of looking (also 看望在甲校工作的教师), of going, and 在."""
    call = rf"(?P<call>(?:{words.alternation('看望')})了?在(?=[^，。；]{{2,24}}的))"
    return re.compile(rf"(?P<look>{call}|{words.alternation('看')})|(?P<go>{words.alternation('到')})|(?P<at>在)|(?P<of>对)")


@cache
def _room() -> re.Pattern[str]:
    """Rooms of a house, right behind a verb: 走进|教室和食堂."""
    return re.compile(rf"了?(?:{words.alternation('所属')})[，、和。]")


@cache
def _moved() -> re.Pattern[str]:
    """A verb with the adverbs before it: 先后到."""
    return re.compile(rf"(?:先后|并|分别|{words.alternation('接着')})*(?:{_verbs().pattern})")


@cache
def _then() -> re.Pattern[str]:
    return re.compile(f"{words.alternation('看后')}|听(?!说)")
