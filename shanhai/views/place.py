"""Who comes to a place, where its people go, whom it is paired with, and who is in post there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Select, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import places
from shanhai.model import LedgerError, PlaceRef
from shanhai.model.struct import Value

from .asof import NOW, WITHIN, AsOf, as_of, heads_as_of
from .partners import Partner, partners
from .parts import INTO, OUT, Brief, briefs, first, pages_of, readings_of, told, totals
from .places import PlaceLine, lines, named
from .posts import Post, posts
from .returns import Return, returns
from .series import Series, series
from .statement import Listing, PageHead, Statement

EACH = 12
"""Entries that each list of a place or a pair holds unless asked for more: half a screen; the list of all is a question of its own."""
COMPARED = 300
"""Visits each way, the latest, among which returns are sought and partners counted: 4 ms."""


class PlaceView(Value, frozen=True, kw_only=True):
    """A place with all that lies in it: a visit to a county is a visit to its province, too.

    `above` goes from the nearest to the province; `below` is what the ledger knows directly in it. What several pages tell is one entry.
    Agreements stand on pages that tell of its visits, pairings and meetings; `returned` has the return of each visit, by entry, and
    `partners` count, both of the latest 300 visits each way.
    """

    here: PlaceLine
    above: tuple[PlaceRef, ...]
    below: tuple[PlaceLine, ...]
    visits_out: Listing
    visits_in: Listing
    pairings: Listing
    meetings: Listing
    tenures: Listing
    posts: tuple[Post, ...]
    agreements: Listing
    projects: Listing
    platforms: Listing
    traits: Listing
    measures: Listing
    series: tuple[Series, ...]
    returned: dict[str, Return]
    partners: tuple[Partner, ...]
    pages_total: int
    pages: tuple[PageHead, ...]


def place(ledger: Ledger, name: str, *, limit: int = EACH, at: AsOf = NOW) -> PlaceView | None:
    """The place of this key (code, or name where there is no code) or of this name; null where no page names it or anything in it.

    `at` asks for what was, or was known, on a date. LedgerError where several places of the ledger go by the name: it lists their codes.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     place(ledger, "温州市") is None
    True
    """
    with ledger.looking() as connection:
        found = meant(connection, name)
        return _view(connection, found, limit, at) if found else None


def meant(connection: Connection, name: str) -> PlaceLine | None:
    """The place of this key or name; null where there is none, LedgerError where there are several."""
    found = lines(connection, places.c.key == name) or named(connection, name)
    if len(found) > 1:
        bearers = "、".join(f"{line.place.code or '—'} {_called(connection, line.place)}" for line in found)
        raise LedgerError(name, f"有 {len(found)} 处叫这个名字 (several places bear it): {bearers}", "改用代码 (give the code)")
    return found[0] if found else None


def _view(connection: Connection, here: PlaceLine, limit: int, at: AsOf) -> PlaceView | None:
    key = here.place.code or here.place.name
    pages_total, pages = heads_as_of(connection, readings_of(key), at, limit) if at else pages_of(connection, key, limit)
    if not pages_total and at.on is None:
        return None
    counted = totals(connection, key)
    calls = {part: first(connection, key, part, WITHIN if at else COMPARED) if counted.get(part) else [] for part in (OUT, INTO, "pairing")}
    ids = {part: held if at else held[:limit] for part, held in calls.items()}
    ids |= {part: first(connection, key, part, WITHIN if at else limit) if counted.get(part) else [] for part in _PARTS}
    lists = as_of(connection, ids, at, limit) if at else told(connection, counted, ids)
    known: dict[str, Statement | Brief] = {
        each.entry: each for each in briefs(connection, (each for held in calls.values() for each in held))
    }
    if at:
        known = {each.entry: each for part in calls for each in lists[part].statements}
        calls = {part: [each.entry for each in lists[part].statements] for part in calls}
    if not pages_total and not any(held.total for held in lists.values()):
        return None
    keys = set(connection.execute(within(key)).scalars())
    return PlaceView(
        here=here,
        above=_above(connection, key),
        below=lines(connection, places.c.parent == key),
        visits_out=lists[OUT],
        visits_in=lists[INTO],
        pairings=lists["pairing"],
        meetings=lists["meeting"],
        tenures=lists["tenure"],
        posts=posts(connection, lists["tenure"].statements, at.on),
        agreements=lists["agreement"],
        projects=lists["project"],
        platforms=lists["platform"],
        traits=lists["trait"],
        measures=lists["measure"],
        series=series(lists["measure"].statements),
        partners=partners((known[each] for part in (OUT, INTO, "pairing") for each in calls[part]), keys),
        returned=dict(returns(known[each] for each in dict.fromkeys([*calls[OUT], *calls[INTO]]))),
        pages_total=pages_total,
        pages=pages,
    )


_PARTS = ("meeting", "tenure", "agreement", "project", "platform", "trait", "measure")


def within(key: str) -> Select[Any]:
    """The keys of a place and of all that lies in it, however deep."""
    inside = select(places.c.key).where(places.c.key == key).cte(recursive=True)
    inside = inside.union(select(places.c.key).join(inside, places.c.parent == inside.c.key))
    return select(inside.c.key)


def keys_within(ledger: Ledger, name: str) -> tuple[str, tuple[str, ...]]:
    """The key of the place of this code or name, and the keys of it and all that lies in it; LedgerError where it is not in the ledger."""
    with ledger.looking() as connection:
        found = meant(connection, name)
        if found is None:
            raise LedgerError(name, "台账里没有这个地方 (no such place in the ledger)", "改用代码或全名 (give the code or full name)")
        key = found.place.code or found.place.name
        return key, tuple(connection.execute(within(key)).scalars())


def _above(connection: Connection, key: str) -> tuple[PlaceRef, ...]:
    found: list[PlaceRef] = []
    parent = places.alias("parent")
    step = select(parent.c.key, parent.c.name, parent.c.code).join(places, places.c.parent == parent.c.key)
    while row := connection.execute(step.where(places.c.key == key)).first():
        found.append(PlaceRef(name=row.name, code=row.code))
        key = row.key
    return tuple(found)


def _called(connection: Connection, ref: PlaceRef) -> str:
    """The place's name after the names of what it lies in."""
    above = _above(connection, ref.code or ref.name)
    return "".join(each.name for each in (*reversed(above), ref))
