"""Times in cells: days as Excel keeps them, and every way in which offices write them."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from shanhai.model import DateBasis, Precision, When

from .grid import said

_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_NUMERAL = re.compile(r"(?:二十|三十|十)[一二三四五六七八九]?|[一二三四五六七八九](?=[月日号季])")
_YEAR_WORDS = re.compile(r"[〇零一二三四五六七八九]{4}(?=年)")
_TO = r"(?:至|到|-+|—+|–|~+|〜|、)"
_PART = r"(?:上午|下午|早上|晚上|中午|晚|\(?(?:周|星期)[一二三四五六日天]\)?|\d{1,2}:\d{2}(?::\d{2})?)*"
_DAY = re.compile(
    r"(?:(?P<y>(?:19|20)\d{2}|['’]\d{2}|\d{2}(?=年))[年./-])?(?P<m>\d{1,2})[月./-](?P<d>\d{1,2})[日号]?" + _PART
    + rf"(?:{_TO}(?:(?P<y2>(?:19|20)\d{{2}})[年./-])?(?:(?P<m2>\d{{1,2}})[月./-])?(?P<d2>\d{{1,2}})[日号]?{_PART})?"
)  # fmt: skip
_MONTH = re.compile(
    rf"(?:(?P<y>(?:19|20)\d{{2}}|['’]\d{{2}}|\d{{2}}(?=年))[年./-])?(?P<m>\d{{1,2}})(?:月份?)?(?:{_TO}(?P<m2>\d{{1,2}})月份?)?(?:上旬|中旬|下旬|底|底前|初|末|前|内|份)?"
)
_YEAR = re.compile(rf"(?P<y>(?:19|20)\d{{2}})(?:年度?)?(?:{_TO}(?P<y2>(?:19|20)\d{{2}})(?:年度?)?)?(?:底|底前|末|初|前|内|以来|起)?")
_PART_OF_YEAR = re.compile(r"(?:(?P<y>(?:19|20)\d{2})年?)?(?:第?(?P<q>[1-4])季度|(?P<h>[上下])半年|(?P<end>年?底前?|年内))")
_PACKED = re.compile(r"(?P<y>(?:19|20)\d{2})(?P<m>0[1-9]|1[0-2])(?P<d>0[1-9]|[12]\d|3[01])?")
_SERIAL = range(20_000, 60_000)
"""Numbers that are days as Excel counts them: from October 1954 to April 2064."""


def when_in(value: Any, year: int | None = None, *, since_1904: bool = False) -> When | None:
    """The time that a cell says; `year` is the one of a day without; null where it says none.

    >>> when_in("2024.5.14").start, when_in(45426).start, when_in("5月14日—16日", 2024).end, when_in("二〇二四年五月十四日").start
    ('2024-05-14', '2024-05-14', '2024-05-16', '2024-05-14')
    >>> when_in("2024年5月").precision.value, when_in("5.14").start, when_in("20240514").start, when_in("若干天")
    ('month', '--05-14', '2024-05-14', None)
    """
    words = said(value)
    if isinstance(value, datetime | date):
        return _made(words, value.isoformat()[:10])
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in _SERIAL:
        begin = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)
        return _made(words, (begin + timedelta(days=int(value))).isoformat())
    return _read(words, _folded(words), year) if words else None


def _folded(words: str) -> str:
    """In half-width characters, without spaces, years and days in figures."""
    text = "".join(unicodedata.normalize("NFKC", words).split())
    text = _YEAR_WORDS.sub(lambda hit: hit[0].translate(_DIGITS), text)
    return _NUMERAL.sub(lambda hit: str(_small(hit[0])), text)


def _small(words: str) -> int:
    tens, ten, ones = words.partition("十")
    figure = {each: number for number, each in enumerate("一二三四五六七八九", 1)}
    return (figure.get(tens, 1) * 10 + figure.get(ones, 0)) if ten else figure[words]


def _read(words: str, text: str, year: int | None) -> When | None:
    if hit := _PACKED.fullmatch(text):
        return _made(words, "-".join(part for part in hit.group("y", "m", "d") if part))
    if hit := _YEAR.fullmatch(text):
        return _made(words, hit["y"], hit["y2"])
    if hit := _PART_OF_YEAR.fullmatch(text):
        return _part(words, hit, year)
    if hit := _DAY.fullmatch(text):
        return _day(words, hit, year)
    if (hit := _MONTH.fullmatch(text)) and (hit["y"] or "月" in text):
        known = _full(hit["y"]) or year
        ends = [_prefix(known, each, None) for each in (hit["m"], hit["m2"]) if each]
        return _made(words, *ends) if all(ends) else None
    return None


def _day(words: str, hit: re.Match[str], year: int | None) -> When | None:
    known = _full(hit["y"]) or year
    start = _prefix(known, hit["m"], hit["d"])
    if start is None or not hit["d2"]:
        return _made(words, start) if start else None
    last = _prefix(int(hit["y2"]) if hit["y2"] else known, hit["m2"] or hit["m"], hit["d2"])
    return _made(words, start, last) if last and last >= start else None


def _part(words: str, hit: re.Match[str], year: int | None) -> When | None:
    known = int(hit["y"]) if hit["y"] else year
    if known is None:
        return None
    if hit["end"]:
        return _made(words, f"{known}-12" if "底" in hit["end"] else str(known))
    first, last = ((int(hit["q"]) - 1) * 3 + 1, int(hit["q"]) * 3) if hit["q"] else (1, 6) if hit["h"] == "上" else (7, 12)
    return When(text=words, start=f"{known}-{first:02}", end=f"{known}-{last:02}", precision=Precision.QUARTER, basis=DateBasis.STATED)


def _full(words: str | None) -> int | None:
    """A year of two figures is of this century."""
    figures = words.lstrip("'’") if words else ""
    return (2000 if len(figures) == 2 else 0) + int(figures) if figures else None


def _prefix(year: int | None, month: str, day: str | None) -> str | None:
    if not 1 <= int(month) <= 12 or (day and not 1 <= int(day) <= monthrange(year or 2000, int(month))[1]):
        return None
    return "-".join([str(year) if year else "-", f"{int(month):02}", *([f"{int(day):02}"] if day else [])])


def _made(words: str, start: str | None, end: str | None = None) -> When | None:
    if start is None:
        return None
    known = start.removeprefix("--").count("-") + (2 if start.startswith("--") else 1)
    precision = {1: Precision.YEAR, 2: Precision.MONTH}.get(known, Precision.DAY) if not start.startswith("--") else Precision.DAY
    return When(text=words, start=start, end=end if end != start else None, precision=precision, basis=DateBasis.STATED)
