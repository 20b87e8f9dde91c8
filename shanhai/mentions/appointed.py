"""Who holds a post that is told after the name: 李四目前担任甲县县长, 李四（甲县县长）, or 李四 甲县县长 as a line of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from msgspec.structs import replace

from shanhai.knowledge import names, posts, words
from shanhai.model import Mention
from shanhai.model.struct import Value

from .lexicon import Scan, given_a_word, is_ordinary
from .person import is_name

# The verb with its adverbs and the place of a seconded post: 李四|于2022年起在甲县挂职担任|副县长.
_WINDOW = 40
_YEAR = r"(?:于|自|从)?\d{4}年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:至今|起|开始|后|以来)?"
_FROM = rf"(?:从|自)[\u4e00-\u9fff]{{2,12}}?(?={words.alternation('所往')})"
_AT = rf"(?:被?(?:{words.alternation('选派去')})?(?:{words.alternation('所往')}))(?P<at>[\u4e00-\u9fff]{{2,18}}?)"
_BEFORE = frozenset("，。、；：“”（）《》\n 　的由与和及同跟对让请除派")
_AFTER_LINE = re.compile(r"[，。；、（\s]|$")
_SEPARATED = re.compile(r"(?:[ 　\t]+|[:：])$")
# 他叫李四，|甲医院骨科主任, and 李四，|甲医院骨科主任，今年 at the head of a sentence, or of a line with a mark of lists or none.
_APPOSED = re.compile(
    r"(?P<by>(?:名叫|[他她生师人]叫|^(?:[^\w\n（“]|\d{1,2}[.．、]){0,4}|(?<=[。！？])))(?P<name>[\u4e00-\u9fff·]{2,8})(?:（[^（）\n]{1,8}）)?，$",
    re.MULTILINE,
)
_SECONDED = re.compile("挂职|挂任")
_ROLE = re.compile(r"(?:[\u4e00-\u9fff]{1,6}|[\u4e00-\u9fff][ \u3000]+[\u4e00-\u9fff])[：:][ \u3000]*$")  # 团　长：|李四 甲县副县长
_CURRICULUM = re.compile(
    r"(?:\d{1,2}[.．、])?(?P<name>[\u4e00-\u9fff·]{2,8})，[男女]，"
    rf"(?:[^。\n]{{0,120}}?(?:{words.alternation('历任')})"
    r"|[^。，\n]{1,8}，(?:[^。，\n]{1,12}，)?[^。，\n]{0,20}生，)$"
)
_BORN = re.compile(
    r"(?<![^。；\n])(?P<name>[\u4e00-\u9fff·]{2,8})，(?:(?:[男女]，[^。\n]{0,40}?)?\d{4}年\d{1,2}月(?:\d{1,2}日)?(?:出)?生[^\n]{0,300}?|[^。，\n]{2,12}人，[^。\n]{0,60}?)"
    rf"(?:{words.alternation('历任')}|(?<=[，。起今月年])任)(?:中共)?$"
)
_SENT = re.compile(r"，?[^。；\n]{0,24}?(?:到|赴|往)[^。；，\n]{2,16}，(?:挂职|挂任|任职)(?:担任|锻炼)?，?(?:担任|任)?")
_STAGE = r"\d{4}年(?:\d{1,2}月)?(?:(?:[至到]|起|后|以后|[-—－]+)(?:\d{4}年(?:\d{1,2}月)?|今|现在)?)?"
_LATER = re.compile(
    rf"[。；，](?:后)?(?:{_STAGE}|(?:同|次|当)年(?:\d{{1,2}}月)?)，?(?:{_FROM}|{_AT})*(?:挂职(?:锻炼)?[，、]?)?(?:{words.alternation('任前字')})*任(?:中共)?"
)
# 甲指挥部（下称“乙”）|指挥长, 甲高新区党工委（区委）|副书记
_ALIAS, _LONGEST_ALIAS = (
    re.compile(
        r"（(?:(?:以下)?[下简]称[^（）]{2,20}|[现原今][^（）]{2,20}|[省市县区州旗][委办]|[省市县区州旗][\u4e00-\u9fff]{2,10}[局办委会]"
        rf"|{words.alternation('总商会')})）$"
    ),
    28,
)
_LONGEST_TERM, _OF = 6, "的"
_FAR, _ITEM_BEFORE = 400, frozenset("：；。，、\n \u3000")  # characters of a list of appointments, and what stands before an item
_TERM = re.compile(r"第[\d一二三四五六七八九十]+[轮批届任]$")
_AMONG = ("其中", "分别是")
_ITEM, _OPENING, _RARE = frozenset("：:、，"), "（(", 3
_HELD_IN_BRACKETS = re.compile(rf"[（(](?:{words.alternation('现任')}|{words.alternation('任')})")
_CALLED, _BLANK, _FILLED = "叫", re.compile(r"[ \u3000]{1,3}"), re.compile("[：:]")
_OPENED, _CLOSED = ("（", "("), ("）", ")")
_NOTE_AFTER = re.compile(r"（[^（）\n]{1,8}）(?=，)")
_NOTE = re.compile(r"（[^（）\n]{1,8}）$")
_SYLLABLES = range(5, 1, -1)
_GIVEN = re.compile(r"(?:中共)?\n?$")  # what may stand behind the verb
_VAGUE = frozenset({"collective", "generic"})
_TASKS = frozenset({"aid", "party", "military"})


class Named(Value, frozen=True, kw_only=True):
    """A name before its posts, and the place or body that stands between them."""

    start: int
    end: int
    at: int | None = None


def holds_post(scan: Scan, start: int) -> bool:
    """Whether a name or a word for its bearer stands before an offset, so that what begins there is a verb: 李四同志|任|县教育局局长."""
    if words.ending("尊称", scan.text, start):
        return True
    named = _ending(scan, start)
    return named is not None and (not named.start or scan.text[named.start - 1] in _ITEM_BEFORE)


def held_by(text: str, end: int) -> int:
    """Where the body ends that a title at an offset is of, before what only stands between them: 甲指挥部|第三轮|总指挥.

    >>> held_by("甲指挥部第三轮", 7), held_by("甲高新区党工委（区委）", 11), held_by("甲医院的副院长李四", 4)
    (4, 7, 3)
    >>> held_by("甲市工商联（总商会）", 10)
    5
    """
    if term := _TERM.search(text, max(0, end - _LONGEST_TERM), end):
        end = term.start()
    if alias := _ALIAS.search(text, max(0, end - _LONGEST_ALIAS), end):
        end = alias.start()
    if text.endswith(_OF, 0, end) and text.startswith(words.words("名后职务"), end):
        end -= len(_OF)
    return end


@cache
def _verb() -> re.Pattern[str]:
    return re.compile(
        rf"(?:{words.alternation('任前')}|{_YEAR}|{_FROM}|{_AT})*(?:挂职(?:锻炼)?[，、])?(?:{words.alternation('任')})(?:中共)?$"
    )


@cache
def _his() -> re.Pattern[str]:
    """Posts of whom the sentence before tells: 李四是甲公司副总经理。进藏前，他|在乙公司任|总经理."""
    adverbs = words.alternation("任前")
    return re.compile(
        rf"[^。；\n]{{0,24}}[。；，](?:[^。，；\n他她]{{0,14}}，)?[他她](?:{adverbs}|{_YEAR}|{_FROM}|{_AT})*(?:{words.alternation('任')})(?:中共)?"
    )


def gives(titles: Sequence[str], *, held: bool) -> bool:
    """Whether titles after a name are posts: no 成员, 代表; of who leads a task (组长, 团长) only with the body that it leads.

    >>> gives(["县长"], held=False), gives(["成员"], held=True), gives(["组长"], held=False)
    (True, False, False)
    """
    known = posts.titles()
    told = [p for t in titles if (p := next((known[t[i:]] for i in range(len(t)) if t[i:] in known), None)) is not None]
    if any(p.category in _VAGUE for p in told) or not told:
        return False
    return held or not all(p.category in _TASKS and p.belongs == "organ" for p in told)


def goes_on(text: str, named: Mention, start: int, stop: int) -> Named | None:
    """The name of an official, where nothing but a verb that gives a post stands between it and further posts: 县长李四|挂任|乙市副市长."""
    if graded := _NOTE_AFTER.match(text, named.end, start):  # 李四，甲县委常委（正处级），|现挂职|乙县副县长
        named = replace(named, end=graded.end())
    if text[named.end : start] == "为" and text.endswith(words.words("任命"), 0, named.start):
        return Named(start=named.start, end=named.end)  # 聘请甲医院主任李四|为|乙医院名誉院长
    bare = text[named.end : start] in _OPENED and text[stop : stop + 1] in _CLOSED and not text.endswith(words.words("援派"), start, stop)
    if bare or _HELD_IN_BRACKETS.fullmatch(text, named.end, start):
        return Named(start=named.start, end=named.end)  # 组长李四（|挂任|乙县副县长）, 组长李四（|乙县副县长）
    if text[named.end : start] in words.words("赴") and _SECONDED.search(text, start, stop):
        return Named(start=named.start, end=named.end)  # 甲局副局长李四|到|乙县挂职副县长
    if _BLANK.fullmatch(text, named.end, start) and _FILLED.search(text, named.start, named.end) and _AFTER_LINE.match(text, stop):
        return Named(start=named.start, end=named.end)  # 组长：李四 |甲县副县长；
    if (his := _his().fullmatch(text, named.end, start)) is not None:
        return Named(start=named.start, end=named.end, at=his.end("at") if his["at"] else None)
    if _SENT.fullmatch(text, named.end, start) and _SECONDED.search(text, named.end, stop):
        return Named(start=named.start, end=named.end)  # 工作组组长李四，作为援疆干部来到乙县，挂职|县委副书记
    if later := _LATER.fullmatch(text, named.end, start):  # 2013年起任甲县县长李四…。2016年1月至今，任|乙市副市长
        return Named(start=named.start, end=named.end, at=later.end("at") if later["at"] else None)
    end = named.end + text.startswith(("）", ")"), named.end)  # 李四（甲局副局长）|任乙局副局长
    end += text.startswith(("，", "　", " "), end)  # 李四，甲医院主任，|现任乙医院副院长
    hit = _verb().fullmatch(text, end, start) if end < start else None
    return Named(start=named.start, end=named.end, at=hit.end("at") if hit["at"] else None) if hit else None


def named_before(scan: Scan, start: int, end: int) -> Named | None:
    """The name of who is said before a chain of posts to hold them; null where nothing ties a name to the chain."""
    text = scan.text
    begun = line = text.rfind("\n", 0, start) + 1
    line += len(text[line:start]) - len(text[line:start].lstrip(" \u3000"))
    if start and text[start - 1] in "（(" and text[end : end + 1] in "）)，,、；":
        found = _ending(scan, start - 1)
        office = _SEPARATED.search(text, line, found.start) if found else None  # 甲局 |李四（副主任）
        return Named(start=found.start, end=found.end, at=office.start()) if found and office else found
    if (apart := _SEPARATED.search(text, line, start)) and _AFTER_LINE.match(text, end):
        found = _ending(scan, apart.start()) or _heading(scan, line, apart.start())
        return found if found and (found.start == line or _ROLE.fullmatch(text, line, found.start)) else None
    if (stated := _APPOSED.search(text, begun, start)) and _AFTER_LINE.match(text, end):
        called = (_CALLED,) if stated["by"].endswith(_CALLED) else ()
        return found if (found := _ending(scan, stated.end("name"), called, led=not called)) and found.start == stated.end("by") else None
    if text.endswith(("在", "到", "赴"), 0, start) and _SECONDED.search(text, start, end) and (found := _ending(scan, start - 1)):
        return found  # 甲局的李四在|乙局挂职副局长
    if text.endswith("为", 0, start):
        note = _NOTE.search(text, max(0, start - _WINDOW), start - 1)  # 任命李四（挂职）|为
        end_of_name = note.start() if note else start - 1
        end_of_name -= len(words.ending("尊称", text, end_of_name))
        if found := _ending(scan, end_of_name, words.words("任命")):
            return found
        if (found := _ending(scan, end_of_name)) and _appointing(text, found.start):
            return found
    if (cv := _curriculum(text, line, start)) and (found := _ending(scan, cv)):
        return found
    floor = max(0, start - _WINDOW)
    if not _GIVEN.sub("", text[floor:start]).endswith(words.words("任")):
        return None
    tied = (hit for offset in range(floor, start) if (hit := _verb().match(text, offset, start)))
    for hit in tied:
        note = _NOTE.search(text, max(0, hit.start() - _WINDOW), hit.start())  # 李四（左二）|现任
        found = _ending(scan, note.start() if note else hit.start())
        if found is not None and not text.endswith(words.words("免"), 0, found.start):
            return Named(start=found.start, end=found.end, at=hit.end("at") if hit["at"] else None)
    return None


def _appointing(text: str, start: int) -> bool:
    """Whether a list of appointments goes on at the name that begins an item: 任命：李四为甲局局长；|王五|为乙局局长."""
    since = max(0, start - _FAR)
    named = max(text.rfind(word, since, start) for word in words.words("任命"))
    ended = max(text.rfind(word, since, start) for word in words.words("免"))
    return named > ended and (text[start - 1 : start] in _ITEM_BEFORE or text.endswith(words.words("任命"), 0, start - 1))


def _curriculum(text: str, line: int, start: int) -> int | None:
    """李四|，男，1975年3月生，…，现任: where the name of a short curriculum ends."""
    begin = max(text.rfind(mark, line, start) + 1 for mark in "。；\n")
    hit = _CURRICULUM.match(text, begin, start) or _BORN.search(text, line, start)
    return hit.end("name") if hit else None


def _ending(scan: Scan, end: int, after: tuple[str, ...] = (), *, led: bool = False) -> Named | None:
    """The name that ends at an offset and that a mark, a joining word or one of some words begins; `led` where any mark of lists does."""
    text = scan.text
    for length in _SYLLABLES:
        start = end - length
        if start < 0 or not _formed(text[start:end]):
            continue
        begun = not start or text[start - 1] in _BEFORE or text.endswith(_AMONG, 0, start) or (led and not text[start - 1].isalnum())
        if not (text.endswith(after, 0, start) if after else begun):
            continue
        worded = is_name(text[start:end]) and scan.ordinary(start, end) and not given_a_word(text[start:end])  # 赵铁军|是甲区委书记
        worded = worded and not (text[end] in _OPENING and text[start - 1 : start] in _ITEM and _is_usual(text[start]))  # ：樊建军（县长）
        if not (scan.within_word(start) or scan.within_word(end) or worded or is_ordinary(text[start:end])):
            return Named(start=start, end=end)
    return None


def _is_usual(surname: str) -> bool:
    return names.surnames().get(surname, _RARE) < _RARE


def _heading(scan: Scan, start: int, end: int) -> Named | None:
    """The name that fills the head of a line up to a blank, though two of its characters are a word: 于大洋 甲医院主任医师."""
    name = scan.text[start:end]
    return Named(start=start, end=end) if is_name(name) and given_a_word(name) else None


def _formed(name: str) -> bool:
    """Whether characters have the form of a name: a Han one, a compound surname's, or syllables of another language."""
    if is_name(name) or (name[:2] in names.compound() and 3 <= len(name) <= 4):
        return True
    return len(name) > 2 and all(c in words.words("民族名用字") for c in name)


def person_at(text: str, named: Named) -> Mention:
    """The mention of a person whom `named_before` found."""
    name = text[named.start : named.end]
    return Mention(type="person", start=named.start, end=named.end, text=name, value=name)
