"""Who comes to a place, where its people go, whom it is paired with, and who is in post there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select, union

from shanhai.ledger import Ledger
from shanhai.ledger.schema import fact_organizations, fact_places, facts, reading_places, readings
from shanhai.ledger.schema import places as known
from shanhai.model import LedgerError, PlaceRef
from shanhai.model.struct import Value

from .places import PlaceLine, lines, named
from .statement import LATEST_PAGES, MOST, Listing, PageHead, head_columns, head_of, listing


class PlaceView(Value, frozen=True, kw_only=True):
    """A place with all that lies in it: a visit to a county is a visit to its province, too.

    `above` goes from the nearest to the province; `below` is what the ledger knows directly in it. What several pages tell is one entry.
    """

    here: PlaceLine
    above: tuple[PlaceRef, ...]
    below: tuple[PlaceLine, ...]
    visits_out: Listing
    visits_in: Listing
    pairings: Listing
    meetings: Listing
    tenures: Listing
    pages_total: int
    pages: tuple[PageHead, ...]


def place(ledger: Ledger, name: str, *, limit: int = MOST) -> PlaceView | None:
    """The place of this key (code, or name where there is no code) or of this name; null where no page names it or anything in it.

    LedgerError where several places of the ledger go by the name: it lists their codes.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     place(ledger, "温州市") is None
    True
    """
    with ledger.looking() as connection:
        found = meant(connection, name)
        return _view(connection, found, limit) if found else None


def meant(connection: Connection, name: str) -> PlaceLine | None:
    """The place of this key or name; null where there is none, LedgerError where there are several."""
    found = lines(connection, known.c.key == name) or named(connection, name)
    if len(found) > 1:
        bearers = "、".join(f"{line.place.code or '—'} {_called(connection, line.place)}" for line in found)
        raise LedgerError(name, f"有 {len(found)} 处叫这个名字 (several places bear it): {bearers}", "改用代码 (give the code)")
    return found[0] if found else None


def _view(connection: Connection, here: PlaceLine, limit: int) -> PlaceView | None:
    key = here.place.code or here.place.name
    inside = within(key)
    total, heads = _pages(connection, inside, limit)
    if not total:
        return None
    return PlaceView(
        here=here,
        above=_above(connection, key),
        below=lines(connection, known.c.parent == key),
        visits_out=listing(connection, naming(inside, "visit.visitor_place"), limit=limit),
        visits_in=listing(connection, naming(inside, "visit.host_place"), limit=limit),
        pairings=listing(connection, naming(inside, "pairing.a", "pairing.b"), limit=limit),
        meetings=listing(connection, naming(inside, "meeting.place", "meeting.parties"), limit=limit),
        tenures=listing(connection, _in_post(inside), limit=limit),
        pages_total=total,
        pages=heads,
    )


def within(key: str) -> Select[Any]:
    """The keys of a place and of all that lies in it, however deep."""
    inside = select(known.c.key).where(known.c.key == key).cte(recursive=True)
    inside = inside.union(select(known.c.key).join(inside, known.c.parent == inside.c.key))
    return select(inside.c.key)


def keys_within(ledger: Ledger, name: str) -> tuple[str, tuple[str, ...]]:
    """The key of the place of this code or name, and the keys of it and all that lies in it; LedgerError where it is not in the ledger."""
    with ledger.looking() as connection:
        found = meant(connection, name)
        if found is None:
            raise LedgerError(name, "台账里没有这个地方 (no such place in the ledger)", "改用代码或全名 (give the code or full name)")
        key = found.place.code or found.place.name
        return key, tuple(connection.execute(within(key)).scalars())


def naming(inside: Select[Any], *slots: str) -> ColumnElement[bool]:
    """A fact names one of the places in one of the slots."""
    return facts.c.number.in_(select(fact_places.c.fact).where(fact_places.c.place.in_(inside), fact_places.c.slot.in_(slots)))


def _in_post(inside: Select[Any]) -> ColumnElement[bool]:
    """A tenure's place is one of them, or its organisation's is by another tenure."""
    posts, placed = fact_organizations.alias("posts"), fact_places.alias("placed")
    seated = (
        select(posts.c.organization)
        .join(placed, placed.c.fact == posts.c.fact)
        .where(posts.c.slot == "tenure.organization", placed.c.slot == "tenure.place", placed.c.place.in_(inside))
    )
    by_place = select(fact_places.c.fact).where(fact_places.c.place.in_(inside), fact_places.c.slot == "tenure.place")
    by_body = select(fact_organizations.c.fact).where(
        fact_organizations.c.slot == "tenure.organization", fact_organizations.c.organization.in_(seated)
    )
    return facts.c.number.in_(union(by_place, by_body))


def _pages(connection: Connection, inside: Select[Any], limit: int) -> tuple[int, tuple[PageHead, ...]]:
    naming = select(reading_places.c.reading).where(reading_places.c.place.in_(inside))
    where = (readings.c.shown, readings.c.id.in_(naming))
    total = connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one()
    chosen = select(*head_columns()).where(*where).order_by(*LATEST_PAGES).limit(limit)
    return total, tuple(map(head_of, connection.execute(chosen)))


def _above(connection: Connection, key: str) -> tuple[PlaceRef, ...]:
    found: list[PlaceRef] = []
    parent = known.alias("parent")
    step = select(parent.c.key, parent.c.name, parent.c.code).join(known, known.c.parent == parent.c.key)
    while row := connection.execute(step.where(known.c.key == key)).first():
        found.append(PlaceRef(name=row.name, code=row.code))
        key = row.key
    return tuple(found)


def _called(connection: Connection, ref: PlaceRef) -> str:
    """The place's name after the names of what it lies in."""
    above = _above(connection, ref.code or ref.name)
    return "".join(each.name for each in (*reversed(above), ref))
