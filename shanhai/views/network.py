"""Who visits whom: places as a directed network of visits, near and far, answered or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import func, select

from shanhai.knowledge.places import place, position
from shanhai.ledger import Ledger
from shanhai.ledger.listed import listed
from shanhai.model import Modality, PlaceRef
from shanhai.model.struct import Value
from shanhai.reconcile.dating import span
from shanhai.reconcile.levels import Level, bordering, unit
from shanhai.reconcile.returning import Answer, Going, answers, going, usual_days

from .calls import Call, calls, in_period
from .chance import Nearby, nearby
from .memory import remembered

NO_PROGRAMME = "none"
"""The programme of visits for which no page names one."""


class Node(Value, frozen=True, kw_only=True):
    """A place of the network: visits out and in, and with how many places; `lon` and `lat` null where no source has them."""

    place: PlaceRef
    out: int
    into: int
    partners: int
    lon: float | None
    lat: float | None


class Tie(Value, frozen=True, kw_only=True):
    """The visits from one place to another: how many, how many were returned and after how many days (the median), whether they border."""

    visitor: PlaceRef
    host: PlaceRef
    visits: int
    returned: int
    days: int | None
    near: bool
    family: str | None


class Network(Value, frozen=True, kw_only=True):
    """Who visits whom within the conditions.

    `counted` visits run between two places of the level and make up everything below. Left out, and how many: those within one place of
    the level (`inside`), those with a side that is not known or not known so finely (`coarse`), those told only as history
    (`background`) unless asked for, and what is only planned (`planned`). `undated` visits have no year: only one of the same page
    can be seen to return them. `programmes`, `themes` and `months` count the same visits; a visit has several themes or none.
    """

    level: Level
    counted: int
    inside: int
    coarse: int
    background: int
    planned: int
    undated: int
    nodes: tuple[Node, ...]
    ties: tuple[Tie, ...]
    near: Nearby
    answers: tuple[Answer, ...]
    usual_days: int | None
    programmes: dict[str, int]
    themes: dict[str, int]
    months: dict[str, int]
    calls: tuple[Call, ...]

    @property
    def returned(self) -> int:
        """How many visits were returned."""
        return len(self.answers)


def network(
    ledger: Ledger,
    *,
    level: Level = Level.PREFECTURE,
    since: str = "",
    until: str = "",
    programme: str = "",
    theme: str = "",
    background: bool = False,
    visitor: str = "",
    host: str = "",
) -> Network:
    """The network of visits in a period, of a family of programmes (`none`: of no programme) and of a theme.

    Codes of `visitor` and `host` narrow it to visits from or to these places, of whatever level they are.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     network(ledger).counted
    0
    """
    held = remembered(ledger, ("visits", level), lambda: _held(ledger, level))
    told = [each for each in held.placed if in_period(each.start, since, until) and (not programme or each.family == programme)]
    planned = sum(n for start, n in held.planned.items() if in_period(start, since, until))
    if theme:
        told = [each for each in told if theme in each.themes]
    shown = told if background else [each for each in told if not each.call.background]
    between = [each for each in shown if each.visitor and each.host and each.visitor != each.host]
    # A return may lie outside of the two sides asked for, so returns are sought among all visits.
    found = answers(each.going for each in between if each.going)
    here = [each for each in between if _at(each.call.visitor, visitor) and _at(each.call.host, host)] if visitor or host else between
    return _network(level, here, found, planned=planned, hidden=len(told) - len(shown), placed=shown)


def _network(
    level: Level, here: Sequence[_Placed], found: Sequence[Answer], *, planned: int, hidden: int, placed: Sequence[_Placed]
) -> Network:
    kept = {each.call.entry for each in here}
    returns = tuple(answer for answer in found if answer.asked in kept)
    ways = Counter((each.visitor or "", each.host or "") for each in here)
    return Network(
        level=level,
        counted=len(here),
        inside=sum(bool(each.visitor) and each.visitor == each.host for each in placed),
        coarse=sum(not each.visitor or not each.host for each in placed),
        background=hidden,
        planned=planned,
        undated=sum(not each.dated for each in here),
        nodes=_nodes(ways),
        ties=_ties(here, returns, level),
        near=nearby(ways, level),
        answers=returns,
        usual_days=usual_days(returns),
        programmes=_counted(Counter(each.family for each in here)),
        themes=_counted(Counter(theme for each in here for theme in each.themes)),
        months=dict(sorted(Counter(each.month for each in here if each.month).items())),
        calls=tuple(each.call for each in reversed(here)),
    )


class _Placed(NamedTuple):
    """A visit between two places of a level, with all that is asked of it again and again."""

    call: Call
    visitor: str | None
    host: str | None
    start: str
    month: str | None
    dated: bool
    family: str
    themes: frozenset[str]
    going: Going | None


class _Held(Value, frozen=True, kw_only=True):
    """All visits of the ledger, placed at a level, and how many are only planned by their first day."""

    placed: tuple[_Placed, ...]
    planned: dict[str, int]


def _held(ledger: Ledger, level: Level) -> _Held:
    intended = listed.c.modality.in_((Modality.PLANNED.value, Modality.WISHED.value))
    planned = select(listed.c.day, func.count().label("n")).where(listed.c.type == "visit", intended).group_by(listed.c.day)
    told = remembered(ledger, "visits", lambda: _calls(ledger))
    with ledger.looking() as connection:
        days = {row.day: row.n for row in connection.execute(planned)}
    return _Held(placed=tuple(_placed(call, about, level) for call, about in told), planned=days)


def _calls(ledger: Ledger) -> tuple[tuple[Call, frozenset[str]], ...]:
    with ledger.looking() as connection:
        return tuple(calls(connection))


def _placed(call: Call, themes: frozenset[str], level: Level) -> _Placed:
    visitor = unit(call.visitor, level) if call.visitor else None
    host = unit(call.host, level) if call.host else None
    start, days = (call.date and call.date.start) or "", span(call.date)
    return _Placed(
        call=call,
        visitor=visitor,
        host=host,
        start=start,
        month=start[:7] if not start.startswith("--") and len(start) > len("2024") else None,
        dated=days is not None and days.dated,
        family=_family(call),
        themes=themes,
        going=going(call.entry, (visitor, host), call.date, call.page)
        if visitor and host and visitor != host and not call.background
        else None,
    )


def _at(ref: PlaceRef | None, code: str) -> bool:
    """Whether a place is, or lies in, the one of this code."""
    if not code:
        return True
    return ref is not None and any(unit(ref, level) == code for level in Level)


def _family(each: Call) -> str:
    if each.programme is None:
        return NO_PROGRAMME
    return each.programme.family.value if each.programme.family else each.programme.stated


def _nodes(ways: Mapping[tuple[str, str], int]) -> tuple[Node, ...]:
    out, into = Counter[str](), Counter[str]()
    partners: dict[str, set[str]] = defaultdict(set)
    for (one, other), n in ways.items():
        out[one] += n
        into[other] += n
        partners[one].add(other)
        partners[other].add(one)
    order = sorted(partners, key=lambda code: (-out[code] - into[code], code))
    return tuple(_node(code, out[code], into[code], len(partners[code])) for code in order)


def _node(code: str, out: int, into: int, partners: int) -> Node:
    lon, lat = position(code) or (None, None)
    return Node(place=_ref(code), out=out, into=into, partners=partners, lon=lon, lat=lat)


def _ref(code: str) -> PlaceRef:
    found = place(code)
    return PlaceRef(name=found.name if found else code, code=code)


def _ties(here: Sequence[_Placed], returns: Sequence[Answer], level: Level) -> tuple[Tie, ...]:
    grouped: dict[tuple[str, str], list[_Placed]] = defaultdict(list)
    for each in here:
        grouped[each.visitor or "", each.host or ""].append(each)
    lag = {answer.asked: answer for answer in returns}
    ties = []
    for (one, other), held in grouped.items():
        back = [lag[each.call.entry] for each in held if each.call.entry in lag]
        families = Counter(each.family for each in held if each.family != NO_PROGRAMME)
        ties.append(
            Tie(
                visitor=_ref(one),
                host=_ref(other),
                visits=len(held),
                returned=len(back),
                days=usual_days(back),
                near=other in bordering(one, level),
                family=min(families, key=lambda name: (-families[name], name)) if families else None,
            )
        )
    return tuple(sorted(ties, key=lambda tie: (-tie.visits, tie.visitor.code or "", tie.host.code or "")))


def _counted(counted: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
