"""Two places and all that goes to and fro between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection

from shanhai.ledger import Ledger
from shanhai.ledger.telling_pairs import BACK, THERE
from shanhai.model import LedgerError
from shanhai.model.struct import Value

from .around import PARTS, first_between, pages_between, readings_between, totals_between
from .asof import NOW, WITHIN, AsOf, as_of, heads_as_of
from .parts import briefs, told
from .place import COMPARED, EACH, meant
from .places import PlaceLine
from .returns import Return, returns
from .series import Series, series
from .statement import Listing, PageHead, Statement

Way = Literal["there", "back"]


class PairVisit(Value, frozen=True, kw_only=True):
    """A visit from the first place to the second (there) or the other way (back), and the visit that returns it."""

    way: Way
    stated: Statement
    returned: Return | None = None


class PairView(Value, frozen=True, kw_only=True):
    """What pages say of two places with all that lies in them.

    `visits` are those of both ways on one line, with their returns, which are sought among the latest 300 each way.

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


def pair(ledger: Ledger, one: str, other: str, *, limit: int = EACH, at: AsOf = NOW) -> PairView | None:
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
        return _view(connection, first, second, limit, at)


def _view(connection: Connection, one: PlaceLine, other: PlaceLine, limit: int, at: AsOf) -> PairView:
    a, b = (each.place.code or each.place.name for each in (one, other))
    counted = totals_between(connection, a, b)
    most = {part: WITHIN if at else COMPARED if part in (THERE, BACK) else limit for part in counted}
    ids = {part: first_between(connection, a, b, part, most[part]) for part in PARTS if part in counted}
    lists = as_of(connection, ids, at, limit) if at else told(connection, counted, {part: held[:limit] for part, held in ids.items()})
    heads = heads_as_of(connection, readings_between(a, b), at, limit) if at else pages_between(connection, a, b, limit)
    visits = [each for part in (THERE, BACK) for each in ids.get(part, ())]
    stated = [each for part in (THERE, BACK) for each in lists.get(part, _NONE).statements]
    answered = returns(stated if at else briefs(connection, visits))
    return PairView(
        one=one,
        other=other,
        visits_there=lists.get(THERE, _NONE),
        visits_back=lists.get(BACK, _NONE),
        visits=_timeline(lists.get(THERE, _NONE), lists.get(BACK, _NONE), answered),
        pairings=lists.get("pairing", _NONE),
        meetings=lists.get("meeting", _NONE),
        agreements=lists.get("agreement", _NONE),
        projects=lists.get("project", _NONE),
        platforms=lists.get("platform", _NONE),
        pledges=lists.get("pledge", _NONE),
        measures=lists.get("measure", _NONE),
        series=series(lists.get("measure", _NONE).statements),
        pages_total=heads[0],
        pages=heads[1],
    )


_NONE = Listing(total=0, statements=())


def _timeline(gone: Listing, come: Listing, answered: Mapping[str, Return]) -> tuple[PairVisit, ...]:
    """Both directions as one line, latest first, those without a year after all that have one."""
    ways: tuple[tuple[Way, Listing], ...] = (("there", gone), ("back", come))
    made = [PairVisit(way=way, stated=each, returned=answered.get(each.entry)) for way, held in ways for each in held.statements]
    return tuple(sorted(made, key=_start, reverse=True))


def _start(visit: PairVisit) -> str:
    date = getattr(visit.stated.fact, "date", None)
    return (date and date.start) or ""
