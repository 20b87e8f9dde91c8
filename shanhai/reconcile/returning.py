"""Which visits were answered by one the other way, and after how long."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import date
from statistics import median

from shanhai.model import When
from shanhai.model.struct import Value

from .dating import span


class Going(Value, frozen=True, kw_only=True):
    """A visit from one place to another and the days between which it was; `fine` where the day is known.

    `told` is the page of a visit without a year (`told_on`): it is compared with others of that page alone.
    """

    entry: str
    visitor: str
    host: str
    first: date
    last: date
    fine: bool = True
    told: str = ""


class Answer(Value, frozen=True, kw_only=True):
    """A visit, the one that returned it, and the days between them; `fine` where both days are known, else the months are right.

    `inferred` where the page that tells of both gives no year, only which came first.
    """

    asked: str
    returned: str
    days: int
    fine: bool
    inferred: bool = False


def going(entry: str, sides: tuple[str, str], when: When | None, page: str) -> Going | None:
    """The visit of an entry from one side to the other; null where nothing is known of when it was.

    A date without a year counts on its own page, where 去年11月 comes before 5月20日: what no word moves elsewhere is of the page's year.

    >>> last = going("1", ("A", "B"), When(text="去年11月", start="--11", year_offset=-1), "p")
    >>> back = going("2", ("B", "A"), When(text="5月20日", start="--05-20"), "p")
    >>> [(answer.asked, answer.returned, answer.inferred) for answer in answers([last, back])]
    [('1', '2', True)]
    """
    days = span(when)
    if days is None:
        return None
    if days.dated:
        return Going(entry=entry, visitor=sides[0], host=sides[1], first=days.first, last=days.last, fine=days.fine)
    years = (when.year_offset or 0) if when else 0
    try:
        first, last = (each.replace(year=each.year + years) for each in (days.first, days.last))
    except ValueError:  # 29 February, in a year that has none
        return None
    return Going(entry=entry, visitor=sides[0], host=sides[1], first=first, last=last, fine=days.fine, told=page)


def answers(goings: Iterable[Going]) -> tuple[Answer, ...]:
    """The visits that were returned, in the order of the return.

    A visit from B to A returns the oldest one from A to B that nothing has returned yet and that certainly came before it. A return
    answers one visit, and asks for none itself: A, B, A, B are two visits and their two returns.

    >>> def go(entry, way, day):
    ...     return Going(entry=entry, visitor=way[0], host=way[1], first=date.fromisoformat(day), last=date.fromisoformat(day))
    >>> visits = [go("1", "AB", "2024-11-05"), go("2", "BA", "2025-05-20"), go("3", "BA", "2025-06-01")]
    >>> [(answer.asked, answer.returned, answer.days) for answer in answers(visits)]
    [('1', '2', 196)]
    """
    open_visits: dict[tuple[str, str, str], deque[Going]] = defaultdict(deque)
    found = []
    for each in sorted(goings, key=lambda one: (one.first, one.last, one.entry)):
        waiting = open_visits[each.told, each.host, each.visitor]
        if waiting and waiting[0].last < each.first:
            found.append(_answer(waiting.popleft(), each))
        else:
            open_visits[each.told, each.visitor, each.host].append(each)
    return tuple(found)


def usual_days(found: Iterable[Answer]) -> int | None:
    """The median time to return, in days; null where nothing was returned.

    >>> usual_days([]) is None
    True
    """
    days = [answer.days for answer in found]
    return round(median(days)) if days else None


def _answer(asked: Going, returned: Going) -> Answer:
    fine = asked.fine and returned.fine
    # Without the day, from the middle of what is known to the middle: right to a month.
    days = (returned.first - asked.first).days if fine else round(((returned.first - asked.first) + (returned.last - asked.last)).days / 2)
    return Answer(asked=asked.entry, returned=returned.entry, days=days, fine=fine, inferred=bool(returned.told))
