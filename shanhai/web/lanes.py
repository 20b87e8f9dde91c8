"""The visits of a pair drawn on two lanes through time, with a dashed link from each visit to its return."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from shanhai.model.struct import Value
from shanhai.views import PairVisit

LEFT, RIGHT = 120.0, 880.0
"""Where the first and the last day of the drawing stand, of 960."""
THERE, BACK = 44.0, 116.0
"""Heights of the two lanes, of 160."""


class Stop(Value, frozen=True, kw_only=True):
    """A visit in the drawing: its entry, its place, its day as stated."""

    entry: str
    x: float
    y: float
    start: str
    way: str
    told: bool


class Link(Value, frozen=True, kw_only=True):
    """From a visit to its return, as the path of a curve."""

    path: str


class Lanes(Value, frozen=True, kw_only=True):
    """The drawing: visits, returns, and the years with the places where they begin; `undated` visits are not in it."""

    stops: tuple[Stop, ...]
    links: tuple[Link, ...]
    years: tuple[tuple[str, float], ...]
    undated: int


def lanes(visits: Sequence[PairVisit]) -> Lanes | None:
    """The drawing of visits that have a year; null for fewer than two.

    >>> lanes([]) is None
    True
    """
    dated = [(start, visit) for visit in visits if (start := _start(visit))]
    if len(dated) < 2:
        return None
    days = [_day(start) for start, _ in dated]
    first, last = date(min(days).year, 1, 1), date(max(days).year + 1, 1, 1)
    stops = {visit.stated.entry: _stop(start, visit, first, last) for start, visit in dated}
    links = [_link(stops[visit.stated.entry], stops[back.entry]) for _, visit in dated if (back := visit.returned) and back.entry in stops]
    step = max(1, (last.year - first.year) // 8)
    years = tuple((str(year), _x(date(year, 1, 1), first, last)) for year in range(first.year, last.year, step))
    ordered = sorted(stops.values(), key=lambda stop: (stop.x, stop.entry))
    return Lanes(stops=tuple(ordered), links=tuple(links), years=years, undated=len(visits) - len(dated))


def _stop(start: str, visit: PairVisit, first: date, last: date) -> Stop:
    return Stop(
        entry=visit.stated.entry,
        x=_x(_day(start), first, last),
        y=THERE if visit.way == "there" else BACK,
        start=start,
        way=visit.way,
        told=bool(getattr(visit.stated.fact, "background", False)),
    )


def _link(one: Stop, other: Stop) -> Link:
    half = (one.y + other.y) / 2
    return Link(path=f"M{one.x:.1f} {one.y:.1f}C{one.x:.1f} {half:.1f} {other.x:.1f} {half:.1f} {other.x:.1f} {other.y:.1f}")


def _x(day: date, first: date, last: date) -> float:
    return round(LEFT + (RIGHT - LEFT) * (day - first).days / (last - first).days, 1)


def _start(visit: PairVisit) -> str:
    when = getattr(visit.stated.fact, "date", None)
    start = (when and when.start) or ""
    return "" if start.startswith("-") else start[:10]


def _day(start: str) -> date:
    """The day, or the middle of what is known: a month, a year."""
    month, day = (start[5:7], start[8:10])
    return date(int(start[:4]), int(month or 7), int(day or (15 if month else 1)))
