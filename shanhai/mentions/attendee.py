"""Who attends, listed by name alone at the head of a sentence (张三、李四参加会见)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import Scan, ordinary
from .named import HAN, Name
from .person import is_name, read_name

_HEAD = re.compile(
    r"(?<![^。！？\n])[ \u3000]*(?=[\u4e00-\u9fff])|(?<=[，；])[由在]?(?=[\u4e00-\u9fff])|^在(?=[\u4e00-\u9fff])",
    re.MULTILINE,
)
# What can be a name, and a mark that joins another to it; tried before names are read, at the head of every sentence.
_LISTED = re.compile(rf"[{HAN}·•・ \u3000]+、")
# One who attends: 王小五参加。; a name of three characters that holds no word, and nothing else in the sentence.
_LONE = 3
_DONE = re.compile(rf"(?:上述|有关|相关)?(?:{words.alternation('座谈')})?[。\n]")
# Who attends with them, without a name: 省直有关部门及甲市有关负责同志.
_THEIR = words.alternation("负责人")
_WITH_THEM = rf"(?:(?:[和及]|以及)[^，。、]{{0,14}}(?:{_THEIR}|同志))?"
_FEWEST = 2  # one name alone is as often the beginning of another word


@cache
def _attend() -> re.Pattern[str]:
    return re.compile(
        rf"(?:等(?:领导|同志)?)?(?:(?:[，和及]|以及)[^，。、]{{0,14}}(?:{_THEIR})(?:[^，。、]{{0,12}}(?:{_THEIR}))?)?(?:也|还|{words.alternation('一同')})?(?:{words.alternation('陪同')}|{words.alternation('列名后')})"
    )


@cache
def _as_leaders() -> re.Pattern[str]:
    return re.compile(
        rf"等(?P<of>[\u4e00-\u9fff]{{2,8}}?)?(?P<post>[省市区县州旗]?(?:[四五几][大套家]班子|党政班子)?领导)(?:同志)?{_WITH_THEM}(?:{words.alternation('一同')})?(?:的?(?:{words.alternation('带领')})下|{words.alternation('陪同')})"
    )


def find_attendees(scan: Scan, places: Sequence[Mention] = ()) -> Iterator[Mention]:
    """The persons of every list of names alone that heads a sentence and is followed by what those do who attend.

    The last of a list that says of whom they are the leaders (张三、李四等甲市领导陪同) is an official of that post.

    A list of nothing but names of places (江山、龙泉参加签约) is none of persons.

    >>> [m.text for m in find_attendees(Scan("会见在甲市举行。张安顺、李四参加会见。"))]
    ['张安顺', '李四']
    """
    text, divisions = scan.text, {(h.start, h.end) for h in scan.hits("short")}
    for head in _HEAD.finditer(text):
        if not _LISTED.match(text, head.end()):
            yield from _alone(text, head.end())
            continue
        listed = list(_names(text, head.end()))
        if len(listed) < _FEWEST or all((start, name.end) in divisions for start, name in listed):
            continue
        if all(ordinary(name.text) for _, name in listed):
            continue  # 高山、平原参加展览会
        persons = [
            Mention(type="person", start=start, end=name.end, text=text[start : name.end], value=name.text) for start, name in listed
        ]
        if leaders := _as_leaders().match(text, persons[-1].end):
            yield from persons[:-1]
            yield _leader(text, persons[-1], leaders, places)
        elif _attend().match(text, persons[-1].end):
            yield from persons


def _alone(text: str, start: int) -> Iterator[Mention]:
    """王小五参加会见。: the one name of a sentence that says no more."""
    name, end = text[start : start + _LONE], start + _LONE
    attends = _attend().match(text, end)
    if attends and is_name(name) and not ordinary(name) and _DONE.match(text, attends.end()):
        yield Mention(type="person", start=start, end=end, text=name, value=name)


def _leader(text: str, person: Mention, said: re.Match[str], places: Sequence[Mention]) -> Mention:
    """李四|等甲市领导: an official whose post stands behind the name."""
    start, end = said.span("post")
    own = next((p for p in places if p.end in (start, start + 1) and p.start == said.start("of")), None)
    post = Mention(type="post", start=start, end=end, text=text[start:end])
    parts = (own, post, person) if own else (post, person)
    return Mention(type="official", start=person.start, end=end, text=text[person.start : end], value=person.value, parts=parts)


def _names(text: str, start: int) -> Iterator[tuple[int, Name]]:
    """The names from a position on, joined by 、; the last may be closed by what its bearer does alone."""
    while True:
        name = _before_act(text, start) or read_name(text, start)
        if name is None:
            return
        yield start, name
        if not text.startswith("、", name.end):
            return
        start = name.end + 1


def _before_act(text: str, start: int) -> Name | None:
    ends = (start + n for n in (3, 2) if is_name(text[start : start + n]) and _attend().match(text, start + n))
    return next((Name(end=end, text=text[start:end], closure=1) for end in ends), None)
