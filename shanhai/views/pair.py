"""Two places and all that goes to and fro between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, Select, Text, and_, func, or_, select, type_coerce

from shanhai.knowledge import places as divisions
from shanhai.ledger import Ledger
from shanhai.ledger.schema import fact_places, facts, readings
from shanhai.model import LedgerError
from shanhai.model.struct import Value

from .place import meant, within
from .places import PlaceLine
from .returns import Return, returns
from .series import Series, series
from .statement import LATEST_PAGES, MOST, Listing, PageHead, Statement, head_columns, head_of, listing

Way = Literal["there", "back"]
ABOUT = ("agreement", "project", "platform", "pledge", "measure")
"""Types whose facts name one side at most: they are of a pair where their page is about it."""


class PairVisit(Value, frozen=True, kw_only=True):
    """A visit from the first place to the second (there) or the other way (back), and the visit that returns it."""

    way: Way
    stated: Statement
    returned: Return | None = None


class PairView(Value, frozen=True, kw_only=True):
    """What pages say of two places with all that lies in them; `visits` are those of both ways on one line, with their returns.

    Visits, pairings and meetings name both. Agreements, projects, platforms, pledges and measures stand on a page that tells a visit, a
    pairing or a meeting of both, and name both themselves; or that page tells of no other pair.
    """

    one: PlaceLine
    other: PlaceLine
    visits_there: Listing
    visits_back: Listing
    visits: tuple[PairVisit, ...]
    pairings: Listing
    meetings: Listing
    agreements: Listing
    projects: Listing
    platforms: Listing
    pledges: Listing
    measures: Listing
    series: tuple[Series, ...]
    pages_total: int
    pages: tuple[PageHead, ...]


def pair(ledger: Ledger, one: str, other: str, *, limit: int = MOST) -> PairView | None:
    """The pair of these places (codes or names); null where the ledger has not both. LedgerError where a name has several bearers.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     pair(ledger, "桐庐县", "衡水市") is None
    True
    """
    with ledger.looking() as connection:
        first, second = meant(connection, one), meant(connection, other)
        if first is None or second is None:
            return None
        if first == second:
            raise LedgerError(one, "两边是同一个地方 (both sides are one place)", "给出两个地方 (give two places)")
        return _view(connection, first, second, limit)


def _view(connection: Connection, one: PlaceLine, other: PlaceLine, limit: int) -> PairView:
    a, b = (_keys(connection, each) for each in (one, other))
    there = _visits(a, b)
    back = _visits(b, a)
    between = [and_(facts.c.type == "visit", or_(there, back)), _both("pairing", a, b), _both("meeting", a, b)]
    gone, come = (listing(connection, facts.c.type == "visit", each, limit=limit) for each in (there, back))
    its = _about(between, _side(one, a), _side(other, b))
    about = {kind: listing(connection, facts.c.type == kind, its, limit=limit) for kind in ABOUT}
    where = (readings.c.shown, readings.c.id.in_(select(facts.c.reading).where(or_(*between))))
    heads = connection.execute(select(*head_columns()).where(*where).order_by(*LATEST_PAGES).limit(limit))
    return PairView(
        one=one,
        other=other,
        visits_there=gone,
        visits_back=come,
        visits=_timeline(gone, come),
        pairings=listing(connection, between[1], limit=limit),
        meetings=listing(connection, between[2], limit=limit),
        agreements=about["agreement"],
        projects=about["project"],
        platforms=about["platform"],
        pledges=about["pledge"],
        measures=about["measure"],
        series=series(about["measure"].statements),
        pages_total=connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one(),
        pages=tuple(map(head_of, heads)),
    )


def _timeline(gone: Listing, come: Listing) -> tuple[PairVisit, ...]:
    """Both directions as one line, latest first, those without a year after all that have one."""
    answered = returns([*gone.statements, *come.statements])
    ways: tuple[tuple[Way, Listing], ...] = (("there", gone), ("back", come))
    made = [PairVisit(way=way, stated=each, returned=answered.get(each.entry)) for way, held in ways for each in held.statements]
    return tuple(sorted(made, key=_start, reverse=True))


def _start(visit: PairVisit) -> str:
    date = getattr(visit.stated.fact, "date", None)
    return (date and date.start) or ""


def _keys(connection: Connection, here: PlaceLine) -> list[str]:
    return list(connection.execute(within(here.place.code or here.place.name)).scalars())


def _named(keys: Sequence[str], *slots: str) -> ColumnElement[bool]:
    tied = fact_places.c.place.in_(keys)
    return facts.c.number.in_(select(fact_places.c.fact).where(tied, fact_places.c.slot.in_(slots)))


def _visits(guests: Sequence[str], hosts: Sequence[str]) -> ColumnElement[bool]:
    return and_(_named(guests, "visit.visitor_place"), _named(hosts, "visit.host_place"))


_SLOTS = {"pairing": ("pairing.a", "pairing.b"), "meeting": ("meeting.place", "meeting.parties")}


def _both(kind: str, a: Sequence[str], b: Sequence[str]) -> ColumnElement[bool]:
    return and_(facts.c.type == kind, _named(a, *_SLOTS[kind]), _named(b, *_SLOTS[kind]))


def _about(between: Sequence[ColumnElement[bool]], a: _Side, b: _Side) -> ColumnElement[bool]:
    """A fact of a page about both that concerns both itself.

    It is tied to a place of the one side and to one of the other, or names it in what it says; or its page tells of no other pair, and
    it is tied to one side or to no place at all. What a round-up tells of one side alone may be about any other.
    """
    its = or_(*between)
    telling: Select[Any] = select(facts.c.reading).where(its)
    others = select(facts.c.reading).where(facts.c.type.in_(("visit", "pairing")), ~its, facts.c.reading.in_(telling))
    tied = select(fact_places.c.fact)
    here, there = (facts.c.number.in_(tied.where(fact_places.c.place.in_(side.keys))) for side in (a, b))
    both = and_(or_(here, _says(a)), or_(there, _says(b)))
    alone = and_(facts.c.reading.not_in(others), or_(here, there, facts.c.number.not_in(tied)))
    return and_(facts.c.reading.in_(telling), or_(both, alone))


def _says(side: _Side) -> ColumnElement[bool]:
    """The fact, or the sentence that says it, has the place's name."""
    return type_coerce(facts.c.body, Text).contains(side.name, autoescape=True)


class _Side(Value, frozen=True, kw_only=True):
    """A place with all that lies in it, and the name that sentences have for it."""

    keys: list[str]
    name: str


def _side(here: PlaceLine, keys: list[str]) -> _Side:
    known = divisions.place(here.place.code) if here.place.code else None
    # 淳安县 is 淳安 in 淳安帮扶; of one character (沁县) only the whole name tells.
    return _Side(keys=keys, name=known.short if known and len(known.short) > 1 else here.place.name)
