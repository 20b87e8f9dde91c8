"""Who visits whom: places as a directed network of visits, near and far, answered or not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import func, select

from shanhai.knowledge.places import place, position
from shanhai.ledger import Ledger
from shanhai.ledger.listed import listed
from shanhai.model import Modality, PlaceRef
from shanhai.model.struct import Value
from shanhai.reconcile.dating import span
from shanhai.reconcile.levels import Level, bordering, unit
from shanhai.reconcile.returning import Answer, Going, answers, going, usual_days

from .calls import Call, calls, in_period, within
from .chance import Nearby, nearby
from .memory import remembered
from .themes import themes

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
    held = remembered(ledger, "visits", lambda: _held(ledger))
    told = tuple(each for each in held.calls if within(each, since, until) and (not programme or _family(each) == programme))
    about, planned = held.about, sum(n for start, n in held.planned.items() if in_period(start, since, until))
    told = tuple(each for each in told if not theme or theme in about.get(each.entry, ()))
    shown = tuple(each for each in told if background or not each.background)
    placed = [(each, *_sides(each, level)) for each in shown]
    between = [(each, one, other) for each, one, other in placed if one and other and one != other]
    # A return may lie outside of the two sides asked for, so returns are sought among all visits.
    found = answers(_goings(between))
    here = [(each, one, other) for each, one, other in between if _at(each.visitor, visitor) and _at(each.host, host)]
    return _network(level, here, found, about=about, planned=planned, hidden=len(told) - len(shown), placed=placed)


def _network(
    level: Level,
    here: Sequence[tuple[Call, str, str]],
    found: Sequence[Answer],
    *,
    about: Mapping[str, frozenset[str]],
    planned: int,
    hidden: int,
    placed: Sequence[tuple[Call, str | None, str | None]],
) -> Network:
    kept = {each.entry for each, _, _ in here}
    returns = tuple(answer for answer in found if answer.asked in kept)
    return Network(
        level=level,
        counted=len(here),
        inside=sum(bool(one) and one == other for _, one, other in placed),
        coarse=sum(not one or not other for _, one, other in placed),
        background=hidden,
        planned=planned,
        undated=sum(not _dated(each) for each, _, _ in here),
        nodes=_nodes(here),
        ties=_ties(here, returns, level),
        near=nearby([(one, other) for _, one, other in here], level),
        answers=returns,
        usual_days=usual_days(returns),
        programmes=_counted(_family(each) for each, _, _ in here),
        themes=_counted(theme for each, _, _ in here for theme in about.get(each.entry, ())),
        months=_months(each for each, _, _ in here),
        calls=tuple(each for each, _, _ in reversed(here)),
    )


class _Held(Value, frozen=True, kw_only=True):
    """All visits of the ledger, what they are about, and how many are only planned by their first day."""

    calls: tuple[Call, ...]
    about: Mapping[str, frozenset[str]]
    planned: dict[str, int]


def _held(ledger: Ledger) -> _Held:
    intended = listed.c.modality.in_((Modality.PLANNED.value, Modality.WISHED.value))
    planned = select(listed.c.day, func.count().label("n")).where(listed.c.type == "visit", intended).group_by(listed.c.day)
    with ledger.looking() as connection:
        return _Held(calls=calls(connection), about=themes(connection), planned={row.day: row.n for row in connection.execute(planned)})


def _sides(each: Call, level: Level) -> tuple[str | None, str | None]:
    return (unit(each.visitor, level) if each.visitor else None, unit(each.host, level) if each.host else None)


def _at(ref: PlaceRef | None, code: str) -> bool:
    """Whether a place is, or lies in, the one of this code."""
    if not code:
        return True
    return ref is not None and any(unit(ref, level) == code for level in Level)


def _family(each: Call) -> str:
    if each.programme is None:
        return NO_PROGRAMME
    return each.programme.family.value if each.programme.family else each.programme.stated


def _dated(each: Call) -> bool:
    days = span(each.date)
    return days is not None and days.dated


def _months(here: Iterable[Call]) -> dict[str, int]:
    starts = (each.date.start for each in here if each.date and each.date.start)
    return dict(sorted(Counter(start[:7] for start in starts if not start.startswith("--") and len(start) > len("2024")).items()))


def _goings(between: Iterable[tuple[Call, str, str]]) -> Iterator[Going]:
    for each, one, other in between:
        if not each.background and (found := going(each.entry, (one, other), each.date, each.page)):
            yield found


def _nodes(here: Sequence[tuple[Call, str, str]]) -> tuple[Node, ...]:
    out, into = Counter(one for _, one, _ in here), Counter(other for _, _, other in here)
    partners: dict[str, set[str]] = defaultdict(set)
    for _, one, other in here:
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


def _ties(here: Sequence[tuple[Call, str, str]], returns: Sequence[Answer], level: Level) -> tuple[Tie, ...]:
    grouped: dict[tuple[str, str], list[Call]] = defaultdict(list)
    for each, one, other in here:
        grouped[one, other].append(each)
    lag = {answer.asked: answer for answer in returns}
    ties = []
    for (one, other), held in grouped.items():
        back = [lag[each.entry] for each in held if each.entry in lag]
        families = Counter(_family(each) for each in held if _family(each) != NO_PROGRAMME)
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


def _counted(names: Iterable[str]) -> dict[str, int]:
    counted = Counter(names)
    return dict(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
