"""Spaces between all characters of a line, as a printed page leaves them when it is read by machine: 气 象 灾 害 预 警."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shanhai.model import Repair

from .characters import HAN
from .edit import RawEdit

GAPS = " \u00a0\u3000"
GAP = f"[{GAPS}]"
ONE = f"(?:[{HAN}]|[0-9]+(?:\\.[0-9]+)?%?|[，。、；：！？“”‘’《》（）,.;:!?()—…-])"
ALONE = {gap: re.compile(f"{gap}(?=[{HAN}]{GAP})") for gap in GAPS}  # each begins with a plain character: looked for fast
SPACED = re.compile(f"(?<![^\\s]){ONE}(?:{GAP}{ONE}){{7,}}(?![^\\s])")
HAN_CHARACTER = re.compile(f"[{HAN}]")
# A heading of two to five characters is spaced for its looks; 序 号 姓 名 in a row of cells stays below this.
LEAST_HAN = 8


def close_up(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the single spaces between characters that all stand alone.

    >>> text = "气 象 灾 害 预 警 发 布 平 台"
    >>> len(close_up(text)), close_up("公 告"), close_up("甲县 乙市 丙区 丁镇 戊村 己乡 庚街 辛路 壬巷")
    (9, (), ())
    """
    if not spaces(text):
        return ()
    return tuple(
        RawEdit(start=place, end=place + 1, replacement="", repair=Repair.SPACING)
        for run in SPACED.finditer(text)
        if len(HAN_CHARACTER.findall(run[0])) >= LEAST_HAN
        for place in _gaps(run)
    )


def spaces(text: str) -> bool:
    """Whether as many Chinese characters stand between spaces as in the shortest such line, its first and last left out."""
    missing = LEAST_HAN - 2
    for gap, alone in ALONE.items():
        if gap in text:
            missing -= len(alone.findall(text))
    return missing <= 0


def _gaps(run: re.Match[str]) -> Iterator[int]:
    return (run.start() + gap.start() for gap in re.finditer(GAP, run[0]))
