"""Dates and times as Chinese news prints them; what they mean is decided in facts/."""

from __future__ import annotations

import re
from functools import cache

from shanhai.knowledge import words
from shanhai.model import Mention
from shanhai.model.struct import Value

_YEAR = r"(?:(?P<year>(?:19|20)\d{2})\s*年|(?P<relative>今年|去年|前年|明年|本年|上年|次年|同年|当年))"
_DAY = r"[日号]"
_TO = r"\s*(?:至|到|—+|－|-|–|~|～|、)\s*"
_PART = r"(?P<part>年?初|上旬|中旬|下旬|月?底|末)"
_HOUR = f"(?:{words.alternation('时段')})?"
_NO_DAY = words.unfollowed("非日", "日")  # 28|日均

_DIGITS = "〇○零一二三四五六七八九"
_ONES = "一二三四五六七八九"
# Of one to thirty-one, as days and months are written, the longest first.
_WRITTEN = {
    tens + ones: 10 * n + (_ONES.find(ones) + 1 if ones else 0)
    for n, tens in enumerate(("", "十", "二十", "三十"))
    for ones in ("", *_ONES)
    if tens + ones
}
_NUMERALS = "|".join(sorted((numeral for numeral, n in _WRITTEN.items() if n <= 31), key=len, reverse=True))
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")
_SPELLED = str.maketrans(_DIGITS, "000123456789")
_AND = re.compile("[和、]")

# The characters with which a date may begin: nothing is tried anywhere else.
_BEGINS = rf"\d今去前明本上次同当第下一二三四五六七八九十{words.initials('近日')[1:-1]}"

_FORMS = {
    "iso": r"(?<!\d)(?P<iso>(?:19|20)\d{2}[-/.]\d{1,2}[-/.]\d{1,2})(?!\d)(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?",
    "day": rf"(?:{_YEAR}\s*)?(?<!\d)(?P<month>1[0-2]|0?[1-9])\s*月\s*(?P<day>3[01]|[12]\d|0?[1-9])\s*{_DAY}?"
    rf"(?:(?:(?:[上下]午)?{_TO}(?:(?:(?P<year2>(?:19|20)\d{{2}}) ?年 ?)?(?P<month2>\d{{1,2}}) ?月 ?)?|(?<=[日号])和)"
    rf"(?P<day2>3[01]|[12]\d|0?[1-9])\s*{_DAY}"
    rf"|(?<=[日号])){_HOUR}",
    # 五月十日, 二〇二一年五月十日: what stands behind 农历 is a day of the moon.
    "written": rf"(?<!农历)(?:(?P<hyear>[一二][{_DIGITS}]{{3}})年)?(?P<hmonth>{_NUMERALS})月(?P<hday>{_NUMERALS})[日号]{_HOUR}"
    rf"|(?P<hyear2>[一二][{_DIGITS}]{{3}})年(?:(?P<hmonth2>{_NUMERALS})月)?",
    # 28—30日: no range of a measure, which would go on with 内 or a number.
    "span": r"(?<![\d月第.、—－–~～-])(?P<since>3[01]|[12]\d|[1-9])\s*(?:至|到|—+|－|-|–|~|～)\s*(?P<last>3[01]|[12]\d|[1-9])\s?日"
    rf"{_NO_DAY}{_HOUR}",
    "days": rf"(?<![\d月第])(?<!\d日[至到—-])(?P<only>3[01]|[12]\d|[1-9]) ?日{_NO_DAY}"
    rf"(?:(?:[上下]午)?{_TO}(?P<only2>3[01]|[12]\d|[1-9]) ?日)?{_HOUR}",
    # 625日至26日 stands where the 月 was lost: three or four figures that can be read one way only.
    "fused": rf"(?<![\d.])(?P<fm>1[0-2]|[2-9])(?P<fd>0[1-9]|[12]\d|3[01])日(?![内均前后])(?:{_TO}(?P<fd2>3[01]|[12]\d|[1-9])日)?{_HOUR}",
    "month": rf"(?:{_YEAR}\s*)?(?<!\d)(?P<m>1[0-2]|0?[1-9])(?: ?月份?{_TO}|{_TO})(?P<m2>1[0-2]|[1-9]) ?月份?"
    rf"|(?:{_YEAR.replace('year', 'y2').replace('relative', 'r2')}\s*)?(?<!\d)(?P<m3>1[0-2]|[1-9]) ?月份?{_PART}?(?!\d)",
    "quarter": rf"(?:{_YEAR})?(?:第?(?P<quarter>[一二三四1-4])季度|(?P<half>[上下])半年)",
    "year": rf"{_YEAR}(?:{_PART})?(?:以来|起|间)?",
    "this-month": r"(?P<thismonth>本月|上个?月|当月)(?:(?P<thispart>初|上旬|中旬|下旬|底|末)"
    rf"|(?P<thisday>3[01]|[12]\d|[1-9])[日号]{_HOUR})?",
    "vague": rf"(?P<vague>{words.alternation('近日')})"
    rf"(?:(?<=周)(?P<weekday>[二三四五六天]|一(?!行)|日(?!本)))?{_HOUR}",
    # 三天前，甲县来人: at the head of a clause, counted from the day told before; 仪式前一天.
    "counted": r"(?P<counted>(?<![^\n。，；\u3000 ])(?:[一二两三四五六七八九十]|(?<!\d)\d{1,2})天[前后]|(?<![^式约会动])前一[天日])"
    rf"{_HOUR}",
}


def _unique(form: str, pattern: str) -> str:
    """Group names must be unique in one expression: `day` in form `day` becomes `day_day`."""
    return re.sub(r"\?P<(\w+)>", lambda m: f"?P<{form.replace('-', '')}_{m[1]}>", pattern)


@cache
def _expression() -> re.Pattern[str]:
    forms = "|".join(f"(?:{_unique(form, pattern)})" for form, pattern in _FORMS.items())
    return re.compile(f"(?=[{_BEGINS}])(?:{forms})")


class DateParts(Value, frozen=True, kw_only=True):
    """What a date says by itself: numbers, and words that relate it to the page's own time."""

    text: str
    year: int | None = None
    relative: str | None = None
    month: int | None = None
    day: int | None = None
    year2: int | None = None
    month2: int | None = None
    day2: int | None = None
    part: str | None = None
    quarter: int | None = None
    half: int | None = None
    vague: str | None = None
    weekday: str | None = None


_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def date_parts(text: str) -> DateParts | None:
    """The numbers in a date, or None when the text is no date.

    >>> date_parts("2月13日至14日").day2
    14
    >>> date_parts("去年11月").relative, date_parts("去年11月").month
    ('去年', 11)
    """
    hit = _expression().match(text.translate(_WIDE))
    if hit is None or hit.end() < len(text):
        return None
    groups = {key.split("_", 1)[1]: value for key, value in hit.groupdict().items() if value is not None}
    if "iso" in groups:
        year, month, day = re.split(r"[-/.]", groups["iso"])
        return DateParts(text=text, year=int(year), month=int(month), day=int(day))

    def number(*names: str) -> int | None:
        return next((int(groups[n]) for n in names if n in groups), None)

    def written(*names: str) -> int | None:
        return next((_WRITTEN[groups[n]] for n in names if n in groups), None)

    quarter = groups.get("quarter")
    spelled = groups.get("hyear") or groups.get("hyear2")
    day, day2 = number("day", "only", "since", "fd", "thisday") or written("hday"), number("day2", "only2", "last", "fd2")
    month, month2 = number("month", "m", "m3", "fm") or written("hmonth", "hmonth2"), number("month2", "m2")
    if _AND.search(text):  # 5月10日和20日 are two days, 6月、9月 two months, and no time from one to the other
        day2 = day2 if day and day2 == day + 1 else None
        month2 = month2 if month and month2 == month + 1 else None
    return DateParts(
        text=text,
        year=int(spelled.translate(_SPELLED)) if spelled else number("year", "y2"),
        relative=groups.get("relative") or groups.get("r2") or groups.get("thismonth"),
        month=month,
        day=day,
        year2=number("year2"),
        month2=month2,
        day2=day2,
        part=groups.get("part") or groups.get("thispart"),
        quarter=_QUARTERS.get(quarter, 0) or int(quarter) if quarter else None,
        half={"上": 1, "下": 2}.get(groups.get("half", "")),
        vague=groups.get("vague") or groups.get("counted"),
        weekday=groups.get("weekday"),
    )


def find_dates(text: str) -> tuple[Mention, ...]:
    """Every date in a text, in order.

    >>> [m.text for m in find_dates("9月22日至23日来访，23日上午座谈，近日返程")]
    ['9月22日至23日', '23日上午', '近日']
    """
    found = _expression().finditer(text.translate(_WIDE))
    return tuple(Mention(type="date", start=m.start(), end=m.end(), text=text[m.start() : m.end()]) for m in found if m.end() > m.start())
