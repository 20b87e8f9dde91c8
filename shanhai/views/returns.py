"""Which visit was returned by which, and how long after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from shanhai.model import Modality, PlaceRef, Visit
from shanhai.model.struct import Value
from shanhai.reconcile.nearness import Nearness, nearness

from .statement import Statement

DAYS = 400
"""Days after which a visit is no answer any more: sides that meet yearly do so within a year and a month of each other."""


class Return(Value, frozen=True, kw_only=True):
    """The visit (an entry's id) that returns another; `days` where both days are known, `months` always."""

    entry: str
    months: int
    days: int | None = None


def returns(visits: Iterable[Statement]) -> Mapping[str, Return]:
    """The return of each visit that has one, by the visit's entry: the next visit the other way between the same two places.

    A visit answers the last one that stands open. A county does not answer for its city, and dates without a year tell nothing.

    >>> from shanhai.model import When
    >>> from shanhai.views import PageHead
    >>> lucheng, nanbu = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="南部县", code="511321")
    >>> def told(entry, guest, host, day):
    ...     fact = Visit(id=entry, page="p", visitor_place=guest, host_place=host, date=When(text="", start=day))
    ...     return Statement(fact=fact, page=PageHead(id="p", source="a.txt"), entry=entry)
    >>> returns([told("a", lucheng, nanbu, "2024-03-01"), told("b", nanbu, lucheng, "2024-05-30")])["a"].days
    90
    """
    open_visits: list[tuple[str, Visit, str]] = []
    found: dict[str, Return] = {}
    for start, visit, entry in sorted(_dated(visits), key=lambda each: (each[0], each[2])):
        answered = next((each for each in reversed(open_visits) if _answers(each[1], visit) and _after(each[0], start)), None)
        if answered is not None:
            open_visits.remove(answered)
            days = _days(answered[0], start)
            if days <= DAYS:
                known = len(start) >= _DAY and len(answered[0]) >= _DAY
                found[answered[2]] = Return(entry=entry, months=_months(answered[0], start), days=days if known else None)
        open_visits.append((start, visit, entry))
    return found


_MONTH, _DAY = len("2024-08"), len("2024-08-26")


def _dated(visits: Iterable[Statement]) -> Iterable[tuple[str, Visit, str]]:
    for stated in visits:
        visit = stated.fact
        if isinstance(visit, Visit) and visit.modality is Modality.HAPPENED and visit.date:
            start = visit.date.start or ""
            if not start.startswith("-") and len(start) >= _MONTH and visit.visitor_place and visit.host_place:
                yield start[:_DAY], visit, stated.entry


def _answers(first: Visit, second: Visit) -> bool:
    return _same(first.visitor_place, second.host_place) and _same(first.host_place, second.visitor_place)


def _same(one: PlaceRef | None, other: PlaceRef | None) -> bool:
    return nearness(one, other) is Nearness.SAME


def _after(first: str, second: str) -> bool:
    """Later for certain: 2024-11-20 is not later than 2024-11."""
    return second > first and not second.startswith(first)


def _days(first: str, second: str) -> int:
    return (_first_day(second) - _first_day(first)).days


def _first_day(start: str) -> date:
    return date.fromisoformat(start if len(start) >= _DAY else f"{start[:_MONTH]}-01")


def _months(first: str, second: str) -> int:
    return (int(second[:4]) - int(first[:4])) * 12 + int(second[5:7]) - int(first[5:7])
