"""How alike two statements of two pages are: named likenesses, their sum, and what keeps them apart whatever else is alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from shanhai.model import Agreement, Amount, Fact, Meeting, PlaceRef, Visit
from shanhai.model.struct import Value

from .dating import Dating, dating
from .identity import side
from .nearness import Nearness, nearness
from .statement import Statement
from .weighing import weights
from .wording import alike, any_alike, bare

ALIKE = 0.72
"""Share of two names from which they are alike; below it lie different projects of one kind (甲产业园, 乙产业园: 0.6 to 0.7)."""


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
        found = [*_COMPARED[type(one.fact)](one.fact, other.fact), *(["copies"] if copies else [])]
    except ApartError:
        return None
    known = weights()[one.type]
    score = round(sum(known.weights[feature] for feature in found), 3)
    return Likeness(score=score, features=tuple(sorted(found)), joined=score >= known.threshold)


def _visit(one: Fact, other: Fact) -> Iterator[str]:
    assert isinstance(one, Visit)
    assert isinstance(other, Visit)
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


def _meeting(one: Fact, other: Fact) -> Iterator[str]:
    assert isinstance(one, Meeting)
    assert isinstance(other, Meeting)
    yield from _name(one.name, other.name)
    yield from _place(one.place, other.place, "same_place", "place_within")
    yield from _date(dating(one.date, other.date))


def _agreement(one: Fact, other: Fact) -> Iterator[str]:
    assert isinstance(one, Agreement)
    assert isinstance(other, Agreement)
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


_COMPARED: dict[type[Fact], Callable[[Fact, Fact], Iterator[str]]] = {
    Visit: _visit,
    Meeting: _meeting,
    Agreement: _agreement,
}
