"""The posts a person holds, and whom they visited or received."""

from __future__ import annotations

from sqlalchemy import ColumnElement, func, select

from shanhai.ledger import Ledger
from shanhai.ledger.schema import fact_people, facts, reading_people, readings
from shanhai.ledger.schema import people as known
from shanhai.model.struct import Value

from .statement import LATEST_PAGES, MOST, Listing, PageHead, head_columns, head_of, listing


class PersonView(Value, frozen=True, kw_only=True):
    """A person: posts, visits headed, joined or received, what they pledged, and the pages. Others of the name have keys of their own."""

    key: str
    name: str
    tenures: Listing
    visits: Listing
    pledges: Listing
    pages_total: int
    pages: tuple[PageHead, ...]


def person(ledger: Ledger, key: str, *, limit: int = MOST) -> PersonView | None:
    """The person of this key (the name; NAME-2 and so on for others of the name); null where no page names them.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     person(ledger, "李四") is None
    True
    """
    with ledger.looking() as connection:
        name = connection.execute(select(known.c.name).where(known.c.key == key)).scalar()
        where = (readings.c.shown, readings.c.id.in_(select(reading_people.c.reading).where(reading_people.c.person == key)))
        total = connection.execute(select(func.count()).select_from(readings).where(*where)).scalar_one()
        if name is None or not total:
            return None
        heads = connection.execute(select(*head_columns()).where(*where).order_by(*LATEST_PAGES).limit(limit))
        return PersonView(
            key=key,
            name=name,
            tenures=listing(connection, _names(key, "tenure.person"), limit=limit),
            visits=listing(connection, _names(key, "visit.head", "visit.hosts", "visit.members"), limit=limit),
            pledges=listing(connection, _names(key, "pledge.speaker", "pledge.actors"), limit=limit),
            pages_total=total,
            pages=tuple(map(head_of, heads)),
        )


def _names(key: str, *slots: str) -> ColumnElement[bool]:
    return facts.c.number.in_(select(fact_people.c.fact).where(fact_people.c.person == key, fact_people.c.slot.in_(slots)))
