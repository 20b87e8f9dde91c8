"""Where to look for statements that may be about one thing: keys that such statements share.

A statement lies under the keys that it `stores` and looks under those that it `asks`; so an exact day meets the days beside it and the
months that hold it, without meeting all other days of the month. Every key of a time holds its year, or how it is open: a ledger that grows
by a year adds nothing to what the statements of another year are weighed against.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from functools import cache
from itertools import combinations, product

from shanhai.knowledge.places import place
from shanhai.model import Agreement, Meeting, Visit

from .dating import LEAP, LONGEST, NEXT, Span, span, span_of
from .identity import side
from .nearness import UNKNOWN, prefecture, province
from .statement import Statement
from .wording import bare

MOST_PARTIES = 4
"""Parties of an agreement that are paired into keys: 6 pairs."""
MOST_PEOPLE = 3
"""Of each side, beside who leads: whom a telling of one sentence names."""
LONG_NAME = 9
"""Characters from which an agreement's name says more than what kind it is (战略合作框架协议 has 8)."""
BESIDE = (-1, 0, 1)
"""Years, and months, around one: news of an event from which a day without a year is no more than a year away (`likeness.YEAR`)."""
_ANY, _OPEN = "*", "~"
"""Marks of a year: any that is stated, and not stated (after the year of the page, or alone where that is open, too)."""


def stored(said: Statement) -> frozenset[str]:
    """The keys that a statement lies under.

    >>> from shanhai.model import PlaceRef, When
    >>> visit = Visit(id="1", page="p", visitor_place=PlaceRef(name="鹿城区", code="330302"),
    ...     host_place=PlaceRef(name="南部县", code="511321"), date=When(text="", start="2024-05-14"))
    >>> sorted(stored(Statement(fact=visit)))
    ['visit|33|51|*-05', 'visit|33|51|*-05-14', 'visit|33|51|2024-05', 'visit|33|51|2024-05-14']
    """
    return frozenset(_keys(said, asking=False))


def asked(said: Statement) -> frozenset[str]:
    """The keys under which a statement looks for others."""
    return frozenset(_keys(said, asking=True))


Moment = tuple[int, str]
"""A year, and what follows it in a key: a month, a day, or nothing."""


def _keys(said: Statement, *, asking: bool) -> Iterator[str]:
    fact = said.fact
    if isinstance(fact, Visit):
        yield from _visit(said, fact, asking=asking)
    elif isinstance(fact, Meeting):
        yield from _meeting(said, fact, asking=asking)
    elif isinstance(fact, Agreement):
        yield from _agreement(said, fact, asking=asking)


def _visit(said: Statement, fact: Visit, *, asking: bool) -> Iterator[str]:
    found = span(fact.date)
    times = _of_news(said, asking=asking) if found is None else _of_event(said, found, asking=asking)
    yield from (f"visit|{frame}|{time}" for frame, time in product(_frames(fact, asking=asking), tuple(times)))
    dated = found is not None and found.fine
    marks = (("open",) if dated else ("day", "open")) if asking else (("day",) if dated else ("open",))
    yield from (f"visit|{person}|{mark}" for person, mark in product(_people(fact), marks))


def _frames(fact: Visit, *, asking: bool) -> list[str]:
    """The provinces of both sides; where one side is not known, any province may be meant."""
    guest, host = province(fact.visitor_place), province(fact.host_place)
    if not asking or (guest, host) == (UNKNOWN, UNKNOWN):
        return [f"{guest}|{host}"]
    either = [(UNKNOWN, *_provinces()) if side_ == UNKNOWN else (side_, UNKNOWN) for side_ in (guest, host)]
    return [f"{one}|{other}" for one, other in product(*either) if (one, other) != (UNKNOWN, UNKNOWN)]


@cache
def _provinces() -> tuple[str, ...]:
    return tuple(str(head) for head in range(10, 100) if place(f"{head}0000"))


def _people(fact: Visit) -> list[str]:
    """Who leads, and the first of those who come along and who receive: a telling without a day is found by them."""
    named = (*((fact.head,) if fact.head else ()), *fact.hosts[:MOST_PEOPLE], *fact.members[:MOST_PEOPLE])
    return list(dict.fromkeys(named))


def _meeting(said: Statement, fact: Meeting, *, asking: bool) -> Iterator[str]:
    found = span(fact.date)
    if found is None:
        return
    month = [(found.first.year, found.first.strftime("-%m"))]
    yield from (f"meeting|{bare(fact.name)}|{time}" for time in _labelled(said, found, month, asking=asking))
    if fact.place:
        times = _labelled(said, found, _moments(found, asking=asking), asking=asking)
        yield from (f"meeting|{prefecture(fact.place)}|{time}" for time in times)


def _agreement(said: Statement, fact: Agreement, *, asking: bool) -> Iterator[str]:
    parties = sorted({side(party) for party in fact.parties})[:MOST_PARTIES]
    frames = [f"agreement|{one}|{other}" for one, other in combinations(parties, 2)]
    frames += [f"agreement|{bare(fact.name)}"] if fact.name and len(bare(fact.name)) >= LONG_NAME else []
    found = span(fact.date)
    years = [(year, "") for year in ({found.first.year, found.last.year} if found else {LEAP})]
    yield from (f"{frame}|{time}" for frame, time in product(frames, _labelled(said, found, years, asking=asking)))


def _of_event(said: Statement, found: Span, *, asking: bool) -> Iterator[str]:
    """The times of an event; where asked, also the news of its month and the next: pages that do not say when it was."""
    moments = _moments(found, asking=asking)
    yield from _labelled(said, found, moments, asking=asking)
    if asking and moments:
        first, out = found.first, _came_out(said)
        years = [first.year] if found.dated else [out.year + step for step in BESIDE] if out else []
        yield from (f"news{year}{month}" for each in years for year, month in _months(each, first.month, (0, 1)))
        if not years:
            yield from (f"news{_ANY}{month}" for _, month in _months(LEAP, first.month, (0, 1)))


def _of_news(said: Statement, *, asking: bool) -> Iterator[str]:
    """The month in which a page came out that does not say when: it meets the events of that month and of the one before."""
    out = _came_out(said)
    if out is None:
        return
    if not asking:
        yield from (f"news{mark}{out:-%m}" for mark in (out.year, _ANY))
        return
    yield from (f"news{year}{month}" for year, month in _months(out.year, out.month, BESIDE))
    for (year, month), mark in product(_months(out.year, out.month, (-1, 0)), ("", "?")):
        open_ = [f"{year + step}{_OPEN}" for step in BESIDE]
        yield from (f"{label}{month}{mark}" for label in (year, *open_, _OPEN))


def _moments(found: Span, *, asking: bool) -> list[Moment]:
    """Days, and months marked as such where nothing finer is said; nothing for what is longer than a month."""
    first = found.first
    month = first.strftime("-%m")
    if not found.fine:
        coarse = [(first.year, f"{month}?"), *([(first.year, month)] if asking else [])]
        return coarse if (found.last - first).days <= 31 else []
    length = min((found.last - first).days, LONGEST)
    beside = NEXT if asking else 0
    days = (first + timedelta(days=step) for step in range(-beside, length + beside + 1))
    return [(first.year, f"{month}?" if asking else month), *((day.year, day.strftime("-%m-%d")) for day in days)]


def _labelled(said: Statement, found: Span | None, moments: Iterable[Moment], *, asking: bool) -> Iterator[str]:
    """Times with their year; one that is open may be that in which the page came out, or one beside it."""
    out = _came_out(said)
    for year, time in moments:
        if found and found.dated:
            labels = (str(year), *(f"{year + step}{_OPEN}" for step in BESIDE), _OPEN) if asking else (str(year), _ANY)
        elif out:
            near = [out.year + step for step in BESIDE]
            labels = (*map(str, near), *(f"{each}{_OPEN}" for each in near), _OPEN) if asking else (f"{out.year}{_OPEN}", _ANY + _OPEN)
        else:
            labels = (_ANY, _ANY + _OPEN, _OPEN) if asking else (_OPEN,)
        yield from (f"{label}{time}" for label in labels)


def _months(year: int, month: int, steps: Iterable[int]) -> list[Moment]:
    """Months so many steps from one."""
    counted = [(year * 12 + month - 1 + step) for step in steps]
    return [(each // 12, f"-{each % 12 + 1:02}") for each in counted]


def _came_out(said: Statement) -> date | None:
    """The first day on which the page may have come out; null where its year is not known."""
    out = span_of(said.published)
    return out.first if out and out.dated else None
