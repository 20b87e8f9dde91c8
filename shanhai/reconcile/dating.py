"""How two times lie to each other, also where a page leaves out the year."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from enum import StrEnum
from functools import cache

from shanhai.model import When
from shanhai.model.struct import Value

_PREFIX = re.compile(r"(?:(\d{4})|-)(?:-(\d\d)(?:-(\d\d))?)?")
LEAP = 2000
"""A year that has every day: times without a year are compared in it."""
LONGEST = 10
"""Days of a range that keys name one by one."""
NEXT, NEAR = 1, 3
"""Days between two tellings of one event: a reporter's 昨日 (next), the day of the report for the day itself (near)."""


class Dating(StrEnum):
    """What two times are to each other."""

    SAME_DAY = "same_day"
    OVERLAP = "overlap"
    COARSE = "coarse"
    NEXT_DAY = "next_day"
    NEAR = "near"
    OPEN_YEAR = "open_year"
    UNDATED = "undated"
    APART = "apart"


class Span(Value, frozen=True, kw_only=True):
    """First and last day; `dated` where the year is known, `fine` where the days are."""

    first: date
    last: date
    dated: bool
    fine: bool


def span(when: When | None) -> Span | None:
    """The days of a time; null where it says none.

    >>> span(When(text="5月14日", start="--05-14")).dated, span(When(text="2024年5月", start="2024-05")).last.day
    (False, 31)
    """
    return _span(when.start, when.end) if when and when.start else None


def span_of(prefix: str | None) -> Span | None:
    """The days of an ISO 8601 prefix, its hour cut off; null where it is none.

    >>> span_of("2024-05-14T10:30").first == span_of("2024-05-14").last, span_of(None) is None
    (True, True)
    """
    return _span(prefix[:10], None) if prefix else None


@cache
def _span(start: str, end: str | None) -> Span | None:
    first = _parts(start)
    last = _parts(end) if end else first
    if not first or not last:
        return None
    year, month, day = first
    try:
        begins = date(year or LEAP, month or 1, day or 1)
        ends = _last(last[0] or year or LEAP, last[1], last[2])
    except ValueError:
        return None
    return Span(first=begins, last=max(begins, ends), dated=bool(year), fine=bool(day))


def _parts(prefix: str) -> tuple[int, int, int] | None:
    hit = _PREFIX.fullmatch(prefix)
    if not hit or not any(hit.groups()):
        return None
    year, month, day = (int(part or 0) for part in hit.groups())
    return year, month, day


def _last(year: int, month: int, day: int) -> date:
    return date(year, month or 12, day or monthrange(year, month or 12)[1])


def dating(one: When | None, other: When | None) -> Dating:
    """What two times are to each other.

    >>> at = lambda start, end=None: When(text="", start=start, end=end)
    >>> dating(at("2024-05-14"), at("2024-05-13", "2024-05-15")).value, dating(at("2024-05-14"), at("--05-14")).value
    ('overlap', 'open_year')
    >>> dating(at("2024-05"), at("2024-05-14")).value, dating(at("2024-05-14"), at("2025-05-14")).value
    ('coarse', 'apart')
    """
    first, second = span(one), span(other)
    if first is None or second is None:
        return Dating.UNDATED
    if first.dated != second.dated:
        first, second = _in_leap(first), _in_leap(second)
    return _between(first, second)


def _between(first: Span, second: Span) -> Dating:
    days = max((second.first - first.last).days, (first.first - second.last).days)
    if not (first.fine and second.fine):
        return Dating.COARSE if days <= 0 else Dating.APART
    if days > 0:
        return Dating.NEXT_DAY if days <= NEXT else Dating.NEAR if days <= NEAR else Dating.APART
    if not (first.dated and second.dated) and first.first.year == LEAP:
        return Dating.OPEN_YEAR
    return Dating.SAME_DAY if first.first == second.first else Dating.OVERLAP


def _in_leap(one: Span) -> Span:
    if not one.dated:
        return one
    first = one.first.replace(year=LEAP)
    last = one.last.replace(year=LEAP) if one.last.year == one.first.year else date(LEAP, 12, 31)
    return Span(first=first, last=last, dated=False, fine=one.fine)
