"""The year that a page tells of which has no day of its own: of a headline, 进入2023年, or one told over and over."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from shanhai.mentions.date import date_parts
from shanhai.model import Mention

_BEGUN = ("进入", "迈入", "步入", "跨入")
_ENDS = ("到", "至", "—", "-", "－", "~", "～", "自", "从", "截至")  # of a range: the years that it names are not what is told now
_AFTER = re.compile("[—\\-－~～]|以来|起|底前|前")
_OFTEN = 3


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
        if only or text.endswith(_BEGUN, 0, mention.start) or counted[year] >= _OFTEN:
            told.append((mention.start, year))
    return tuple(told)


def _year(text: str, mention: Mention) -> int | None:
    """The year that a date states, unless it is the beginning or the end of a range."""
    parts = date_parts(mention.text)
    if parts is None or parts.year is None or text.endswith(_ENDS, 0, mention.start) or _AFTER.match(text, mention.end):
        return None
    return None if mention.text.endswith(("以来", "起", "间")) else parts.year
