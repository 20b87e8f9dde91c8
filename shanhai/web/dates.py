"""Dates as they stand on the screen: ISO prefixes in tables, words in sentences, the missing year said."""

from __future__ import annotations

import re

from shanhai.model import When

from .language import Language

_PREFIX = re.compile(r"(?P<year>\d{4}|-)-?(?P<month>\d\d)?(?:-(?P<day>\d\d))?$")


def in_table(when: When | None, language: Language) -> str:
    """Return the date for a list: an ISO prefix, a range with a dash, the page's own word, or 未载.

    >>> from shanhai.web.language import language
    >>> in_table(When(text="8月26日", start="--08-26"), language("zh")), in_table(When(text="近日"), language("zh"))
    ('08-26', '“近日”')
    >>> in_table(When(text="去年11月", start="--11", year_offset=-1), language("zh"))
    '“去年11月”'
    >>> in_table(When(text="4月18日至20日", start="2024-04-18", end="2024-04-20"), language("zh"))
    '2024-04-18—20'
    """
    if when is None:
        return language.say("unknown")
    # Without a year, what the page says of it (去年) is all that is known of it.
    if when.start is None or (when.start.startswith("--") and when.year_offset):
        return language.say("date.stated", text=when.text)
    start = in_brief(when.start, language)
    return f"{start}—{_rest(when.start, when.end)}" if when.end and when.end != when.start else start


def in_year(when: When | None, language: Language) -> str:
    """Return the date as it stands under the heading of its year: month and day, or the page's own word.

    >>> from shanhai.web.language import language
    >>> in_year(When(text="2024年4月18日至20日", start="2024-04-18", end="2024-04-20"), language("zh"))
    '04-18—20'
    >>> in_year(When(text="去年", start="2023"), language("zh")), in_year(None, language("zh"))
    ('“去年”', '')
    >>> in_year(When(text="2023年3月", start="2023-03"), language("zh"))
    '3月'
    """
    if when is None:
        return ""
    year = year_of(when)
    if when.start == year:
        return language.say("date.stated", text=when.text)
    if year is None:
        return in_table(when, language)
    rest = in_table(when, language).removeprefix(f"{year}-")
    return language.word("month", rest)


def heading(when: When | None, language: Language) -> str:
    """Return the heading under which a date stands: its year, or what is not known of it.

    >>> from shanhai.web.language import language
    >>> [heading(When(text="", start=start), language("zh")) for start in ("2024-08", "--08-26", None)]
    ['2024年', '年份未载', '日期未载']
    """
    if year := year_of(when):
        return language.say("date.y", year=year)
    return language.say("date.no_year" if when and when.start else "date.no_date")


def in_brief(prefix: str | None, language: Language) -> str:
    """Return an ISO prefix for a list, the hour cut off, a month that has no year by its name, or 未载.

    >>> from shanhai.web.language import language
    >>> in_brief("2024-08-26T10:30", language("zh")), in_brief("--08", language("zh")), in_brief(None, language("en"))
    ('2024-08-26', '8月', 'not stated')
    """
    if not prefix:
        return language.say("unknown")
    brief = prefix.removeprefix("--")[:10]
    return language.word("month", brief) if len(brief) == len("08") else brief


def in_words(prefix: str | None, language: Language) -> str:
    """Return an ISO prefix in words, with a note where the page gives no year.

    >>> from shanhai.web.language import language
    >>> in_words("2024-08-26", language("zh")), in_words("--08-26", language("zh")), in_words("2024-08", language("en"))
    ('2024年8月26日', '8月26日，年份未载', 'August 2024')
    """
    if not prefix:
        return language.say("unknown")
    parts = _PREFIX.match(prefix[:10])
    if parts is None:
        return prefix
    year, month, day = parts["year"], parts["month"], parts["day"]
    form = "date." + "".join(letter for letter, part in zip("ymd", (year.strip("-"), month, day), strict=True) if part)
    return language.say(
        form,
        year=year,
        month=language.word("month", month or ""),
        day=day.lstrip("0") if day else "",
    )


def year_of(when: When | None) -> str | None:
    """Return the year of a date, None where none is known.

    >>> year_of(When(text="去年11月", start="2024-11")), year_of(When(text="8月", start="--08"))
    ('2024', None)
    """
    return when.start[:4] if when and when.start and not when.start.startswith("--") else None


def _rest(start: str, end: str) -> str:
    """What of `end` differs from `start`, from the first differing unit on."""
    ours, theirs = start.removeprefix("--").split("-"), end.removeprefix("--").split("-")
    same = next((at for at, (one, other) in enumerate(zip(ours, theirs, strict=False)) if one != other), len(ours))
    return "-".join(theirs[same:])
