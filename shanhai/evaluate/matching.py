"""Which answer is which label: each at most once, as many as possible, the best candidates first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import singledispatch
from typing import Any, TypeVar

from .comparison import alike, contained, customary, same_place
from .item import (
    AgreementItem,
    Item,
    MeasureItem,
    NamedItem,
    OrganizationItem,
    PairingItem,
    PersonItem,
    PlaceItem,
    PlaceName,
    Slot,
    TenureItem,
    VisitItem,
)

# 0.3: the labels give 甲县委 where an answer may have 中共甲县委组织部
TENURE_ORGANIZATION = 0.3
# 0.99: another form of an organisation must be met in full
OTHER_FORM = 0.99
# 0.8: a side of a pairing that is no division (甲县经济开发区, 甲县经济开发区管委会)
PAIRED_SIDE = 0.8

T = TypeVar("T", bound=Item)


@singledispatch
def matches(label: Item, answer: Any) -> bool:
    """Whether an answer is what the label says; both are of one type.

    >>> matches(PersonItem(name="王五"), PersonItem(name="王五"))
    True
    """
    return bool(label == answer)


@matches.register
def _(label: PlaceItem, answer: PlaceItem) -> bool:
    return same_place(label.place, answer.place)


@matches.register
def _(label: OrganizationItem, answer: OrganizationItem) -> bool:
    other = (contained(form, answer.name, OTHER_FORM) for form in label.forms if form)
    return contained(label.name, answer.name) or any(other)


@matches.register
def _(label: TenureItem, answer: TenureItem) -> bool:
    if (label.person, label.title) != (answer.person, answer.title):
        return False
    here, there = PlaceName(name=label.org), PlaceName(name=answer.org)
    return not label.org or (bool(answer.org) and contained(label.org, answer.org, TENURE_ORGANIZATION)) or same_place(here, there)


@matches.register
def _(label: VisitItem, answer: VisitItem) -> bool:
    return same_place(label.visitor, answer.visitor) and same_place(label.host, answer.host)


@matches.register
def _(label: PairingItem, answer: PairingItem) -> bool:
    straight = _same_side(label.a, answer.a) and _same_side(label.b, answer.b)
    crossed = _same_side(label.a, answer.b) and _same_side(label.b, answer.a)
    return (straight or crossed) and (not label.programmes or bool(label.programmes & answer.programmes))


@matches.register
def _(label: NamedItem, answer: NamedItem) -> bool:
    return alike(label.name, answer.name)


@matches.register
def _(label: MeasureItem, answer: MeasureItem) -> bool:
    return bool(label.values & answer.values)


@matches.register
def _(label: PersonItem, answer: PersonItem) -> bool:
    return label.name == answer.name


@matches.register
def _(label: AgreementItem, answer: AgreementItem) -> bool:
    return (label.yuan, label.count) == (answer.yuan, answer.count)


def _same_side(a: PlaceName, b: PlaceName) -> bool:
    return same_place(a, b) or contained(a.name, b.name, PAIRED_SIDE)


def slot_hits(label: Iterable[Slot], answer: Iterable[Slot]) -> int:
    """How many values of a labelled visit the answer gives; a label without a year accepts any year.

    >>> slot_hits([Slot(key="date", value="--05-20")], [Slot(key="date", value="2025-05-20")])
    1
    """
    hits, left = 0, list(answer)
    for slot in label:
        for other in left:
            if slot.key == other.key and _same_value(slot, other):
                left.remove(other)
                hits += 1
                break
    return hits


def _same_value(slot: Slot, other: Slot) -> bool:
    if slot.key == "programme":
        return bool(slot.among & other.among)
    if slot.key == "sites":
        return contained(slot.value, other.value)
    yearless = slot.value.startswith("--") and slot.key in ("date", "end")
    return slot.value == other.value or (yearless and other.value.split("-", 1)[-1].lstrip("-") == slot.value[2:])


def assign(labels: Sequence[Item], found: Sequence[Item]) -> list[tuple[int, int]]:
    """A maximum assignment by augmenting paths: pairs of positions of a label and its answer.

    >>> assign([PersonItem(name="王五"), PersonItem(name="李四")], [PersonItem(name="李四")])
    [(1, 0)]
    """
    options = [_candidates(item, found) for item in labels]
    owner: dict[int, int] = {}

    def settle(i: int, seen: set[int]) -> bool:
        for j in options[i]:
            if j not in seen:
                seen.add(j)
                if j not in owner or settle(owner[j], seen):
                    owner[j] = i
                    return True
        return False

    for i in range(len(labels)):
        settle(i, set())
    return sorted((i, j) for j, i in owner.items())


def _candidates(label: Item, found: Sequence[Item]) -> list[int]:
    row = [j for j, other in enumerate(found) if matches(label, other)]
    if isinstance(label, VisitItem):
        row.sort(key=lambda j: -slot_hits(label.slots, slots(found[j])))
    return row


def slots(item: Item) -> tuple[Slot, ...]:
    """The values of a visit; none of anything else."""
    return item.slots if isinstance(item, VisitItem) else ()


def unique(items: Sequence[T]) -> list[T]:
    """The items without repetitions of the same name, person and post, or pair; visits, agreements and measures may repeat.

    >>> [item.name for item in unique([PersonItem(name="王五"), PersonItem(name="王五")])]
    ['王五']
    """
    return list({_key(item, at): item for at, item in reversed(list(enumerate(items)))}.values())[::-1]


def _key(item: Item, at: int) -> object:
    match item:
        case PersonItem() | NamedItem():
            return item.name
        case OrganizationItem():
            return customary(item.name)
        case PlaceItem():
            return customary(item.place.name)
        case TenureItem():
            return (item.person, item.title, customary(item.org))
        case PairingItem():
            return (tuple(sorted((customary(item.a.name), customary(item.b.name)))), item.programmes)
        case _:
            return at
