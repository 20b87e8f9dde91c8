"""Names of what can be seen: where they begin and end in an item of a list, and whether their last word tells that they are some."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import organizations, programmes, words
from shanhai.mentions.beginning import INSTITUTIONS
from shanhai.mentions.edge import LEVELS
from shanhai.mentions.lexicon import is_running, worded
from shanhai.mentions.site import kind_of
from shanhai.mentions.spans import inside
from shanhai.model import Mention

from .context import Context
from .house import SEATS
from .location import TOWNSHIPS, flatten

Span = tuple[int, int]
_SHORTEST, _LONGEST, _LONGEST_UNKNOWN = 2, 40, 12  # characters of a name; of one that no head noun tells
_TOLD, _TOLD_BESIDE = 4, 3  # characters of a name that only its last character tells; of one in a list
_BRAND = range(3, 9)  # characters of a brand without a head noun
_OWN = 3  # characters that may stand before a word for a room and name nothing: 住校生|宿舍
_NEAR = 5  # characters between a place and what somebody built there: 甲市|援建的|游客中心
_LONGEST_HEAD, _LONGEST_WORD = 6, 4
_PARTS = ("place", "zone")
_NAMES = (*_PARTS, "site", "organization", "deixis")
_NO_SITES = frozenset({"government", "party", "congress", "cppcc", "media"})
_ONE_OF_ITS_KIND = frozenset({"museum", "park", "site-culture", "site-service"})
_MARKS = " \u3000“”‘’「」『』"
_VILLAGES = ("村", "社区", "嘎查")
_NUMBER = r"[\d一二两三四五六七八九十百千几数多半]"
_COUNTED = re.compile(  # 两处援建点, 一段, 三县
    rf"{_NUMBER}+[余多]?(?:{words.alternation('量词')})|[两三四五六七八九十几数多][余多]?[省市县区乡镇村校地园院]$"
)
_OF_MANY = re.compile(rf"(?<![\d第])的?{_NUMBER}+[余多]?[家个所处座位名户人](?![亲之村])[\u4e00-\u9fff]*$")  # 甲镇|的十多家企业
_ONE = re.compile("一[处座家所个](?!亲)")  # 一处|标准厂房
_OURS = re.compile("我们|[我本该](?:[省市县区州旗镇乡村局校院馆])?|当地的?")
_OF_KIND = re.compile(rf"[\u4e00-\u9fff]{{0,8}}(?:企业|商户)(?![和与及、的]|{words.alternation('企业后')})")  # 板材企业|甲集团
_AT_HOME = re.compile("家(?:里|中)?$(?<!之家)")
_STOP = re.compile("[头首第下后][一二三四五]?站$|最后一站$")
_GOVERNED = re.compile("区（[^（）]{2,6}）$")
_WORK = re.compile("(?:项目|工程)$")
_JOINED = re.compile("[和与及、]")
_DONE = re.compile(
    rf"[了过](?![解望渡街]).|[园馆厂镇村院校厅]里.|.是.|{words.apart('就', '非就')}|企业$"
)  # 甲镇|直接上了|乙岛, 橘园|里一棵一棵, 石雕企业
_TOLD_OF = re.compile(rf"{words.apart('都', '非都')}|[也很不没才]")
_ON = re.compile(rf"(?:{words.alternation('会上')})$")
_SAID = re.compile(r"[了过着在把对向被\d]")


class Landmarks:
    """Names of what can be seen, in one page."""

    def __init__(self, context: Context) -> None:
        self._text = context.text
        self._borders = context.borders
        self._exact: dict[Span, Mention] = {}
        self._place_end: dict[int, int] = {}
        self._closed: set[int] = set()
        told = list(flatten(context.story))
        for mention in told:
            if mention.type in _NAMES:
                self._exact.setdefault((mention.start, mention.end), mention)
            if mention.type in _PARTS:
                self._place_end[mention.start] = max(mention.end, self._place_end.get(mention.start, 0))
            if mention.type in (*_PARTS, "person", "official", "date"):
                self._closed.update(range(mention.start + 1, mention.end))
        self._begun = {start for start, _ in self._exact}
        self._parts = sorted((m for m in told if m.type in _PARTS), key=lambda m: (m.start, -m.end))
        self._starts = [m.start for m in self._parts]
        self._ends = {m.end for m in self._parts}
        led = words.words("可看机关尾")  # 甲省援疆前方指挥部 sends people, and is somewhere
        self._people = {m.start for m in context.story if m.type in ("official", "delegation") and not m.text.endswith(led)}

    def closed(self, offset: int) -> bool:
        """Whether an offset lies inside a place, a person or a date."""
        return offset in self._closed

    def begins(self, offset: int) -> bool:
        """Whether a name begins at an offset."""
        return offset in self._begun

    def house(self, offset: int) -> Mention | None:
        """The body or sight that is named from an offset on, and is somewhere."""
        found = (
            m for (start, end), m in self._exact.items() if start == offset and m.type in ("site", "organization") and self.told(start, end)
        )
        return max(found, key=lambda m: m.end, default=None)

    def places(self, offset: int) -> bool:
        """Whether a place begins at an offset."""
        return offset in self._place_end

    def parted(self, start: int, end: int) -> bool:
        """Whether a word of the text begins at one offset and one ends at another."""
        return start in self._borders and end in self._borders

    def headed(self, end: int) -> bool:
        """Whether a head noun of names ends at an offset: 建设现场|."""
        return any(self._text[at:end] in organizations.suffixes() for at in range(max(0, end - _LONGEST_HEAD), end - _SHORTEST))

    def named(self, start: int, end: int) -> bool:
        """Whether a span ends as the name of something that can be seen does."""
        cut = self.cut(start, end)
        if cut is None or not (self.told(*cut, beside=True) or cut in self._exact):
            return False
        rest = self._text[cut[1] : self._trimmed(start, end)[1]]
        return not rest or rest[0] in "的（" or rest.endswith((*words.words("所属"), *words.words("施工")))

    def bare(self, start: int, end: int) -> bool:
        """到|我县|走访: whether a span is a place to which somebody goes, and nothing in it."""
        exact = self._exact.get((start, end))
        return exact is not None and exact.type in ("place", "deixis") and not self.told(start, end)

    def mention(self, start: int, end: int) -> Mention:
        """What is named, as a mention."""
        if (exact := self._exact.get((start, end))) is not None:
            return exact
        text = self._text[start:end]
        kind = kind_of(text) or "site"
        parts = tuple(inside(self._parts, self._starts, start, end))
        return Mention(type="site" if kind.startswith("site") else "organization", start=start, end=end, text=text, value=kind, parts=parts)

    # Borders --------------------------------------------------------------------------------------------------------------

    def cut(self, start: int, end: int) -> Span | None:
        """An item cut to its name: without what describes it, what is counted or done there; None where it has none."""
        if _GOVERNED.search(self._text, start, end) and (bracket := self._text.rfind("（", start, end)) > 0 and self.places(bracket + 1):
            return None  # 高新区（甲区）: a zone and the district that are governed as one
        start, end = self._trimmed(start, end)
        if (verb := _led().match(self._text, start, end)) and end - verb.end() >= _TOLD:
            start = verb.end()
        if (dash := self._text.find("——", start, end)) > 0 and end - dash < _TOLD:
            end = dash
        if self._text.startswith(words.words("看进"), start, end) and self.parted(start, start + 1):
            return None
        if (one := _ONE.match(self._text, start, end)) and end - one.end() >= _TOLD:
            start = one.end()
        if _COUNTED.match(self._text, start, end) and start not in self._place_end:
            return None
        if many := _OF_MANY.search(self._text, start + _SHORTEST, end):
            end = many.start()
            if many[0][0] == "的" and is_town(self._text[start:end]):
                return None  # 甲镇|的两处客运站
        described = self._described(start, end)
        if described is None:
            return None
        start = self._introduced(*described)
        end = self._without_work(start, described[1])
        return (start, end) if _SHORTEST <= end - start <= _LONGEST else None

    def _trimmed(self, start: int, end: int) -> Span:
        """A span without marks around it and the bracket behind it."""
        text = self._text
        while start < end and text[start] in _MARKS and not (text[start] == "“" and "”" in text[start : end - 1]):
            start += 1
        while start < end and (text[end - 1] in " \u3000，、；。了" or (text[end - 1] in "”’" and "“" not in text[start:end])):
            end -= 1
        bracket = text.rfind("（", start, end) if text.endswith("）", start, end) else -1
        return start, bracket if bracket > start else end

    def _introduced(self, start: int, end: int) -> int:
        """该镇|甲园, 对口支援单位|甲法院, 板材企业|甲集团, 新建|甲中学: where a name begins behind what only leads to it."""
        text = self._text
        if (
            (ours := _OURS.match(text, start, end))
            and end - ours.end() >= _SHORTEST
            and (ours.end() in self._borders or ours.end() in self._begun)
        ):
            start = ours.end()
        if (tied := _tied().match(text, start, end)) and end - tied.end() >= _TOLD:
            start = tied.end()
        if (role := _role().match(text, start, end)) and end - role.end() > _SHORTEST:
            start = role.end()
        if (kind := _OF_KIND.match(text, start, end)) and end - kind.end() > _SHORTEST:
            start = kind.end()
        if (built := words.any_of("新建的").match(text, start, end)) and end - built.end() >= _TOLD:
            start = built.end()
        return start

    def _described(self, start: int, end: int) -> Span | None:
        """甲镇的|乙园: the name before which it is told where it lies; that of whose it is, where it has none itself."""
        text = self._text
        at = next(
            (i for i in range(end - 2, start, -1) if text[i] == "的" and text.count("“", start, i) <= text.count("”", start, i)), None
        )
        if at is None:
            start, end = self._trimmed(start, end)
            return (start, end) if self._room_of_body(start, end) or not self._nameless(start, end) else None
        head = at + 1
        if end - head <= _SHORTEST and kind_of(text[start:end]) == "company":
            return start, end  # 美的集团
        if _ON.search(text, head, end) or words.any_of("做工").match(text, head, end):
            return None
        if self._room_of_body(head, end):
            return head, end
        within = text[at - 1] in "里内"  # 甲馆里的|主题展
        owner = self._described(start, at - within)
        if within and owner is not None and kind_of(text[slice(*owner)]):
            return owner
        if owner is not None and (kind_of(text[slice(*owner)]) or text[slice(*owner)].endswith((*_VILLAGES, *TOWNSHIPS))):
            return self._of_owner(owner, head, end)
        return None if self._a_room(head, end) or self._nameless(head, end) else (head, end)

    def _of_owner(self, owner: Span, head: int, end: int) -> Span:
        """甲中学|的历史展厅, 甲镇的皮毛市场, 甲村|的大棚: of a body or place and what it has, which is named, or both."""
        text = self._text[slice(*owner)]
        nameless = self._a_room(head, end) or self._nameless(head, end)
        if text.endswith((*_VILLAGES, *TOWNSHIPS)):
            if end - head < head - owner[0] and self._made_there(head, end):
                return owner[0], end
            work = self._text.endswith(words.words("施工"), head, end) or _DONE.search(self._text, head, end) is not None
            whole = (owner[0], end) if text.endswith(TOWNSHIPS) and not work and not _AT_HOME.search(self._text, head, end) else owner
            return whole if nameless or work else (head, end)
        kind = kind_of(text)
        if kind in INSTITUTIONS:
            return (head, end) if inside(self._parts, self._starts, head, end) else owner
        bare = self._text[head:end] in organizations.suffixes() or not self.told(head, end, beside=True)
        return owner if kind == "company" or bare or nameless else (head, end)

    def _made_there(self, start: int, end: int) -> bool:
        """Whether a name is made of common words for what is made or sold somewhere: 皮毛市场, 蜂蜜加工厂."""
        text = self._text[start:end]
        made = words.ending("产销地尾", text)
        return bool(made) and worded(text.removesuffix(made))

    def _a_room(self, start: int, end: int) -> bool:
        """Whether what a body has is told by a word for a kind of room or thing: 新门诊楼, 宿舍, 小型供水."""
        text = self._text[start:end]
        room = words.ending("所属", text)
        told = room == text or (len(room) > 1 and len(text) - len(room) <= _OWN)
        return (bool(room) and told) or _AT_HOME.search(text) is not None

    def _room_of_body(self, start: int, end: int) -> bool:
        """甲中学|学生宿舍: whether a name is that of a body and of a room of it."""
        room = words.ending("所属", self._text[start:end])
        if not room or kind_of(self._text[start:end]) or self._text.endswith(words.words("不看"), start, end):
            return False
        ends = (at for at in range(end - len(room), start + _SHORTEST, -1) if at in self._borders)
        return any(kind_of(self._text[start:at]) not in (None, "company") for at in ends)

    def _without_work(self, start: int, end: int) -> int:
        """甲乡|人居环境整治, 甲中学|浴室改造: where the name ends at which something is being done."""
        work = words.ending("施工", self._text[start:end])
        placed = start in self._place_end or self._text[start] in LEVELS
        for at in range(end - len(work), start + _SHORTEST, -1) if work else ():
            kind = kind_of(self._text[start:at]) if at in self._borders or (start, at) in self._exact else None
            town = self._place_end.get(start) == at and self._text[start:at].endswith((*TOWNSHIPS, *_VILLAGES))
            if town or kind in INSTITUTIONS or (placed and kind is not None):
                return at
        return end

    # What names tell ------------------------------------------------------------------------------------------------------

    def _nameless(self, start: int, end: int) -> bool:
        """Whether an item only says of which kind it is, counts, or tells what is done: 援建项目, 结对学校, 农户家."""
        text = self._text[start:end].strip(_MARKS)
        if not text or text.endswith(("的", *words.words("不看"))) or _ON.search(text) or _STOP.search(text):
            return True
        if (
            (_COUNTED.match(text) and start not in self._place_end)
            or _new_one().search(text)
            or _DONE.search(text)
            or _kinds().fullmatch(text)
        ):
            return True
        if any(at in self._people for at in range(start, end)):
            return True  # 县委书记李四带领下赴甲区
        if start in self._place_end and self._place_end[start] < end:
            return self._text[self._place_end[start] : end] in words.words("学校")
        if text in words.words("泛村") or text.startswith(words.words("这那")) or _AT_HOME.search(text):
            return True
        room = words.ending("所属", text)
        if room and kind_of(text) is None and not text.endswith("之家") and len(text) - len(room) <= _OWN:
            return True
        return text in organizations.suffixes() and not (_shown_alone(text) or self._placed_before(start))

    def _placed_before(self, start: int) -> bool:
        """甲市援建的|游客中心: whether what describes a name of one word says where it is."""
        return self._text[start - 1 : start] == "的" and any(at in self._ends for at in range(start - _NEAR, start))

    def told(self, start: int, end: int, *, beside: bool = False) -> bool:
        """Whether a name tells by its end, or by what stands before it, that it is one of something that can be seen."""
        text, exact = self._text[start:end].strip(_MARKS), self._exact.get((start, end))
        if exact is not None and exact.type in ("place", "deixis"):
            return exact.type == "place" and text.endswith((*TOWNSHIPS, *_VILLAGES))
        kind = kind_of(text) or (organizations.suffixes().get(text) if _shown_alone(text) else None)
        if kind is not None:
            shown = kind not in _NO_SITES or text.endswith(words.words("可看机关尾"))
            return shown and not (self._acts(start, end) and not _headed(text))  # 加快推动绿色甲|山
        if work := _WORK.search(text):
            name = text[: work.start()]  # 苏陕协作|项目 are many
            return not programmes.family(name) and (start in self._place_end or not (worded(name) or _JOINED.search(text)))
        if text.endswith(words.words("行业泛称")) and worded(text):
            return False
        if is_town(text) or self._room_of_body(start, end) or self._branded(start, end):
            return True
        if exact is not None and exact.type == "organization" and exact.value not in _NO_SITES:
            return True
        least = _TOLD_BESIDE if beside or start in self._place_end or self._text[start - 1 : start] == "的" else _TOLD
        told = len(text) >= least and text.endswith((*words.words("所看尾"), *words.words("行业尾")))
        return told and not self._acts(start, end)

    def _acts(self, start: int, end: int) -> bool:
        """在|加快推动绿色甲县: whether an item begins with a word of running text, and not with a name."""
        stop = next((at for at in range(start + 1, min(start + _LONGEST_WORD, end) + 1) if at in self._borders), start)
        return start in self._borders and start not in self._begun and is_running(self._text[start:stop])

    def _branded(self, start: int, end: int) -> bool:
        """甲市的|海澜智云, 甲县|中盛羊业: whether a name that no dictionary has stands behind a place."""
        begin, behind = start, self._text[start - 1 : start] == "的" and start - 1 in self._ends
        own = self._place_end.get(start)
        if own is not None and own < end and self._text[own - 1] in LEVELS:
            begin, behind = own, not _SAID.search(self._text, own, end)
        return behind and end - begin in _BRAND and not worded(self._text[begin:end]) and self.unknown(start, end)

    def unknown(self, start: int, end: int) -> bool:
        """Whether an item among names of what can be seen may be one whatever its end."""
        text, exact = self._text[start:end], self._exact.get((start, end))
        if (text.startswith(("“", "一")) and self._text[start - 1 : start] == "的") or _TOLD_OF.search(text):
            return False  # 亩均论英雄的|“红黑榜”, 眼圈|都|红
        if words.any_of("非点位").search(text) or text.startswith(words.words("非点位首")) or text.endswith(words.words("非点位尾")):
            return False
        own = self._place_end.get(start, start)  # 甲工业园区|乙湖绿色产业发源地
        own = start if is_town(self._text[start:own]) else own
        return end - own <= _LONGEST_UNKNOWN and (exact is None or exact.value == "site" or exact.type == "zone")

    def office(self, start: int, end: int) -> bool:
        """Whether an item is an office that is called by its place: 甲市公安局, of which a list of stops may tell."""
        exact = self._exact.get((start, end))
        return exact is not None and exact.value == "government" and bool(exact.parts) and not exact.text.endswith(SEATS)

    def division(self, start: int, end: int) -> bool:
        """Whether an item is a county or a larger division."""
        exact = self._exact.get((start, end))
        return exact is not None and exact.type == "place" and not exact.text.endswith((*TOWNSHIPS, *_VILLAGES))


def is_town(text: str) -> bool:
    """Whether a name is a town's.

    >>> is_town("甲镇"), is_town("梦想小镇"), is_town("乡")
    (True, False, False)
    """
    return len(text) > 1 and text.endswith(TOWNSHIPS) and not text.endswith(words.words("非乡镇尾"))


def _headed(text: str) -> bool:
    """Whether a name ends in a head noun of more than one character."""
    return any(text[-length:] in organizations.suffixes() for length in range(_SHORTEST, _LONGEST_HEAD + 1))


def _shown_alone(text: str) -> bool:
    """Whether a name of one word is that of something of which there is one: 图书馆, 游客中心, 产业集聚区."""
    return len(text) > _SHORTEST and organizations.suffixes().get(text) in _ONE_OF_ITS_KIND


@cache
def _led() -> re.Pattern[str]:
    """登上甲山、|走进|乙馆: a verb of more than one character before an item."""
    listed = (word for name in ("到", "看") for word in words.words(name) if len(word) > 1)
    return re.compile(f"(?:{'|'.join(map(re.escape, listed))})了?")


@cache
def _tied() -> re.Pattern[str]:
    """结对的|甲校, 对口支援单位|甲法院."""
    return re.compile(rf"(?:{words.alternation('结对的')}|(?:{words.alternation('对口')})+单位)")


@cache
def _role() -> re.Pattern[str]:
    """乡村振兴示范点|甲村, 教育基地——|乙馆, 国家4A级景区|丙峡: what a site is, before its name."""
    return re.compile(
        rf"[^“”]{{0,8}}?(?:{words.alternation('联系点')})点(?=[^的等在]{{3}})|[^、，的]*文物保护单位|国家\dA级(?:旅游)?景区|.+——"
    )


@cache
def _kinds() -> re.Pattern[str]:
    """What names only a kind: 学校医院, 重点企业, 结对学校, 援疆项目."""
    first, general, kind = (words.alternation(name) for name in ("泛处首", "泛单位首", "泛处"))
    helping = rf"(?:[\u4e00-\u9fff]{{2,3}}[省市县区州]?)?(?:{words.alternation('项目所为')}){{1,4}}(?:项目|工程|点|成果)"
    return re.compile(rf"(?:{first}|[和与、])*(?:(?:{kind})[和与、]?){{1,4}}里?|(?:{general}){{1,2}}(?:{kind})?|{helping}")


@cache
def _new_one() -> re.Pattern[str]:
    """甲镇|建一批|民宿, 甲镇|设立|乙中心: what no name has inside it."""
    return re.compile(rf"[建开办有设修]了?[一两几]|{words.alternation('新设')}")
