"""A visit as it is being put together from what several sentences say."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from shanhai.model import Modality, PlaceRef, Programme, When
from shanhai.model.struct import Value

from .evidence import Claim
from .location import related
from .time import tells_more


class Draft(Value, frozen=True, kw_only=True):
    """A visit before completion; spans in `claims` are of the restored text."""

    visitors: tuple[str, ...] = ()
    visitor_place: PlaceRef | None = None
    head: str | None = None
    host_place: PlaceRef | None = None
    hosts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    date: When | None = None
    kind: str | None = None
    programme: Programme | None = None
    purpose: str | None = None
    modality: Modality = Modality.HAPPENED
    background: bool = False
    trip: str | None = None
    start: int = 0
    end: int = 0
    tellings: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()

    def with_(self, claims: Iterable[Claim] = (), **changes: Any) -> Draft:
        """The draft with some fields changed and further claims.

        >>> Draft().with_(head="李四").head
        '李四'
        """
        return msgspec.structs.replace(self, claims=(*self.claims, *claims), **changes)

    def told(self, before: int) -> int | None:
        """Where the page last told of the visit at or before an offset."""
        return max((t for t in (self.start, *self.tellings) if t <= before), default=None)

    def adding(self, field: str, names: Iterable[str], claims: Iterable[Claim] = ()) -> Draft:
        """The draft with names added to a list field, each once."""
        merged = tuple(dict.fromkeys((*getattr(self, field), *names)))
        return self.with_(claims, **{field: merged})


def same_visit(a: Draft, b: Draft) -> bool:
    """Whether two drafts of a page are one visit: same sides, and no two different days."""
    if a.visitor_place is None or b.visitor_place is None or a.host_place is None or b.host_place is None:
        return (a.visitor_place, a.host_place) == (b.visitor_place, b.host_place) and may_meet(a.date, b.date)
    if a.host_place.name != b.host_place.name:
        return False
    if a.visitor_place.name != b.visitor_place.name:
        bare = next((d for d in (a, b) if d.head is None and d.date is None), None)
        if bare is not None and related(a.visitor_place, b.visitor_place) and has_party(bare):
            return True  # 甲县代表团来乙区: a headline whose text has 丙州 lead them
        led = a.head is not None and a.head == b.head and may_meet(a.date, b.date)  # 援疆指挥部一行来甲市; 乙市副市长、指挥部副总指挥李四
        two = a.head is not None and b.head is not None and a.head != b.head  # 甲市李四、乙市王五率联合考察团
        return led or (a.start < b.end and b.start < a.end and has_party(a) != has_party(b) and not two)
    return may_meet(a.date, b.date)


def may_meet(a: When | None, b: When | None) -> bool:
    """Whether two dates may be of one journey: one is unknown, both begin on one day, or one lies within the other.

    >>> may_meet(When(text="5月7日", start="--05-07"), When(text="5月9日", start="--05-09"))
    False
    """
    if a is None or b is None or not a.start or not b.start or a.start.startswith(b.start) or b.start.startswith(a.start):
        return True
    return any(w.end is not None and (w.start or "") <= (other.start or "") <= w.end for w, other in ((a, b), (b, a)))


def merged(drafts: Iterable[Draft], more: Iterable[Draft]) -> list[Draft]:
    """Drafts and further ones, those that tell the same visit united."""
    result = list(drafts)
    for draft in more:
        index = next((i for i, known in enumerate(result) if same_visit(known, draft)), None)
        if index is None:
            result.append(draft)
        else:
            result[index] = united(result[index], draft)
    return result


def has_party(draft: Draft) -> bool:
    """Whether a delegation is named, and not only the post of who leads it."""
    return any(c.field == "visitors" for c in draft.claims)


def united(known: Draft, more: Draft) -> Draft:
    """Two tellings of one visit as one; what the first leaves open the second fills, and a real date beats 近日."""
    if has_party(more) and not has_party(known):
        known = known.with_(visitors=more.visitors, visitor_place=more.visitor_place)
    dated = more.date if tells_more(more.date, known.date) else known.date
    if known.head in more.members and more.head is not None:  # a headline that runs 李四王五率 together names only the last of them
        known = known.with_(head=more.head)
    result = known.with_(
        more.claims,
        head=known.head or more.head,
        date=dated,
        kind=known.kind or more.kind,
        programme=known.programme or more.programme,
        background=known.background and more.background,
        tellings=(*known.tellings, more.start),
        modality=known.modality if known.modality is Modality.HAPPENED else more.modality,
        visitors=known.visitors or more.visitors,
    )
    for field in ("hosts", "members", "sites"):
        result = result.adding(field, getattr(more, field))
    return result
