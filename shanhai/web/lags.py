"""Stretches of time in words: days, months or years, as fine as one cares."""

from __future__ import annotations

from .language import Language

# Two months are told in days, two years in months.
DAYS, MONTHS = 60, 730
YEAR = 365.25


def lag(days: int | None, language: Language) -> str:
    """A number of days in words, rounded down to what is said.

    >>> from shanhai.web.language import language
    >>> [lag(days, language("zh")) for days in (21, 196, 800, None)]
    ['21天', '6个月', '2年', '未载']
    """
    if days is None:
        return language.say("unknown")
    if days < DAYS:
        return language.say("lag.days", n=days)
    if days < MONTHS:
        return language.say("lag.months", n=int(days / YEAR * 12))
    return language.say("lag.years", n=int(days / YEAR))


def share(part: float | None, language: Language) -> str:
    """A share in per cent, one digit behind the point below ten; nothing known for none.

    >>> from shanhai.web.language import language
    >>> share(0.254, language("zh")), share(0.0784, language("zh")), share(None, language("zh"))
    ('25%', '7.8%', '未载')
    """
    if part is None:
        return language.say("unknown")
    return f"{part:.1%}" if part < 0.1 else f"{part:.0%}"
