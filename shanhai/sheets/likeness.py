"""How alike a row and an entry are: named likenesses and their sum, as the reconciler weighs two pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from msgspec import structs

from shanhai.mentions.quantity import SCALES
from shanhai.model import AnyFact, Fact, Measure, Pairing, PlaceRef, Pledge, Project, Tenure, Visit, When
from shanhai.model.struct import Value
from shanhai.reconcile.dating import Dating, dating, span
from shanhai.reconcile.likeness import ALIKE
from shanhai.reconcile.nearness import Nearness, nearness
from shanhai.reconcile.wording import alike, any_alike, bare

from .location import codes_of
from .row import SheetRow
from .weighing import row_weights

PART = 0.6
"""Share of two names from which one may be a part or a paraphrase of the other; below it they are of two things. Set by judgement."""
NEARLY = 0.9
"""Share of two names that differ by a slip or a word: 甲县茶叶加工园 and 甲县茶叶加工园项目 share .93."""
ROUNDED = Decimal("0.02")
ABOUT = Decimal("0.05")
"""How far a sum that was rounded may be from the other: of money given, and of an investment."""
WEEK = 10
"""Days within which one of two days may be that of the report, or of the first of several calls."""
POST = 0.5
"""Share of two posts from which they may be one: 副县长 and 常务副县长 share .8. Set by judgement, as PART is."""
_SHORT = 2
"""Characters of a name that is too short to tell a slip from another name."""
_NUMERALS = re.compile(r"\d+|[一二三四五六七八九十]+(?=期|号|标段)|第[一二三四五六七八九十]+(?=批)")


class RowLikeness(Value, frozen=True, kw_only=True):
    """The sum of what a row and an entry have alike, and what that is."""

    score: float
    features: tuple[str, ...]


class _ApartError(Exception):
    """A row and an entry that cannot be of one thing."""


def row_likeness(row: SheetRow, entry: AnyFact) -> RowLikeness | None:
    """How alike a row and an entry are; null where they are of two things for certain.

    >>> lucheng, nanbu = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="南部县", code="511321")
    >>> def visit(day, head):
    ...     return Visit(id="1", page="p", visitor_place=lucheng, host_place=nanbu, head=head, date=When(text="", start=day))
    >>> row = SheetRow(sheet=0, number=3, kind="visit", key="k", fact=visit("2024-05-14", "李小四"))
    >>> row_likeness(row, visit("2024-05-15", "李小泗")).features
    ('head_alike', 'next_day', 'same_host_place', 'same_visitors_place')
    """
    if row.fact is None or type(row.fact) is not type(entry):
        return None
    ways = [row.fact]
    if row.open and isinstance(row.fact, Visit):
        ways.append(_turned(row.fact))
    found = [made for at, fact in enumerate(ways) if (made := _weighed(row.kind, fact, entry, turned=at > 0)) is not None]
    return max(found, key=lambda each: each.score, default=None)


def _turned(fact: Visit) -> Visit:
    return structs.replace(fact, visitor_place=fact.host_place, host_place=fact.visitor_place)


def _weighed(kind: str, fact: AnyFact, entry: AnyFact, *, turned: bool) -> RowLikeness | None:
    try:
        features = [*_COMPARED[type(fact)](fact, entry), *(["turned"] if turned else [])]
    except _ApartError:
        return None
    weights = row_weights()[kind].weights
    return RowLikeness(score=round(sum(weights[feature] for feature in features), 3), features=tuple(sorted(features)))


def _visit(row: Visit, entry: Visit) -> Iterator[str]:
    sides = (_side(row.visitor_place, entry.visitor_place), _side(row.host_place, entry.host_place))
    if sides.count(Nearness.APART) == len(sides):
        raise _ApartError
    names = {Nearness.SAME: "same_{}", Nearness.WITHIN: "{}_within", Nearness.APART: "other_{}"}
    for side, name in zip(sides, ("visitors_place", "host_place"), strict=True):
        if side in names:
            yield names[side].format(name)
    yield from _days(row.date, entry.date)
    if row.head and entry.head:
        if row.head == entry.head:
            yield "same_head"
        elif _misspelt(row.head, entry.head):
            yield "head_alike"
        else:
            yield "head_is_member" if row.head in entry.members or entry.head in row.members else "other_head"
    if set(row.hosts) & set(entry.hosts) or set(row.members) & set(entry.members):
        yield "shared_people"
    if any_alike(row.sites, entry.sites):
        yield "shared_sites"
    if any_alike(row.visitors, entry.visitors):
        yield "same_body"
    if any_alike(_about(row), _about(entry)):
        yield "same_purpose"


def _about(visit: Visit) -> tuple[str, ...]:
    return tuple(each for each in (visit.purpose, visit.kind, *visit.topics) if each)


def _project(row: Project, entry: Project) -> Iterator[str]:
    yield from _names(row.name, entry.name, "name")
    yield from _place(row.place, entry.place)
    if row.amount and entry.amount:
        yield _sums(row.amount.yuan, entry.amount.yuan, ABOUT)
    if any_alike(row.parties, entry.parties):
        yield "shared_parties"
    yield from (each for each in _days(row.date, entry.date) if each in ("same_day", "overlap", "coarse"))


def _measure(row: Measure, entry: Measure) -> Iterator[str]:
    if _side(row.place, entry.place) is Nearness.APART:
        raise _ApartError
    yield from _place(row.place, entry.place)
    if bare(row.subject) == bare(entry.subject):
        yield "same_subject"
    elif alike(row.subject, entry.subject) >= PART:
        yield "subject_alike"
    else:
        yield "same_category" if row.category and row.category == entry.category else "other_subject"
    one, other = yuan_of(row), yuan_of(entry)
    if (one is None) != (other is None):
        raise _ApartError
    numbers = (one, other) if one is not None else (row.value, entry.value)
    if one is None and row.unit and entry.unit and bare(row.unit) != bare(entry.unit):
        raise _ApartError
    if numbers[0] is not None and numbers[1] is not None:
        yield _sums(numbers[0], numbers[1], ROUNDED)
    found = dating(row.period, entry.period)
    if found is Dating.APART:
        yield "other_day"
    elif found in (Dating.SAME_DAY, Dating.OVERLAP, Dating.COARSE):
        yield found.value


def yuan_of(fact: Measure) -> Decimal | None:
    """What a measure of money is in yuan; null for one of anything else.

    >>> yuan_of(Measure(id="1", page="p", subject="资金", value=Decimal(25), unit="万元"))
    Decimal('250000')
    """
    if fact.amount:
        return fact.amount.yuan
    unit = fact.unit or ""
    if fact.value is None or not unit.endswith("元") or unit.removesuffix("元") not in ("", *SCALES):
        return None
    return fact.value * SCALES.get(unit.removesuffix("元"), 1)


def _tenure(row: Tenure, entry: Tenure) -> Iterator[str]:
    if not row.person or not entry.person:
        raise _ApartError
    if row.person == entry.person:
        yield "same_person"
    elif _misspelt(row.person, entry.person):
        yield "person_alike"
    else:
        raise _ApartError
    if row.organization and entry.organization:
        same = bare(row.organization) == bare(entry.organization)
        near = alike(row.organization, entry.organization) >= PART
        yield "same_organization" if same else "organization_alike" if near else "other_organization"
    if row.post and entry.post and alike(row.post, entry.post) >= POST:
        yield "same_post" if bare(row.post) == bare(entry.post) else "post_alike"
    yield from _place(row.place, entry.place)


def _pairing(row: Pairing, entry: Pairing) -> Iterator[str]:
    ways = [(_party(row.a, one), _party(row.b, other)) for one, other in ((entry.a, entry.b), (entry.b, entry.a))]
    if (Nearness.SAME, Nearness.SAME) in ways:
        yield "same_sides"
    elif any(set(way) == {Nearness.SAME, Nearness.WITHIN} for way in ways):
        yield "one_side_within"
    else:
        raise _ApartError
    if row.programme and entry.programme:
        one, other = (each.family or each.stated for each in (row.programme, entry.programme))
        yield "same_programme" if one == other else "other_programme"
    if row.since and row.since[:4] == (entry.since or "")[:4]:
        yield "same_since"


def _party(one: PlaceRef | str, other: PlaceRef | str) -> Nearness:
    if isinstance(one, PlaceRef) and isinstance(other, PlaceRef):
        return _side(one, other)
    first, second = (each.name if isinstance(each, PlaceRef) else each for each in (one, other))
    return Nearness.SAME if bare(first) == bare(second) else Nearness.WITHIN if alike(first, second) >= ALIKE else Nearness.APART


def _pledge(row: Pledge, entry: Pledge) -> Iterator[str]:
    yield from _names(row.text, entry.text, "text")
    if row.speaker and entry.speaker:
        same, near = row.speaker == entry.speaker, _misspelt(row.speaker, entry.speaker)
        yield "same_speaker" if same else "speaker_alike" if near else "other_speaker"
    days = set(_days(row.deadline, entry.deadline))
    yield from days & {"same_day", "overlap", "coarse", "other_day"}


_COMPARED: Mapping[type[Fact], Callable[[Any, Any], Iterator[str]]] = {
    Visit: _visit,
    Project: _project,
    Measure: _measure,
    Tenure: _tenure,
    Pairing: _pairing,
    Pledge: _pledge,
}


# --- what several of them ask -----------------------------------------------------------------------------------------------------------


def _side(row: PlaceRef | None, entry: PlaceRef | None) -> Nearness:
    """What a row's place is to an entry's; one that may be several is the nearest of them."""
    if row is None or entry is None:
        return Nearness.UNKNOWN
    codes = codes_of(row)
    found = {nearness(PlaceRef(name=row.name, code=code), entry) for code in codes} or {nearness(row, entry)}
    return next((each for each in (Nearness.SAME, Nearness.WITHIN, Nearness.UNKNOWN) if each in found), Nearness.APART)


def _place(row: PlaceRef | None, entry: PlaceRef | None) -> Iterator[str]:
    names = {Nearness.SAME: "same_place", Nearness.WITHIN: "place_within", Nearness.APART: "other_place"}
    if (found := _side(row, entry)) in names:
        yield names[found]


def _days(row: When | None, entry: When | None) -> Iterator[str]:
    found = dating(row, entry)
    if found is Dating.UNDATED:
        return
    if found is not Dating.APART:
        yield found.value
        return
    one, other = span(row), span(entry)
    assert one is not None
    assert other is not None
    days = max((one.first - other.last).days, (other.first - one.last).days)
    if one.dated and other.dated and one.fine and other.fine:
        if days <= WEEK:
            yield "week"
            return
        if abs(one.first.year - other.first.year) == 1 and (one.first.month, one.first.day) == (other.first.month, other.first.day):
            yield "other_year"
            return
    yield "other_day"


def _names(one: str, other: str, field: str) -> Iterator[str]:
    shared = alike(one, other)
    if shared < PART:
        raise _ApartError
    yield f"same_{field}" if bare(one) == bare(other) else f"{field}_{_degree(shared)}"
    numbers = [frozenset(_NUMERALS.findall(each)) for each in (one, other)]
    if all(numbers) and numbers[0] != numbers[1]:
        yield "numbered_otherwise"


def _degree(shared: float) -> str:
    return "nearly" if shared >= NEARLY else "alike" if shared >= ALIKE else "part"


def _sums(one: Decimal, other: Decimal, about: Decimal) -> str:
    if one == other:
        return "same_amount"
    return "about_amount" if abs(one - other) <= about * max(abs(one), abs(other)) else "other_amount"


def _misspelt(one: str, other: str) -> bool:
    """Whether two names of three characters or more differ in one: that somebody typed, or a page lost.

    >>> _misspelt("李小四", "李小泗"), _misspelt("李四", "李思"), _misspelt("李小四", "王小四五")
    (True, False, False)
    """
    if len(one) == len(other):
        return len(one) > _SHORT and sum(a != b for a, b in zip(one, other, strict=True)) == 1
    longer, shorter = sorted((one, other), key=len, reverse=True)
    return (
        len(longer) - len(shorter) == 1
        and len(shorter) > _SHORT
        and any(longer[:at] + longer[at + 1 :] == shorter for at in range(len(longer)))
    )
