"""Lists whose 、 a site put a comma or a blank for: 县委副书记，县长李四, 李四 王五 赵六参加."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from operator import attrgetter

from shanhai.knowledge import names, posts
from shanhai.knowledge.words import words
from shanhai.model import Certainty, Repair

from .characters import HAN
from .edit import RawEdit

MARK = "、"
COMMA, BLANK_SIGN = "，", " "
FEWEST = 2  # commas, or blanks, between posts and between names
LONGEST_TITLE = 6
# A blank between characters; what a bracket or quotation holds, and a blank behind a dateline, is the writer's.
BLANK = re.compile(rf"(?<=[{HAN}”》]) (?=[{HAN}“《])")
HELD = re.compile(r"（[^（）\n]*）|\([^()\n]*\)|【[^【】\n]*】|“[^“”\n]*”|《[^《》\n]*》|「[^「」\n]*」")
DATELINE = re.compile(r"(?:讯|电|报道|记者|通讯员|摄|日)$")
SENTENCE = re.compile(r"[^\n]*。[^\n]*")
PAUSE = re.compile("[，。；]")
NAME = re.compile(rf"[{HAN}]{{2,3}}")
CLOSED = re.compile("[ ，。等及和与]")
# 甲县，乙县: names that end alike, the second one closed.
ALIKE = {
    sign: re.compile(rf"(?<=[{HAN}])(?P<level>[省市县区州旗镇乡村]){sign}(?=[{HAN}]{{1,7}}(?P=level)(?:[{sign}，。等及和与的]|$))")
    for sign in (COMMA, BLANK_SIGN)
}
# 先后到甲村，乙园，丙公司|等地: what closes a list of stops, and the longest list and item.
SUMMED = re.compile(r"等(?=[地处企园项单公部点现，。]|[0-9一二两三四五六七八九十多余]+[个家处])")
SENTENCE_END = re.compile("[。；！？\n]")
LONGEST_LIST, LONGEST_ITEM = 200, 25


def enumerate_again(text: str) -> tuple[RawEdit, ...]:
    """Edits that put 、 for commas or blanks between the items of lists, on a page that has none.

    >>> text = "甲县县委副书记，县长李四，副县长王五，赵六，钱七参加。"
    >>> [edit.start for edit in enumerate_again(text)]
    [7, 18, 21]
    """
    if MARK in text:
        return ()
    return tuple(sorted((*_edits(_blanks(text), Repair.SPACING), *_edits(_commas(text), Repair.WIDTH)), key=attrgetter("start")))


def _edits(places: Iterator[int], repair: Repair) -> Iterator[RawEdit]:
    return (RawEdit(start=at, end=at + 1, replacement=MARK, repair=repair, certainty=Certainty.SEARCHED) for at in places)


def parted(text: str) -> bool:
    """Whether there is anything of that kind on a page.

    >>> parted("县委副书记，县长李四，副县长王五，赵六参加。"), parted("县委副书记、县长李四参加。")
    (True, False)
    """
    return MARK not in text and (next(_blanks(text), None) is not None or next(_commas(text), None) is not None)


def _blanks(text: str) -> Iterator[int]:
    """The blanks within sentences, where enough of them stand between posts and names."""
    if text.count(BLANK_SIGN) < FEWEST or len({*_told(text, BLANK_SIGN), *_alike(text, BLANK_SIGN)}) < FEWEST:
        return
    found = [at for line in SENTENCE.finditer(text) for at in _within(text, line.start(), line.end())]
    pauses = len(PAUSE.findall(HELD.sub("", text)))  # a roll of names with blanks between has hardly any
    yield from found if len(found) <= pauses else ()


def _within(text: str, start: int, end: int) -> Iterator[int]:
    held = [hit.span() for hit in HELD.finditer(text, start, end)]
    for blank in BLANK.finditer(text, start, end):
        at = blank.start()
        if not DATELINE.search(text, start, at) and not any(a < at < b for a, b in held):
            yield at


def _commas(text: str) -> Iterator[int]:
    """The commas between posts and between names, where there are enough, and then those of the page's other lists."""
    found = _told(text, COMMA)
    if len(found) < FEWEST:
        return
    found.update(_alike(text, COMMA))
    found.update(_between_stops(text))
    yield from sorted(found)


def _alike(text: str, sign: str) -> Iterator[int]:
    return (hit.start() + 1 for hit in ALIKE[sign].finditer(text))


def _told(text: str, sign: str) -> set[int]:
    """The places of a sign between posts and between names."""
    found = {*_between_posts(text, sign)}
    return found | {*_between_names(text, sign, found)}


def _title_before(text: str, at: int) -> bool:
    return text[at - 1 : at] in _last() and any(text[at - n : at] in posts.titles() for n in range(2, LONGEST_TITLE + 1))


@cache
def _last() -> frozenset[str]:
    """The characters that titles end with."""
    return frozenset(title[-1] for title in posts.titles())


def _title_at(text: str, at: int) -> int | None:
    """The end of the longest title that begins at an offset."""
    return next((at + n for n in range(LONGEST_TITLE, 1, -1) if text[at : at + n] in posts.titles()), None)


def _between_posts(text: str, sign: str) -> Iterator[int]:
    for hit in re.finditer(sign, text):
        end = _title_at(text, hit.end()) if _title_before(text, hit.start()) else None
        if end is not None and NAME.match(text, end):
            yield hit.start()


def _between_names(text: str, sign: str, posted: set[int]) -> Iterator[int]:
    """The signs of 县领导李四，王五，赵六陪同: behind a title, between names, up to one that something closes."""
    for title in re.finditer(sign, text):
        if title.start() in posted or not _named_before(text, title.start()):
            continue
        at, found = title.start(), []
        while text.startswith(sign, at) and (end := _name_end(text, at + 1)) is not None:
            found.append(at)
            at = end
        yield from found


def _named_before(text: str, end: int) -> bool:
    """Whether a name behind a title ends at an offset."""
    return any(_title_before(text, end - n) and _is_name(text[end - n : end]) for n in (2, 3))


def _name_end(text: str, start: int) -> int | None:
    """The end of the name that begins at an offset and that something closes."""
    for length in (2, 3):
        end = start + length
        if _is_name(text[start:end]) and (CLOSED.match(text, end) or text.startswith(_attending(), end)):
            return end
    return None


def _is_name(text: str) -> bool:
    return bool(NAME.fullmatch(text)) and text[0] in names.surnames() and text not in posts.titles()


def _between_stops(text: str) -> Iterator[int]:
    """The commas of 先后到甲村，乙园，丙公司等地考察."""
    for hit in SUMMED.finditer(text):
        start = max((end.end() for end in SENTENCE_END.finditer(text, max(0, hit.start() - LONGEST_LIST), hit.start())), default=-1)
        verbs = list(_visiting().finditer(text, start, hit.start())) if start >= 0 else []
        items = text[verbs[-1].end() : hit.start()].split("，") if verbs else []
        if len(items) > 1 and all(1 < len(item) <= LONGEST_ITEM for item in items):
            at = verbs[-1].end()
            for item in items[:-1]:
                at += len(item)
                yield at
                at += 1


@cache
def _visiting() -> re.Pattern[str]:
    """Verbs of those who go from stop to stop."""
    return re.compile("|".join(sorted(map(re.escape, (*words("参观"), *words("了解"))), key=len, reverse=True)))


@cache
def _attending() -> tuple[str, ...]:
    """What those of a list do."""
    return (*words("陪同"), *words("一同"))
