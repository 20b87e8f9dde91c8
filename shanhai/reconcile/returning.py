"""Which visits were answered by one the other way, and after how long."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable
from datetime import date
from statistics import median

from shanhai.model.struct import Value


class Going(Value, frozen=True, kw_only=True):
    """A visit from one place to another and the days between which it was; `fine` where the day is known."""

    entry: str
    visitor: str
    host: str
    first: date
    last: date
    fine: bool = True


class Answer(Value, frozen=True, kw_only=True):
    """A visit, the one that returned it, and the days between them; `fine` where both days are known, else the months are right."""

    asked: str
    returned: str
    days: int
    fine: bool


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
    open_visits: dict[tuple[str, str], deque[Going]] = defaultdict(deque)
    found = []
    for going in sorted(goings, key=lambda each: (each.first, each.last, each.entry)):
        waiting = open_visits[going.host, going.visitor]
        if waiting and waiting[0].last < going.first:
            found.append(_answer(waiting.popleft(), going))
        else:
            open_visits[going.visitor, going.host].append(going)
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
    return Answer(asked=asked.entry, returned=returned.entry, days=days, fine=fine)
