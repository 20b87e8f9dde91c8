"""How alike two statements of two pages are: named likenesses, their sum, and what keeps them apart whatever else is alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

from shanhai.model import Agreement, Amount, Fact, Meeting, PlaceRef, Visit, When
from shanhai.model.struct import Value

from .dating import Dating, dating, span
from .identity import side
from .nearness import Nearness, nearness
from .statement import Statement
from .weighing import weights
from .wording import alike, any_alike, bare

ALIKE = 0.8
"""Share of two names from which they are alike: 甲产业园 and 乙产业园 share .75. Set by judgement."""


class Likeness(Value, frozen=True, kw_only=True):
    """The sum of what two statements have alike, and what that is; `joined` where the sum reaches the threshold of their type."""

    score: float
    features: tuple[str, ...]
    joined: bool


class ApartError(Exception):
    """Two statements that contradict each other in what makes them one."""


def likeness(one: Statement, other: Statement, *, copies: bool = False) -> Likeness | None:
    """How alike two statements are; null where they are apart for certain: of one page, of two types, at other places, on other days.

    >>> from shanhai.model import When
    >>> lucheng, nanbu = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="南部县", code="511321")
    >>> told = lambda page, day: Statement(fact=Visit(id="1", page=page, head="李四", visitor_place=lucheng, host_place=nanbu,
    ...     date=When(text="", start=day)))
    >>> likeness(told("p", "2024-05-14"), told("q", "2024-05-14")).joined, likeness(told("p", "2024-05-14"), told("q", "2024-06-14"))
    (True, None)
    """
    if one.fact.page == other.fact.page or type(one.fact) is not type(other.fact) or one.type not in weights():
        return None
    try:
        found = [*_COMPARED[type(one.fact)](one.fact, other.fact), *_reports(one, other), *(["copies"] if copies else [])]
    except ApartError:
        return None
    known = weights()[one.type]
    score = round(sum(known.weights[feature] for feature in found), 3)
    return Likeness(score=score, features=tuple(sorted(found)), joined=score >= known.threshold)


def _reports(one: Statement, other: Statement) -> Iterator[str]:
    """Where one of two times is open: whether the pages came out when the event of the other was news."""
    first, second = day_of(one.fact), day_of(other.fact)
    told = [_news(each.published, day_of(each.fact)) for each in (one, other)]
    if told[0] is None or told[1] is None:
        return
    days = abs((told[0] - told[1]).days)
    if days > YEAR and _open(first, second):
        raise ApartError
    if days <= NEWS and dating(first, second) in (Dating.UNDATED, Dating.OPEN_YEAR, Dating.COARSE):
        yield "reported_near"


def _open(one: When | None, other: When | None) -> bool:
    """Whether days are compared of which one has no year."""
    first, second = span(one), span(other)
    return first is not None and second is not None and first.fine and second.fine and not (first.dated and second.dated)


NEWS, YEAR = 30, 366
"""Days within which two pages are news of one event; days between news from which a day without a year is of another year."""


def _news(published: str | None, when: When | None) -> date | None:
    """The day of the event where its year is known, or else the day on which the page came out."""
    known = span(when)
    if known and known.dated:
        return known.first
    out = span(When(text="", start=published[:10])) if published else None
    return out.first if out and out.dated and out.fine else None


def day_of(fact: Fact) -> When | None:
    """When the event of a fact that is weighed took place."""
    return fact.date if isinstance(fact, Visit | Meeting | Agreement) else None


def _visit(one: Visit, other: Visit) -> Iterator[str]:
    yield from _place(one.visitor_place, other.visitor_place, "same_visitors_place", "visitors_place_within")
    yield from _place(one.host_place, other.host_place, "same_host_place", "host_place_within")
    yield from _date(dating(one.date, other.date))
    if one.head and other.head:
        if one.head == other.head:
            yield "same_head"
        else:
            together = one.head in other.members or other.head in one.members
            yield "head_is_member" if together else "other_head"
    if set(one.hosts) & set(other.hosts) or set(one.members) & set(other.members):
        yield "shared_people"
    if any_alike(one.sites, other.sites):
        yield "shared_sites"


def _meeting(one: Meeting, other: Meeting) -> Iterator[str]:
    yield from _name(one.name, other.name)
    yield from _place(one.place, other.place, "same_place", "place_within")
    yield from _date(dating(one.date, other.date))


def _agreement(one: Agreement, other: Agreement) -> Iterator[str]:
    yield from _date(dating(one.date, other.date))
    yield from _parties(one.parties, other.parties)
    if one.name and other.name:
        yield from _name(one.name, other.name)
    if one.amount and other.amount:
        yield "same_amount" if _same_sum(one.amount, other.amount) else "other_amount"
    if one.project_count and one.project_count == other.project_count:
        yield "same_count"


def _place(one: PlaceRef | None, other: PlaceRef | None, same: str, within: str) -> Iterator[str]:
    found = nearness(one, other)
    if found is Nearness.APART:
        raise ApartError
    if found is not Nearness.UNKNOWN:
        yield same if found is Nearness.SAME else within


def _date(found: Dating) -> Iterator[str]:
    if found is Dating.APART:
        raise ApartError
    if found is not Dating.UNDATED:
        yield found.value


def _name(one: str, other: str) -> Iterator[str]:
    if bare(one) == bare(other):
        yield "same_name"
    elif alike(one, other) >= ALIKE:
        yield "name_alike"


def _parties(ones: tuple[str, ...], others: tuple[str, ...]) -> Iterator[str]:
    first, second = set(map(side, ones)), set(map(side, others))
    if first and first == second:
        yield "same_parties"
    elif len(first & second) > 1 or (first & second and min(len(first), len(second)) == 1):
        yield "shared_parties"


def _same_sum(one: Amount, other: Amount) -> bool:
    return one.yuan == other.yuan


_COMPARED: dict[type[Fact], Callable[[Any, Any], Iterator[str]]] = {
    Visit: _visit,
    Meeting: _meeting,
    Agreement: _agreement,
}
