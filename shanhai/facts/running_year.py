"""The year that a page tells of which has no day of its own: of a headline, 进入2023年, or one told over and over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from shanhai.knowledge import words
from shanhai.mentions.date import date_parts
from shanhai.model import Mention

from .time import Furniture

_ENDS = ("到", "至", "—", "-", "－", "~", "～", "自", "从", "截至")  # of a range: the years that it names are not what is told now
_AFTER = re.compile("[—\\-－~～]|以来|起|底前|前")
_OFTEN = 3
_TURN = (11, 12, 1, 2)
_FOR = re.compile("度?[^，。；！？\\n签订召达年]{0,24}?(?:协议|联席会)")
_ISSUE = re.compile(r"(?P<year>(?:19|20)\d{2})年第 ?(?P<issue>\d{1,3}) ?期")
_FIRST_ISSUES = 2  # of a monthly; they tell of what was in the last months of the year before
_REPORTED = re.compile(r"[ \u3000]*(?:讯|电|消息)")
_HEADING = re.compile(r"[ \u3000]*(?=\d)(?:\d{4} *年 *)?(?:\d{1,2} *月)?[ \u3000]*\n\s*(?:\d{1,2} *月|\d{1,2} *(?:[日—－–-]))")


def running_years(text: str, dates: Sequence[Mention], headline: Callable[[int], bool]) -> tuple[tuple[int, int], ...]:
    """Offsets with the year that holds from there: of a headline that names one, one that is said to begin, or the one told three times.

    A later year takes over from an earlier one, never the other way round.
    """
    told: list[tuple[int, int]] = []
    counted: Counter[int] = Counter()
    titled = Counter(year for m in dates if headline(m.start) and (year := _year(text, m)))
    for mention in sorted(dates, key=lambda m: m.start):
        year = _year(text, mention)
        if year is None or (told and year <= told[-1][1]):
            continue
        counted[year] += 1
        only = len(titled) == 1 and year in titled
        if only or text.endswith(words.words("跨入"), 0, mention.start) or counted[year] >= _OFTEN:
            told.append((mention.start, year))
    return tuple(told) or tuple((-1, year) for year in _of_papers(text, dates))


def _of_papers(text: str, dates: Sequence[Mention]) -> set[int]:
    """The one year for which a page says that papers were signed or a meeting was held (签订2019年扶贫协作协议), where it names none later.

    None where the page tells of the turn of a year, when papers are signed for the one that comes.
    """
    parts = [(m, date_parts(m.text)) for m in dates]
    named = {p.year: m for m, p in parts if p is not None and p.year is not None}
    if not named or any(p is not None and p.month in _TURN for _, p in parts):
        return set()
    last = max(named)
    return {last} if _FOR.match(text, named[last].end) and named[last].text.endswith("年") else set()


def issued(text: str) -> int | None:
    """The year of the only issue that a page names, where it was not among the first of its year.

    >>> issued("（原载《甲刊》2022年第12期）"), issued("2022年第1期"), issued("2021年第9期、2022年第12期")
    (2022, None, None)
    """
    found = {(int(hit["year"]), int(hit["issue"])) for hit in _ISSUE.finditer(text)}
    year, issue = next(iter(found)) if len(found) == 1 else (0, 0)
    return year if issue > _FIRST_ISSUES else None


def furniture(text: str, dates: Sequence[Mention]) -> Furniture:
    r"""Where the years and months stand that head the days of a chronicle, each on a line of its own, and the days of datelines.

    >>> text = "2013年\n5月14日 来访\n甲县 2014年"
    >>> sorted(furniture(text, [Mention(type="date", start=text.index(said), end=0, text=said) for said in ("2013年", "2014年")]).heads)
    [0]
    """
    heads = (m.start for m in dates if _HEADING.match(text, text.rfind("\n", 0, m.start) + 1))
    return Furniture(heads=frozenset(heads), datelines=frozenset(m.start for m in dates if _REPORTED.match(text, m.end)))


def _year(text: str, mention: Mention) -> int | None:
    """The year that a date states, unless it is the beginning or the end of a range."""
    parts = date_parts(mention.text)
    if parts is None or parts.year is None or text.endswith(_ENDS, 0, mention.start) or _AFTER.match(text, mention.end):
        return None
    return None if mention.text.endswith(("以来", "起", "间")) else parts.year
