"""The entries that rows of sheets are laid beside, and those of a sheet's places and years that no row means."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, func, select

from shanhai.model import AnyFact, Modality, PlaceRef, When
from shanhai.model.struct import Value
from shanhai.reconcile.dating import Span, span, span_of
from shanhai.sheets import SheetPlan, SheetRow
from shanhai.sheets.location import chain_of, codes_of
from shanhai.sheets.matching import scope_of

from . import schema
from .chunks import chunks

MOST = 20_000
"""Entries of a type that are all looked through; of more, those at the places that rows name."""


class Scope(Value, frozen=True, kw_only=True):
    """What a sheet is about: its kind, whose it is (codes; empty: nobody's), the places that its rows name, the days they lie between."""

    kind: str
    own: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    first: date | None = None
    last: date | None = None

    @property
    def period(self) -> tuple[str, str] | None:
        """First and last day in ISO 8601; null where the sheet is about no time."""
        return (self.first.isoformat(), self.last.isoformat()) if self.first and self.last else None


def entries_for(connection: Connection, rows: Sequence[SheetRow]) -> dict[str, AnyFact]:
    """The entries that any of the rows may mean: their preferred values, without what pages deny."""
    found: dict[str, AnyFact] = {}
    for kind in sorted({row.kind for row in rows}):
        places = scope_of(row for row in rows if row.kind == kind)
        found |= _entries(connection, kind, places)
    return found


def _entries(connection: Connection, kind: str, places: Collection[str]) -> dict[str, AnyFact]:
    e, p = schema.entries.c, schema.entry_places.c
    chosen = select(e.id, e.body).where(e.type == kind, e.modality != Modality.DENIED.value)
    many = connection.execute(select(func.count()).select_from(schema.entries).where(e.type == kind)).scalar_one()
    if many <= MOST:
        return {row.id: row.body for row in connection.execute(chosen.order_by(e.id))}
    found: dict[str, AnyFact] = {}
    for chunk in chunks(sorted(places)):
        there = select(p.entry).where(p.place.in_(chunk))
        found |= {row.id: row.body for row in connection.execute(chosen.where(e.id.in_(there)))}
    return found


def scopes(plans: Iterable[SheetPlan], rows: Sequence[SheetRow]) -> tuple[Scope, ...]:
    """What each sheet that is read is about: the years that its title names, or the months from its first row to its last."""
    return tuple(_scope(plan, [row for row in rows if row.sheet == plan.at]) for plan in plans if plan.kind)


def _scope(plan: SheetPlan, rows: Sequence[SheetRow]) -> Scope:
    days = [found for row in rows if row.fact is not None and (found := span(when_of(row.fact))) and found.dated]
    first = date(plan.since, 1, 1) if plan.since else min((each.first for each in days), default=None)
    last = date(plan.until, 12, 31) if plan.until else max((each.last for each in days), default=None)
    if first and last and not plan.since:
        first, month = first.replace(day=1), span_of(f"{last:%Y-%m}")
        last = month.last if month else last
    return Scope(kind=plan.kind, own=frozenset(codes_of(plan.place)), places=scope_of(rows), first=first, last=last)


def when_of(fact: AnyFact) -> When | None:
    """The time by which a fact belongs to a sheet: when it happened, or what it is a number of."""
    return getattr(fact, "date", None) or getattr(fact, "period", None)


def beyond(scope: Scope, entries: Mapping[str, AnyFact], meant: Collection[str]) -> Iterator[str]:
    """The entries of a sheet's kind, places and time that none of its rows means."""
    for entry, fact in entries.items():
        if entry not in meant and _of_kind(fact) == scope.kind and fact.modality is Modality.HAPPENED and _inside(scope, fact):
            yield entry


def _of_kind(fact: AnyFact) -> str:
    return str(type(fact).__struct_config__.tag)


def _inside(scope: Scope, fact: AnyFact) -> bool:
    refs = [
        value for name in ("visitor_place", "host_place", "place", "a", "b") if isinstance(value := getattr(fact, name, None), PlaceRef)
    ]
    if not refs:
        return False
    near = any(scope.own & chain_of(ref) for ref in refs) if scope.own else all(ref.code in scope.places for ref in refs)
    return near and _then(scope, span(when_of(fact)), dated=_has_time(fact))


def _has_time(fact: AnyFact) -> bool:
    return hasattr(fact, "date") or hasattr(fact, "period")


def _then(scope: Scope, days: Span | None, *, dated: bool) -> bool:
    """Whether it happened in the time of the sheet; what has no time of its own kind always does, what lacks its time never."""
    if not dated or scope.first is None or scope.last is None:
        return True
    return days is not None and days.dated and days.first <= scope.last and days.last >= scope.first
