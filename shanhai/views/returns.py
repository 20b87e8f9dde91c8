"""Which visit was returned by which, and how long after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from shanhai.model import Modality, Visit
from shanhai.model.struct import Value
from shanhai.reconcile.nearness import chain
from shanhai.reconcile.returning import Going, answers, going

from .parts import Brief, Sides
from .statement import Statement

_MONTH_DAYS = 30.44


class Return(Value, frozen=True, kw_only=True):
    """The visit (an entry's id) that returns another; `days` where both days are known, `months` always.

    `inferred` where the page that tells of both gives no year.
    """

    entry: str
    months: int
    days: int | None = None
    inferred: bool = False


def returns(visits: Iterable[Statement | Brief]) -> Mapping[str, Return]:
    """The return of each visit that has one, by the visit's entry; `shanhai.reconcile.returning` says what counts as one.

    A county does not answer for its city, and a date without a year counts on its own page only.

    >>> from shanhai.model import PlaceRef, When
    >>> from shanhai.views import PageHead
    >>> lucheng, nanbu = PlaceRef(name="鹿城区", code="330302"), PlaceRef(name="南部县", code="511321")
    >>> def told(entry, guest, host, day):
    ...     fact = Visit(id=entry, page="p", visitor_place=guest, host_place=host, date=When(text="", start=day))
    ...     return Statement(fact=fact, page=PageHead(id="p", source="a.txt"), entry=entry)
    >>> returns([told("a", lucheng, nanbu, "2024-03-01"), told("b", nanbu, lucheng, "2024-05-30")])["a"].days
    90
    """
    goings = {each.entry: each for each in _goings(visits)}
    return {
        answer.asked: Return(
            entry=answer.returned,
            months=round(answer.days / _MONTH_DAYS),
            days=answer.days if answer.fine else None,
            inferred=answer.inferred,
        )
        for answer in answers(goings.values())
    }


def _goings(visits: Iterable[Statement | Brief]) -> Iterator[Going]:
    for stated in visits:
        visit = stated.fact
        if not isinstance(visit, Visit | Sides) or not visit.visitor_place or not visit.host_place:
            continue
        if stated.happened if isinstance(stated, Brief) else stated.fact.modality is Modality.HAPPENED:
            sides = chain(visit.visitor_place)[0], chain(visit.host_place)[0]
            page = stated.page if isinstance(stated, Brief) else stated.page.id
            if known := going(stated.entry, sides, visit.date, page):
                yield known
