"""The visits of a place on one line through time: going out, coming in, or between places within it."""

from __future__ import annotations

from typing import Literal

from shanhai.model import PlaceRef, Visit
from shanhai.model.struct import Value
from shanhai.views import PlaceView, Statement

Way = Literal["out", "in", "within"]


class Call(Value, frozen=True, kw_only=True):
    """A visit as it concerns a place; `below` when not the place itself but one that lies in it goes or receives."""

    way: Way
    below: bool
    stated: Statement


def timeline(view: PlaceView) -> tuple[Call, ...]:
    """Visits out and in as one list, latest first, those without a year after all that have one."""
    out = {_key(stated): stated for stated in view.visits_out.statements}
    into = {_key(stated): stated for stated in view.visits_in.statements}
    calls = [_call(view.here.place, stated, _way(key in out, key in into)) for key, stated in (out | into).items()]
    return tuple(sorted(calls, key=_start, reverse=True))


def _way(goes: bool, comes: bool) -> Way:
    return "within" if goes and comes else "out" if goes else "in"


def _call(here: PlaceRef, stated: Statement, way: Way) -> Call:
    visit = stated.fact
    assert isinstance(visit, Visit)
    own = visit.visitor_place if way == "out" else visit.host_place
    return Call(way=way, below=way != "within" and not _same(here, own), stated=stated)


def _same(one: PlaceRef, other: PlaceRef | None) -> bool:
    return other is not None and (one.code or one.name) == (other.code or other.name)


def _key(stated: Statement) -> tuple[str, str]:
    return stated.page.id, stated.fact.id


def _start(call: Call) -> str:
    visit = call.stated.fact
    return (visit.date.start if isinstance(visit, Visit) and visit.date else None) or ""
