"""Spaces between all characters of a line, as a printed page leaves them when a machine reads it (气 象 灾 害 预 警), or within words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate, islice

from shanhai.model import Repair

from .characters import HAN, lines_of
from .edit import RawEdit
from .language import halves

GAPS = " \u00a0\u3000"
GAP = f"[{GAPS}]"
ONE = f"(?:[{HAN}]|[0-9]+(?:\\.[0-9]+)?%?|[，。、；：！？“”‘’《》（）,.;:!?()—…-])"
ALONE = {gap: re.compile(f"{gap}(?=[{HAN}]{GAP})") for gap in GAPS}  # each begins with a plain character: looked for fast
SPACED = re.compile(f"(?<![^\\s]){ONE}(?:{GAP}{ONE}){{7,}}(?![^\\s])")
HAN_CHARACTER = re.compile(f"[{HAN}]")
# A heading of two to five characters is spaced for its looks; 序 号 姓 名 in a row of cells stays below this.
LEAST_HAN = 8
# One space within a line that tells something: of a list of names, or within a word. Of 17,478 places within sentences of the evening news
# (xwlb) public text makes 80 % likelier by SURE to go on than to end a line, and 95 % by LIKELY; of 7,787 ends of lines 0.3 and 4 %.
WITHIN = re.compile(f" (?<=[{HAN}] )(?=[{HAN}])")
TELLING = re.compile("。|[，；,][^\n]*[，；,]")
SURE, LIKELY = 10.0, 6.0
LEAST, SHARE = 3, 0.5  # places that are sure on a page whose spaces may stand within words, no two alike, and their share
MOST = 300  # spaces that are looked at


def close_up(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the single spaces between characters that all stand alone.

    >>> text = "气 象 灾 害 预 警 发 布 平 台"
    >>> len(close_up(text)), close_up("公 告"), close_up("甲县 乙市 丙区 丁镇 戊村 己乡 庚街 辛路 壬巷")
    (9, (), ())
    """
    if not spaces(text):
        return ()
    apart = {place for run in SPACED.finditer(text) if len(HAN_CHARACTER.findall(run[0])) >= LEAST_HAN for place in _gaps(run)}
    places = sorted(apart.union(_within_words(text)))
    return tuple(RawEdit(start=place, end=place + 1, replacement="", repair=Repair.SPACING) for place in places)


def spaces(text: str) -> bool:
    """Whether as many Chinese characters stand between spaces as in the shortest such line, its first and last left out, or words do."""
    missing = LEAST_HAN - 2
    for gap, alone in ALONE.items():
        if gap in text:
            missing -= len(alone.findall(text))
    return missing <= 0 or bool(_within_words(text))


def _gaps(run: re.Match[str]) -> Iterator[int]:
    return (run.start() + gap.start() for gap in re.finditer(GAP, run[0]))


@lru_cache(maxsize=1)  # the look for traces and the repair ask this of one text
def _within_words(text: str) -> tuple[int, ...]:
    """The places of single spaces within words, on a page that has enough of them."""
    if " " not in text or len(places := _in_prose(text)) < LEAST:
        return ()
    likelier = {place: halves(text[max(0, place - 2) : place], text[place + 1 : place + 3]) for place in places}
    sure = [text[place - 1 : place + 2] for place, chance in likelier.items() if chance >= SURE]
    if len(frozenset(sure)) < LEAST or len(sure) < SHARE * len(likelier):
        return ()
    return tuple(place for place, chance in likelier.items() if chance >= LIKELY)


def _in_prose(text: str) -> list[int]:
    """The places of single spaces between Chinese characters in lines that tell something."""
    found = [match.start() for match in islice(WITHIN.finditer(text), MOST)]
    if len(found) < LEAST:
        return []
    ends = [0, *accumulate(len(line) + 1 for line in lines_of(text))]
    lines = (bisect_right(ends, place) - 1 for place in found)
    return [place for place, line in zip(found, lines, strict=True) if TELLING.search(text, ends[line], ends[line + 1])]
