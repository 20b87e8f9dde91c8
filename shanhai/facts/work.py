"""Names of projects and platforms: cleaned of what the sentence puts before them, and told apart from words for any of their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.knowledge.places import aliases
from shanhai.mentions.quantity import Count, count
from shanhai.model import Mention, PlaceRef

from .context import Context
from .location import flatten
from .naming import balanced

_CLASSIFIER = re.compile(
    rf"^(?:[一二两三四五六七八九十几多\d]+)?(?!{words.alternation('非量词')})"
    rf"(?:{words.alternation('工程量词')}|(?<=[一二两三四五六七八九十几多\d])大)(?=[\u4e00-\u9fff])"
)
_QUOTED = re.compile(r"“[^”]*”")
_ADDED = re.compile(
    rf"^(?:继(?={words.alternation('继后')})"
    r"|就(?!业)|(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日|的|其|该|这|那|我|并|还|也|又|和|与|及|、|从|到|“)+"
)
_NOT_IN_NAMES = re.compile(
    rf"{words.alternation('非工程名')}"
    r"|^给|^\dA级|^计划|等(?:设施|项目|工程)|[一二三四五六七八九十百]+(?:[个项大]|大重点)?项目\Z|^[前后]者|^(?:\d{4}年)?(?:\d{1,2}月)?[初底]?[一二三]期\Z|布局(?!图)|(?:落户|入驻)(?!的)|^含|第[一二三四五六七八九十]个|(?:援|帮|资)助[\u4e00-\u9fff]{2,8}(?:地区|[省市县州])\Z|^第[一二三四五六七八九十\d]+[所家个座]|^借"
    rf"|^{words.apart('当', '非当')}"
)
# 全省首个三地共建“飞地抱团”|强村项目: what is told of a work, not what it is called.
_DESCRIBED = re.compile(r"(?:首[个家座条批]|又一)(?:(?!——)[^，。；：\n]){0,20}(?<!——)\Z")
_QUOTED_END = re.compile(rf"(?P<name>“[^“”，。]{{2,10}}”)(?={words.alternation('落成')}|[，。；、）])")
_ORDINAL = re.compile(r"第[一二三四五六七八九十\d]+|\d+号")
_TOGETHER = re.compile(rf"^.{{2,}}?[与和同].{{2,}}?(?:{words.alternation('合作共建')})(?:的|了)?")
_DIVISIONS = re.compile(r"^(?:(?:(?!驻)[\u4e00-\u9fff]){2,6}?[省市州县区旗盟](?![—－\-–·•（、和与]))+")
_DIVISION = re.compile(r"(?:(?!驻)[\u4e00-\u9fff]){2,6}?[省市州县区旗盟]")
# 丙村建一座|胡柚分拣中心, 甲区援建的|乙县就业基地: a name behind what tells that it is built
_RAISED = re.compile(
    rf"^[\u4e00-\u9fff]{{2,12}}?(?:(?:新建|建成|建|盖)了?[一二两三四五\d]+[座个处条栋家所]|(?:{words.alternation('援建')})的)(?=[\u4e00-\u9fff“]{{4}})"
)
_KIND = 6  # characters at the end of two names that say only of which kind they are (加工生产线)
_OWN = 6  # characters behind the divisions that say which work it is
_ASIDE = re.compile(r"（([^（）]+)）")
_COMPANY = "公司"
_PHASE = re.compile(r"[一二三四五]期(?:建设)?(?:项目|工程)")  # 甲公司|一期项目 names none without its company
_COUNTING = 8  # characters of a number before a name
SHORTEST = 4
_SAME = 0.6  # of the pairs of characters; the same as the scorer of our labels asks of a name


@cache
def _verbs() -> re.Pattern[str]:
    """A verb of two characters or more with which no name begins."""
    names = (w for w in words.words("谓首") if len(w) > 1 and w not in words.words("名首"))
    return re.compile("|".join(map(re.escape, names)))


def _placed_first(name: str) -> bool:
    """Whether a name begins with a place whose first character is also a particle (那曲市产业园); 和|平果市 does not.

    >>> _placed_first("那曲市产业园"), _placed_first("和平果市产业园"), _placed_first("那产业园")
    (True, False, False)
    """
    return name[:2] in aliases() and name[1:3] not in aliases()


_OF_KIND = re.compile(rf"^(?:{words.alternation('项目定语')}){{1,4}}项目(?![的、和与及部库组资]|建设|签约)(?=[^，。]{{5,}})")


def cleaned(name: str) -> str:
    """A name without verbs, classifiers and particles before it.

    >>> cleaned("加快推进山茶产业园项目"), cleaned("条糌粑包装线"), cleaned("国家级建设项目甲乙高速公路")
    ('山茶产业园项目', '糌粑包装线', '甲乙高速公路')
    """
    before = ""
    name = _RAISED.sub("", name)
    while before != name:
        before = name
        name = _OF_KIND.sub("", name)
        name = _CLASSIFIER.sub("", name)
        name = name if _placed_first(name) else _ADDED.sub("", name)
        if (verb := _verbs().match(name)) and len(name) - verb.end() >= SHORTEST:
            name = name[verb.end() :]
    return balanced(name)


def built_together(name: str) -> str:
    """甲机床与乙机床合作共建|丙研究院: a name without those who build it."""
    rest = _TOGETHER.sub("", name)
    return rest if len(rest) >= SHORTEST else name


def without_company(name: str) -> str:
    """A name without the company that builds it, unless it is said to be the company's (甲公司的生产线).

    >>> without_company("桐庐快递有限公司智能分拣中心"), without_company("桐庐快递有限公司的分拣线")
    ('智能分拣中心', '桐庐快递有限公司的分拣线')
    """
    rest = name[name.rfind(_COMPANY) + len(_COMPANY) :] if _COMPANY in name else name
    return rest if len(rest) >= SHORTEST and not rest.startswith("的") and not _PHASE.fullmatch(rest) else name


def owned(context: Context, mention: Mention) -> str:
    """A name with the organisation to which the sentence gives it (甲公司的茶饮生产线), and with what it is called (甲小学|“教工之家”)."""
    if context.text[mention.start - 1 : mention.start] == "的":
        owner = next((m for m in context.of_type("organization", mention.start - 40, mention.start) if m.end == mention.start - 1), None)
        if owner is not None:
            return context.text[owner.start : mention.end]
    quoted = _QUOTED_END.match(context.text, mention.end) if "“" not in mention.text else None
    return mention.text + (quoted["name"] if quoted else "")


def in_place(mention: Mention, name: str) -> str:
    """都江堰的|医疗中心: a name without the place in which the sentence puts it."""
    place = next((p for p in mention.parts if p.start == mention.start and p.type in ("place", "zone")), None)
    before = f"{place.text}的" if place is not None else ""
    rest = name.removeprefix(before) if before else name
    return rest if len(rest) >= SHORTEST else name


def own_words(context: Context, mention: Mention, head: str) -> str:
    """What a name says beside the places, firms and programmes in it, its head noun and numbers."""
    name = mention.text.removesuffix(head)
    for part in flatten(mention.parts):
        if part.type in ("place", "zone", "programme") or part.text.endswith(words.words("公司集团")):
            name = name.replace(part.text, "")
    return re.sub(r"\d{4}年(?:\d{1,2}月)?|[\d“”‘’—－\-（）·•、]+", "", name)


def _ending(a: str, b: str) -> int:
    """How many characters two names have in common at their ends."""
    return next((i for i, (x, y) in enumerate(zip(reversed(a), reversed(b), strict=False)) if x != y), min(len(a), len(b)))


def asides_differ(a: str, b: str) -> bool:
    """Whether two names have brackets that say different things (甲（乙）园, 甲（乙丙）园)."""
    one, other = _ASIDE.findall(a), _ASIDE.findall(b)
    return bool(one and other) and one != other


def _divisions(name: str) -> frozenset[str]:
    """The divisions that stand before a name (甲省乙县丙园: 甲省, 乙县)."""
    return frozenset(_DIVISION.findall(before[0])) if (before := _DIVISIONS.match(name)) else frozenset()


def _placed(name: str) -> str:
    """A name without the divisions that stand before it."""
    rest = _DIVISIONS.sub("", name)
    return rest if len(rest) >= _OWN else name


def alike(a: str, b: str) -> bool:
    """Whether two names of a page are one: one holds the other, or most of their pairs of characters are the same.

    >>> alike("甲乙山海协作产业园", "山海协作产业园"), alike("甲乙小学新教学楼", "丙丁医院住院楼"), alike("甲县第二小学", "甲县第三小学")
    (True, False, False)
    """
    if a in b or b in a:
        return True
    if (one := _ORDINAL.findall(a)) and (other := _ORDINAL.findall(b)) and one != other:
        return False
    if asides_differ(a, b):
        return False
    if not (left_of := _divisions(a)) or not (right_of := _divisions(b)):  # 甲省乙州丙协作园一期 and 丙协作园
        a, b = _placed(a), _placed(b)
    elif left_of.isdisjoint(right_of):  # 甲县驻丙市分站 and 乙县驻丙市分站
        return False
    begun, ended = _ending(a[::-1], b[::-1]), _ending(a, b)
    own = [set(name[begun : len(name) - ended]) for name in (a, b)]
    if ended <= _KIND and all(len(one) > 1 for one in own) and own[0].isdisjoint(own[1]):  # 甲县|脐橙|加工生产线 and 甲县|木材|加工生产线
        return False
    left, right = ({name[i : i + 2] for i in range(len(name) - 1)} for name in (a, b))
    return len(left & right) >= _SAME * (len(left) + len(right)) / 2


def several(mention: Mention) -> Count | None:
    """A quantity of more than one, read; null for what is none."""
    read = count(mention.text) if mention.type == "quantity" else None
    return read if read is not None and read.scaled > 1 else None


def counted(context: Context, mention: Mention) -> Count | None:
    """已有13个|甲市产业合作项目, 建成9个|工业类产业园: the number right before a name, which counts works of a kind then."""
    before = (m for m in context.matters_in(mention.start - _COUNTING, mention.start) if m.end == mention.start)
    return next(filter(None, map(several, before)), None)


def named(name: str) -> bool:
    """Whether a cleaned name can be one: long enough, without a verb in it."""
    return len(name) >= SHORTEST and not _NOT_IN_NAMES.search(_QUOTED.sub("", name))


def described(context: Context, start: int) -> bool:
    """Whether a noun is told of a work (全省首个跨省共建的|强村项目) and is not its name."""
    item = context.text[start - 1 : start] == "、" and words.ending("项目名", context.text, start - 1)  # 建成首个公寓、|甲县乙中学
    return not item and bool(_DESCRIBED.search(context.text, max(0, start - 24), start))


def places_in(context: Context, mention: Mention) -> tuple[PlaceRef, ...]:
    """The places inside a name, in order."""
    return tuple(dict.fromkeys(_places(context, mention)))


def _places(context: Context, mention: Mention) -> Iterator[PlaceRef]:
    for part in flatten(mention.parts):
        if part.type in ("place", "zone"):
            yield from context.places_of(part)
