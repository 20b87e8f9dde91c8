"""Years with their own last digits once more: 202323年, left where a program put another year in; days without 月: 1025日."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import attrgetter

from shanhai.knowledge.words import alternation
from shanhai.model import Certainty, Repair

from .edit import RawEdit

# 202223年 may be either year and stays as it is; 201919年前 is long ago.
TWICE = re.compile(rf"(?<![0-9.,])(?P<year>(?:19|20)(?P<last>[0-9]{{2}}))(?P<again>(?P=year)|(?P=last))年(?!{alternation('年后')})")
# A day of one of the last three months at the head of a sentence: no other number of days has its form there.
DAY = re.compile(r"(?:^[ \t\u3000]*|[。；])(?P<month>1[0-2])(?P<day>0[1-9]|[12][0-9]|3[01])日(?=[，,]|至|[上下]午|[早晚]上)", re.MULTILINE)
DAY_END = re.compile("日(?<=[0-9]{4}日)")


def mend_dates(text: str) -> tuple[RawEdit, ...]:
    """Edits that delete the digits behind a year that are its own last two, or the whole of it, and put the 月 of a day back.

    >>> [(edit.start, edit.end) for edit in mend_dates("202323年9月落地，202223年复工")]
    [(4, 6)]
    >>> [edit.replacement for edit in mend_dates("座谈会开了。1025日，甲县来访。")]
    ['10月']
    """
    return tuple(sorted((*_years(text), *_days(text)), key=attrgetter("start")))


def _years(text: str) -> Iterator[RawEdit]:
    return (
        RawEdit(start=year.start("again"), end=year.end("again"), replacement="", repair=Repair.INSERTED, certainty=Certainty.GUESSED)
        for year in TWICE.finditer(text)
    )


def _days(text: str) -> Iterator[RawEdit]:
    return (
        RawEdit(
            start=hit.start("month"),
            end=hit.end("month"),
            replacement=f"{hit['month']}月",
            repair=Repair.LOST,
            certainty=Certainty.GUESSED,
        )
        for hit in (DAY.finditer(text) if DAY_END.search(text) else ())
    )
