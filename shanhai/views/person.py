"""A person: posts, visits, pledges, and the pages that name them."""

from __future__ import annotations

from sqlalchemy import Connection, Select, bindparam, func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries, fact_people, reading_people, readings, statements
from shanhai.ledger.schema import people as known
from shanhai.model import Modality
from shanhai.model.struct import Value

from .asof import NOW, AsOf, as_of, heads_as_of
from .parts import told
from .place import EACH
from .statement import LATEST_ENTRIES, LATEST_PAGES, Listing, PageHead, head_columns, head_of

_SLOTS = {
    "tenures": ("tenure.person",),
    "visits": ("visit.head", "visit.hosts", "visit.members"),
    "pledges": ("pledge.speaker", "pledge.actors"),
}


class PersonView(Value, frozen=True, kw_only=True):
    """A person: posts, visits headed, joined or received, what they pledged, and the pages. Others of the name have keys of their own."""

    key: str
    name: str
    tenures: Listing
    visits: Listing
    pledges: Listing
    pages_total: int
    pages: tuple[PageHead, ...]


def person(ledger: Ledger, key: str, *, limit: int = EACH, at: AsOf = NOW) -> PersonView | None:
    """The person of this key (the name; NAME-2 and so on for others of the name); null where no page names them.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     person(ledger, "李四") is None
    True
    """
    with ledger.looking() as connection:
        name = connection.execute(select(known.c.name).where(known.c.key == key)).scalar()
        total, heads = heads_as_of(connection, _named(key), at, limit) if at else _pages(connection, key, limit)
        if name is None or (not total and at.on is None):
            return None
        ids = {kind: list(connection.execute(_TOLD, {"key": key, "slots": slots}).scalars()) for kind, slots in _SLOTS.items()}
        counted = {kind: len(held) for kind, held in ids.items()}
        lists = as_of(connection, ids, at, limit) if at else told(connection, counted, {kind: held[:limit] for kind, held in ids.items()})
        if not total and not any(held.total for held in lists.values()):
            return None
        return PersonView(key=key, name=name, pages_total=total, pages=heads, **lists)


def _pages(connection: Connection, key: str, limit: int) -> tuple[int, tuple[PageHead, ...]]:
    where = (readings.c.shown, readings.c.id.in_(_named(key)))
    total = connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one()
    heads = connection.execute(select(*head_columns()).where(*where).order_by(*LATEST_PAGES).limit(limit))
    return total, tuple(map(head_of, heads))


def _named(key: str) -> Select[tuple[int]]:
    return select(reading_people.c.reading).where(reading_people.c.person == key)


# Made once: to put such a question together takes as long as to answer it.
_tied = (fact_people.c.person == bindparam("key"), fact_people.c.slot.in_(bindparam("slots", expanding=True)))
_entries = select(statements.c.entry).join(fact_people, fact_people.c.fact == statements.c.fact).where(*_tied)
_TOLD = select(entries.c.id).where(entries.c.modality != Modality.DENIED.value, entries.c.id.in_(_entries)).order_by(*LATEST_ENTRIES)
