"""Dates of a page in order: which year, which month, and on what ground; what the page does not tell stays out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from shanhai.mentions.date import DateParts, date_parts
from shanhai.model import DateBasis, Mention, Precision, When
from shanhai.model.struct import Value

_OFFSETS = {"今年": 0, "本年": 0, "当年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1}
_THIS_MONTH = {"本月": 0, "当月": 0, "上月": -1, "上个月": -1}
# A page may announce or be stamped a little before what it tells: this many days later than the stamp is still this year.
_AHEAD = 7
# 今天 is the dateline's day; without one it is left open, as it is not always that of publishing.
_TODAY = ("今天", "今日")
_DAYS_BEFORE = {"昨天": 1, "昨日": 1, "前天": 2}
_WEEKS_BEFORE = {"上周": 1, "本周": 0}
_WEEKDAYS = "一二三四五六日天"
# Days after the one that was told last, in any words or by its number: 第二天 is also that of a range, as 次日 is not.
_DAYS_AFTER = {"当天": 0, "当日": 0, "同日": 0, "同一时段": 0, "次日": 1, "翌日": 1}
_DAYS_OF_STAY = {"第二天": 1, "第三天": 2}
_COUNTED = re.compile(r"(?P<days>[一二两三四五六七八九十]|\d{1,2})天(?P<side>前|后)|前(?P<before>一)[天日]")
_NUMERALS = {numeral: n for n, numeral in enumerate("一二三四五六七八九十", 1)} | {"两": 2}
_LEAP = 2000  # a year in which every day can be counted
_QUARTER_START = {1: 1, 2: 4, 3: 7, 4: 10}


class Stamp(Value, frozen=True, kw_only=True):
    """The day on which the page was published, as far as it says."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


class Furniture(Value, frozen=True, kw_only=True):
    """Where dates stand that tell of others: years and months over the days of a chronicle, and days of datelines."""

    heads: frozenset[int] = frozenset()
    datelines: frozenset[int] = frozenset()


def iso(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """An ISO 8601 prefix; --MM-DD without a year.

    >>> iso(2025, 8, 26), iso(None, 8, 26), iso(2025)
    ('2025-08-26', '--08-26', '2025')
    """
    tail = "".join(f"-{n:02d}" for n in (month, day) if n is not None)
    if year is not None:
        return f"{year:04d}{tail}"
    return f"-{tail}" if tail else None


class Calendar:
    """Resolves the dates of one page in reading order."""

    def __init__(self, stamp: Stamp, years: Sequence[tuple[int, int]] = (), furniture: Furniture | None = None) -> None:
        self._stamp = stamp
        self._years = years
        self._furniture = furniture or Furniture()
        self._headed: int | None = None  # the year under whose heading a chronicle stands
        self._month: int | None = stamp.month
        self._chain: int | None = None
        self._chain_basis = DateBasis.NONE
        self._stated: When | None = None  # the day told last by its number
        self._day: When | None = None  # the day told last in any words
        self._today: When | None = None  # that of a dateline: 甲报8月16日讯

    def resolve(self, mention: Mention) -> When:
        """The time that a date mention means at its place in the page."""
        parts = date_parts(mention.text)
        if parts is None or parts.vague:
            return self._relative(mention, parts) if parts else When(text=mention.text)
        month = self._month_of(parts)
        year, basis, offset = self._year_of(parts, month, mention.start)
        if parts.month and parts.year is not None:
            self._chain, self._chain_basis = parts.year, DateBasis.CHAIN
        headed = mention.start in self._furniture.heads
        if headed:
            self._headed = parts.year or self._headed
        if month and (parts.day or headed):
            self._month = month
        when = self._when(parts, year, month, basis, offset)
        if parts.day and when.start and not self._is_stamp(when):
            self._stated = self._day = when
        if mention.start in self._furniture.datelines:
            self._today = when
        return when

    def _is_stamp(self, when: When) -> bool:
        """Whether a date is the page's own, as its furniture shows it."""
        return when.basis is DateBasis.STATED and when.start == iso(self._stamp.year, self._stamp.month, self._stamp.day)

    def _relative(self, mention: Mention, parts: DateParts) -> When:
        """昨天, 上周三 by the day of publishing; 当天, 次日, 三天前 by the day told last."""
        said = parts.vague or ""
        if self._today is not None and said in (*_TODAY, *_DAYS_BEFORE):
            return self._days_after(mention, self._today, -_DAYS_BEFORE.get(said, 0))
        if before := _DAYS_BEFORE.get(said):
            return self._days_before(mention, before)
        if said in _WEEKS_BEFORE:
            return self._weeks_before(mention, _WEEKS_BEFORE[said], parts.weekday)
        if counted := _COUNTED.match(said):
            number = counted["days"] or counted["before"]
            days = _NUMERALS.get(number) or int(number)
            return self._days_after(mention, self._day, days if counted["side"] == "后" else -days)
        if said in _DAYS_OF_STAY:
            return self._days_after(mention, self._stated, _DAYS_OF_STAY[said], within=True)
        if said in _DAYS_AFTER:
            self._day = self._days_after(mention, self._day, _DAYS_AFTER[said])
            return self._day
        return When(text=mention.text)

    def _days_after(self, mention: Mention, last: When | None, days: int, *, within: bool = False) -> When:
        """So many days after one; nothing where that is not known, or lasted several days, unless `within` these."""
        if last is None or last.start is None or (last.end and not within):
            return When(text=mention.text)
        year, month, day = (int(n) if n else None for n in last.start.replace("--", "-", 1).split("-"))
        try:
            told = date(year or _LEAP, month or 0, day or 0) + timedelta(days=days)
        except ValueError:
            return When(text=mention.text)
        known = None if year is None else told.year
        return When(text=mention.text, start=iso(known, told.month, told.day), precision=Precision.DAY, basis=last.basis)

    def _weeks_before(self, mention: Mention, weeks: int, weekday: str | None) -> When:
        """A day of the week of publishing or one before; without its name the month in which that whole week lies."""
        try:
            stamped = date(self._stamp.year or 0, self._stamp.month or 0, self._stamp.day or 0)
        except ValueError:
            return When(text=mention.text)
        monday = stamped - timedelta(days=stamped.weekday() + 7 * weeks)
        if weekday:
            told = monday + timedelta(days=min(_WEEKDAYS.index(weekday), 6))
            return When(text=mention.text, start=told.isoformat(), precision=Precision.DAY, basis=DateBasis.STAMP)
        last = monday + timedelta(days=6) if weeks else stamped
        if last.month != monday.month:
            return When(text=mention.text)
        return When(text=mention.text, start=iso(monday.year, monday.month), precision=Precision.MONTH, basis=DateBasis.STAMP)

    def _days_before(self, mention: Mention, days: int) -> When:
        """So many days before that of publishing; nothing where the page gives no whole day."""
        try:
            stamped = date(self._stamp.year or 0, self._stamp.month or 0, self._stamp.day or 0)
        except ValueError:
            return When(text=mention.text)
        start = (stamped - timedelta(days=days)).isoformat()
        return When(text=mention.text, start=start, precision=Precision.DAY, basis=DateBasis.STAMP)

    def paragraph(self) -> None:
        """A year that a paragraph states does not reach into the next one."""
        self._chain = None

    def _month_of(self, parts: DateParts) -> int | None:
        if parts.month:
            return parts.month
        if parts.relative in _THIS_MONTH:
            return ((self._stamp.month + _THIS_MONTH[parts.relative] - 1) % 12) + 1 if self._stamp.month else None
        if parts.day:
            if self._month == self._stamp.month and self._stamp.day and self._month and parts.day > self._stamp.day + _AHEAD:
                return (self._month - 2) % 12 + 1
            return self._month
        return None

    def _year_of(self, parts: DateParts, month: int | None, at_offset: int) -> tuple[int | None, DateBasis, int | None]:
        if parts.year is not None:
            return parts.year, DateBasis.STATED, None
        if parts.relative == "次年":
            return (self._chain + 1, DateBasis.CHAIN, None) if self._chain is not None else (None, DateBasis.NONE, None)
        if parts.relative == "当年" and self._chain is not None:  # 2012年3月签约，当年7月
            return self._chain, DateBasis.CHAIN, None
        offset = _OFFSETS.get(parts.relative or "")
        if offset is not None:
            year = self._stamp.year
            return (year + offset, DateBasis.STAMP, offset) if year else (None, DateBasis.NONE, offset)
        if self._chain is not None:
            return self._chain, self._chain_basis, None
        if self._headed is not None and month:
            return self._headed, DateBasis.CHAIN, None
        if self._stamp.year and month:
            return self._stamp.year - self._later_than_stamp(month, parts.day or parts.day2), DateBasis.STAMP, None
        if self._stamp.year and (parts.quarter or parts.half):
            return self._stamp.year, DateBasis.STAMP, None
        told = [year for since, year in self._years if since < at_offset] if month and not self._stamp.year else []
        return (told[-1], DateBasis.CHAIN, None) if told else (None, DateBasis.NONE, None)

    def _later_than_stamp(self, month: int, day: int | None) -> int:
        """1 when the day can only be last year's, seen from the stamp."""
        if self._stamp.month is None:
            return 0
        if month != self._stamp.month:
            ahead = (month - self._stamp.month) * 30 + (day or 1) - (self._stamp.day or 31)
            return int(ahead > _AHEAD)
        return int(bool(day and self._stamp.day and day > self._stamp.day + _AHEAD))

    def _when(self, parts: DateParts, year: int | None, month: int | None, basis: DateBasis, offset: int | None) -> When:
        start, end, precision = None, None, None
        if parts.day:
            precision, start = Precision.DAY, iso(year, month, parts.day) if month else None
            if parts.day2 and month:
                last = parts.month2 or month
                end = iso(parts.year2 or (year + 1 if year and last < month else year), last, parts.day2)
        elif month:
            precision = Precision.PART_OF_MONTH if parts.part else Precision.MONTH
            start, end = iso(year, month), iso(year, parts.month2) if parts.month2 else None
        elif parts.quarter or parts.half:
            precision = Precision.QUARTER
            start = iso(year, _QUARTER_START[parts.quarter] if parts.quarter else 1 + 6 * ((parts.half or 1) - 1)) if year else None
        elif year:
            precision, start = Precision.YEAR, iso(year)
        stated = start is not None
        return When(
            text=parts.text,
            start=start,
            end=end,
            precision=precision if stated else None,
            basis=basis if year else DateBasis.NONE,
            year_offset=offset,
        )


def lying_ahead(when: When, stamp: Stamp) -> When:
    """A time that something is due at: where only the page's stamp gave its year, and gave one that is past, it is the year after.

    >>> due = When(text="3月25日", start="2021-03-25", precision=Precision.DAY, basis=DateBasis.STAMP)
    >>> lying_ahead(due, Stamp(year=2022, month=3, day=15)).start, lying_ahead(due, Stamp(year=2021, month=3, day=15)).start
    ('2022-03-25', '2021-03-25')
    """
    inferred = when.basis is DateBasis.STAMP and when.year_offset is None
    if not (inferred and when.start and stamp.year and int(when.start[:4]) < stamp.year):
        return when
    year = f"{stamp.year}"
    return replace(when, start=year + when.start[4:], end=year + when.end[4:] if when.end else None)


_FINENESS = tuple(Precision)


def tells_more(a: When | None, b: When | None) -> bool:
    """Whether a date says more than another: any date than none, a day than 近日 or a year, a range than a day in it."""
    if a is None or b is None:
        return a is not None
    if not a.start or not b.start:
        return bool(a.start)
    if a.precision and b.precision and a.precision is not b.precision:
        return _FINENESS.index(a.precision) < _FINENESS.index(b.precision)
    return bool(a.end and not b.end)


def resolve_dates(
    dates: Iterable[Mention],
    breaks: Iterable[int],
    stamp: Stamp,
    years: Sequence[tuple[int, int]] = (),
    furniture: Furniture | None = None,
) -> dict[int, When]:
    """The meaning of each date by its start; `breaks` are the offsets at which paragraphs begin.

    `years` are those that a page without a day of its own tells of, each with the offset from which it holds.
    """
    calendar, result = Calendar(stamp, years, furniture), {}
    left = sorted(breaks, reverse=True)
    for mention in sorted(dates, key=lambda m: m.start):
        while left and left[-1] <= mention.start:
            left.pop()
            calendar.paragraph()
        result[mention.start] = calendar.resolve(mention)
    return result
