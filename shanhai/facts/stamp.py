"""Days as pages are stamped with them: 2023-03-05, 2023/3/5, 23-03-05, 二〇二三年三月五日, 05.03.2023, ISO 8601, seconds since 1970."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

from shanhai.model.struct import Value

from .time import Stamp

BEIJING = timezone(timedelta(hours=8))

_NUMERALS = {numeral: str(value) for value, numeral in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0", "Ｏ": "0", "O": "0"}
_ZONED = re.compile(r"(?:19|20)\d{2}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})")
# Also with a blank behind the year: 2021 06/18.
_FULL = re.compile(r"((?:19|20)\d{2})(?:\s*[-/.·年]\s*(\d{1,2})\s*[-/.·月]\s*(\d{1,2})|\s(\d{2})/(\d{2}))(?!\d)(?:\s*日)?")
_WRITTEN = re.compile(r"([一二][〇○零OＯ一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日")
_DAY_FIRST = re.compile(r"(?<![\d.])(\d{2})\.(\d{2})\.((?:19|20)\d{2})(?![\d.])")
_SHORT_YEAR = re.compile(r"(?<!\d)(\d{2})-(\d{1,2})-(\d{1,2})(?!\d)")
_NO_YEAR = re.compile(r"(?<![\d年])(\d{1,2})(?:月|[-/])(\d{1,2})日?(?![\d/])")
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)")
_SECONDS = re.compile(r"(?<!\d)(1\d{9})(?!\d)")
# Two figures for a year are of this century up to here, after that of the last.
_LAST_SHORT_YEAR = 49


class Stamped(Value, frozen=True, kw_only=True):
    """A day and where the text gives it."""

    stamp: Stamp
    start: int
    end: int


def read_stamp(text: str, start: int = 0, end: int | None = None, *, labelled: bool = False) -> Stamped | None:
    """The first day in a stretch of text; `labelled` where a word such as 发布时间 says that a day follows, in whatever shape.

    >>> read_stamp("发布日期：二〇二三年三月五日").stamp
    Stamp(year=2023, month=3, day=5)
    >>> read_stamp("23-03-05 10:22", labelled=True).stamp.year, read_stamp("23-03-05 10:22")
    (2023, None)
    """
    end = len(text) if end is None else end
    found = [_zoned(text, start, end), _full(text, start, end), _written(text, start, end), _day_first(text, start, end)]
    if labelled:
        found += [_short(text, start, end), _compact(text, start, end), _seconds(text, start, end), _without_year(text, start, end)]
    return min((stamped for stamped in found if stamped), key=lambda stamped: (stamped.start, -stamped.end), default=None)


def _made(hit: re.Match[str], year: int | None, month: int, day: int) -> Stamped | None:
    """The day, when the calendar has it."""
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return Stamped(stamp=Stamp(year=year, month=month, day=day), start=hit.start(), end=hit.end())


def _zoned(text: str, start: int, end: int) -> Stamped | None:
    if not (hit := _ZONED.search(text, start, end)):
        return None
    moment = datetime.fromisoformat(hit[0].replace("Z", "+00:00")).astimezone(BEIJING)
    return _made(hit, moment.year, moment.month, moment.day)


def _full(text: str, start: int, end: int) -> Stamped | None:
    hit = _FULL.search(text, start, end)
    return _made(hit, int(hit[1]), int(hit[2] or hit[4]), int(hit[3] or hit[5])) if hit else None


def _day_first(text: str, start: int, end: int) -> Stamped | None:
    hit = _DAY_FIRST.search(text, start, end)
    return _made(hit, int(hit[3]), int(hit[2]), int(hit[1])) if hit else None


def _written(text: str, start: int, end: int) -> Stamped | None:
    if not (hit := _WRITTEN.search(text, start, end)):
        return None
    year = int("".join(_NUMERALS[numeral] for numeral in hit[1]))
    return _made(hit, year, _small(hit[2]), _small(hit[3]))


def _small(numerals: str) -> int:
    """A number up to 39 in Chinese numerals; 0 for what is none."""
    tens, ten, ones = numerals.rpartition("十")
    if not ten:
        return int(_NUMERALS.get(numerals, "0"))
    return 10 * int(_NUMERALS.get(tens, "0") if tens else 1) + int(_NUMERALS.get(ones, "0") if ones else 0)


def _short(text: str, start: int, end: int) -> Stamped | None:
    if not (hit := _SHORT_YEAR.search(text, start, end)):
        return None
    year = int(hit[1]) + (2000 if int(hit[1]) <= _LAST_SHORT_YEAR else 1900)
    return _made(hit, year, int(hit[2]), int(hit[3]))


def _compact(text: str, start: int, end: int) -> Stamped | None:
    hit = _COMPACT.search(text, start, end)
    return _made(hit, int(hit[1]), int(hit[2]), int(hit[3])) if hit else None


def _seconds(text: str, start: int, end: int) -> Stamped | None:
    if not (hit := _SECONDS.search(text, start, end)):
        return None
    moment = datetime.fromtimestamp(int(hit[1]), UTC).astimezone(BEIJING)
    return _made(hit, moment.year, moment.month, moment.day)


def _without_year(text: str, start: int, end: int) -> Stamped | None:
    hit = _NO_YEAR.search(text, start, end)
    return _made(hit, None, int(hit[1]), int(hit[2])) if hit else None
