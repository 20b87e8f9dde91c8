"""Two places and all that goes to and fro between them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import Connection

from shanhai.ledger import Ledger
from shanhai.model import LedgerError
from shanhai.model.struct import Value

from .around import around, latest
from .asof import NOW, WITHIN, AsOf, as_of, heads_as_of
from .parts import INTO, OUT, both, briefs, told
from .place import EACH, meant
from .places import PlaceLine
from .returns import Return, returns
from .series import Series, series
from .statement import MOST, Listing, PageHead, Statement

Way = Literal["there", "back"]


class PairVisit(Value, frozen=True, kw_only=True):
    """A visit from the first place to the second (there) or the other way (back), and the visit that returns it."""

    way: Way
    stated: Statement
    returned: Return | None = None


class PairView(Value, frozen=True, kw_only=True):
    """What pages say of two places with all that lies in them; `visits` are those of both ways on one line, with their returns.

    Visits, pairings and meetings name both. Agreements, projects, platforms, pledges and measures stand on a page that tells a visit, a
    pairing or a meeting of both, and are tied to one of them, or to no place at all where that page tells of no other pair.
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
    sides = {"there": ((a, OUT), (b, INTO)), "back": ((b, OUT), (a, INTO))}
    sides |= {kind: ((a, kind), (b, kind)) for kind in ("pairing", "meeting")}
    most = WITHIN if at else MOST
    found = {name: both(connection, *ends, most if at or name in ("there", "back") else limit) for name, ends in sides.items()}
    counted, ids = {name: total for name, (total, _) in found.items()}, {name: held for name, (_, held) in found.items()}
    readings_of, about = around(connection, a, b) if any(counted.values()) else ([], {})
    counted |= {kind: len(held) for kind, held in about.items()}
    whole = ids | about
    lists = as_of(connection, whole, at, limit) if at else told(connection, counted, {name: held[:limit] for name, held in whole.items()})
    pages_total, pages = (
        heads_as_of(connection, readings_of, at, limit) if at else (len(readings_of), latest(connection, readings_of, limit))
    )
    known = {each.entry: each for each in briefs(connection, [*ids["there"], *ids["back"]])}
    stated = [each for name in ("there", "back") for each in lists[name].statements]
    answered = returns(stated if at else [known[each] for name in ("there", "back") for each in ids[name]])
    return PairView(
        one=one,
        other=other,
        visits_there=lists["there"],
        visits_back=lists["back"],
        visits=_timeline(lists["there"], lists["back"], answered),
        pairings=lists["pairing"],
        meetings=lists["meeting"],
        agreements=lists.get("agreement", _NONE),
        projects=lists.get("project", _NONE),
        platforms=lists.get("platform", _NONE),
        pledges=lists.get("pledge", _NONE),
        measures=lists.get("measure", _NONE),
        series=series(lists.get("measure", _NONE).statements),
        pages_total=pages_total,
        pages=pages,
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
