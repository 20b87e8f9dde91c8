"""Persons told by name alone, by the words around their names (选派|李四、王五|两名教师, 名叫|李四|的教师, 甲局|李四|说)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .grid import people
from .lexicon import Scan, given_a_word, is_ordinary, ordinary
from .named import closure
from .person import is_name, read_name
from .transcribed import transcribed

_JOINT = re.compile("、|和|及|以及|与")
_NUMBER = r"(?:\d+|[一二两三四五六七八九十]+)(?:余|多)?[名位人]"
_ENDS = re.compile(r"[。；，（(]|等|及|以及|在")
_CALLED = re.compile(r"的|[，。”]")
_SENT = re.compile(rf"等?{_NUMBER}|等?(?:到|赴|前往)")
_AGED = re.compile(r"(?:\d{1,3}|[三四五六七八九]十[一二三四五六七八九]?)岁的|[五六七八九]旬的")  # 68岁的|李四|种上了茶
_COUNTED_OR_AGED = re.compile(rf"等{_NUMBER}|，?(?:今年|现年)?\d{{2}}岁")  # 李四、王五|等12名专家, 李四|今年35岁
# 李四|一行先后来到甲园, 李四|率甲市代表团赴乙市
_IN_CHARGE = re.compile(rf"一行(?:\d+人)?(?:{words.alternation('一行后')})|率[^，。、]{{0,12}}(?:{words.alternation('团组')})")
_BY = re.compile("由")
_REPORTED_TO = re.compile("处(?=[。，；])")  # 报甲局|李四|处。
_CONTACT = re.compile(
    r"(?P<office>[\u4e00-\u9fff]{2,30}[ \u3000]+)?(?P<name>[\u4e00-\u9fff]{2,4})(?=[，。；,、（(）)\s\d]|电话|$)[^；;，、]*[；;，、]?"
)
_HEAD = re.compile(r"(?<![^。！？\n”])[ \u3000]*(?=[\u4e00-\u9fff])", re.MULTILINE)
_LENGTHS = (3, 2)
_CLOSED = 3  # how surely a mark closes a name
_LONGEST = 8  # characters before how somebody is called


@cache
def _before() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """What stands before names told without posts, and what closes them."""
    told = (("列名", _ENDS), ("叫名", _CALLED), ("派名", _SENT))
    return tuple((re.compile(words.alternation(name)), closed) for name, closed in told)


@cache
def _speaks() -> re.Pattern[str]:
    return re.compile(words.alternation("言说"))


@cache
def _leads() -> re.Pattern[str]:
    return re.compile(rf"(?:同志)?(?:{words.alternation('带领')}|主持)")


@cache
def _calls() -> re.Pattern[str]:
    """接班的|同志|叫, 我的|徒弟|叫: whoever is called by a name that a mark closes."""
    return re.compile(rf"(?:{words.alternation('叫者')})(?:名)?叫{words.unfollowed('非叫', '叫')}")


@cache
def _addressed() -> re.Pattern[str]:
    return re.compile(words.alternation("称呼"))


def find_called(scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention] = ()) -> Iterator[Mention]:
    """Every person of a list, or alone, whom such words tell; names of ordinary words are none.

    >>> [m.text for m in find_called(Scan("甲县选派李顺姬、王强两名教师支教。"), ())]
    ['李顺姬', '王强']
    """
    text = scan.text
    for before, closed in _before():
        for hit in before.finditer(text):
            yield from _listed(text, hit.end(), closed)
    for head in _HEAD.finditer(text):
        yield from _listed(text, head.end(), _COUNTED_OR_AGED)
    for aged in _AGED.finditer(text):
        name = read_name(text, aged.end(), posted=True, borders=scan.borders)
        if name is not None and not ordinary(name.text):
            yield Mention(type="person", start=aged.end(), end=name.end, text=text[aged.end() : name.end], value=name.text)
    for label in words.any_of("联系人").finditer(text):
        yield from _contacts(text, label.end())
    for start, end in people(text):
        if is_name(text[start:end]) or transcribed(f"{text[start:end]}，", 0) == text[start:end]:
            yield _mention(text, start, end)
    for head in _HEAD.finditer(text):
        yield from _listed(text, head.end(), _IN_CHARGE)
    for by in _BY.finditer(text):
        yield from _listed(text, by.end(), _leads())
    yield from _of_bodies(scan, organizations, places)
    yield from _with_address(scan)


def _contacts(text: str, start: int) -> Iterator[Mention]:
    """联系人：甲局 |李四|，乙局 |王五|: the names of those to ask in a line, each behind its office or alone."""
    for item in _CONTACT.finditer(text, start, (text.find("\n", start) + 1 or len(text) + 1) - 1):
        formed = is_name(item["name"]) or (item["office"] and len(item["name"]) == _LENGTHS[0])
        if formed and not is_ordinary(item["name"]):
            yield _mention(text, *item.span("name"))


def _of_bodies(scan: Scan, organizations: Sequence[Mention], places: Sequence[Mention]) -> Iterator[Mention]:
    """甲局的|李四|说, 甲乡的|次仁央宗|送来: whoever is told of as somebody of a body or a place."""
    for body in organizations:
        of = body.end + scan.text.startswith("的", body.end)
        if not scan.text.startswith(words.words("非名"), of):  # 省政府|官网|宣布
            yield from _listed(scan.text, of, _speaks())
        yield from _listed(scan.text, body.end, _REPORTED_TO)
    for whose in (*organizations, *places):
        if scan.text.startswith("的", whose.end) and (spelled := transcribed(scan.text, whose.end + 1, scan.borders)):
            yield _mention(scan.text, whose.end + 1, whose.end + 1 + len(spelled))


def _with_address(scan: Scan) -> Iterator[Mention]:
    """接班的同志叫|李四, 甲镇的|李四|大爷: whoever is said to be called so, or is told with how he is called."""
    text = scan.text
    for hit in _calls().finditer(text):
        name = read_name(text, hit.end(), posted=True, borders=scan.borders)
        if name is not None and closure(text, name.end) == _CLOSED and (_person(name.text) or not ordinary(name.text)):
            yield _mention(text, hit.end(), name.end)
    for hit in _addressed().finditer(text):
        yield from _before_address(text, hit.start())


def _before_address(text: str, end: int) -> Iterator[Mention]:
    """甲镇的|旦增曲扎|大爷, 工作组的|戚风|大哥: a name between 的 or a mark and how he is called."""
    start = max(text.rfind(mark, max(0, end - _LONGEST), end) + 1 for mark in "的，。、：“")
    name = text[start:end]
    if start and (_person(name) or (len(name) > _LENGTHS[0] and transcribed(f"{name}，", 0) == name)):
        yield _mention(text, start, end)


def _mention(text: str, start: int, end: int) -> Mention:
    return Mention(type="person", start=start, end=end, text=text[start:end], value=text[start:end])


def _listed(text: str, start: int, closed: re.Pattern[str]) -> Iterator[Mention]:
    """The names from a position on, joined by 、 and the like, the last of them closed by what is given; none where one is no name."""
    found: list[Mention] = []
    while end := _name_end(text, start, closed):
        found.append(_mention(text, start, end))
        joint = _JOINT.match(text, end)
        if joint is None or (closed.match(text, end) and not _name_end(text, joint.end(), closed)):
            yield from found
            return
        start = joint.end()


def _name_end(text: str, start: int, closed: re.Pattern[str]) -> int:
    """Where the name at a position ends: where it is closed, or joined to another; 0 for none."""
    for length in _LENGTHS:
        end = start + length
        if _person(text[start:end]) and (closed.match(text, end) or _JOINT.match(text, end)):
            return end
    return 0


def _person(name: str) -> bool:
    return is_name(name) and (not ordinary(name) or given_a_word(name))
