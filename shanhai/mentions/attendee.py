"""Who attends, listed by name alone at the head of a sentence (张三、李四参加会见)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention

from .lexicon import Scan
from .person import HAN, Name, is_name, read_name

_HEAD = re.compile(r"(?:^|(?<=[。！？\n]))[ \u3000]*(?=[\u4e00-\u9fff])", re.MULTILINE)
# What can be a name, and a mark that joins another to it; tried before names are read, at the head of every sentence.
_LISTED = re.compile(rf"[{HAN}·•・ \u3000]+、")
_FEWEST = 2  # one name alone is as often the beginning of another word


@cache
def _attend() -> re.Pattern[str]:
    return re.compile(rf"(?:等(?:领导|同志)?)?(?:分别|一同|一起|也|还|共同|先后|随团|全程)?(?:{words.alternation('陪同')})")


def find_attendees(scan: Scan) -> Iterator[Mention]:
    """The persons of every list of names alone that heads a sentence and is followed by what those do who attend.

    A list of nothing but names of places (江山、龙泉参加签约) is none of persons.

    >>> [m.text for m in find_attendees(Scan("会见在甲市举行。张安顺、李四参加会见。"))]
    ['张安顺', '李四']
    """
    text, divisions = scan.text, {(h.start, h.end) for h in scan.hits("short")}
    for head in _HEAD.finditer(text):
        if not _LISTED.match(text, head.end()):
            continue
        listed = list(_names(text, head.end()))
        if all((start, name.end) in divisions for start, name in listed):
            continue
        if len(listed) >= _FEWEST and _attend().match(text, listed[-1][1].end):
            for start, name in listed:
                yield Mention(type="person", start=start, end=name.end, text=text[start : name.end], value=name.text)


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
