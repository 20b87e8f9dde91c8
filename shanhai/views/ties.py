"""The ties between places that pages state: who is paired with whom."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import select

from shanhai.knowledge.places import position
from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries
from shanhai.model import Modality, Pairing, PlaceRef
from shanhai.model.struct import Value
from shanhai.reconcile.nearness import chain


class Bond(Value, frozen=True, kw_only=True):
    """A pairing of two places with the family of its programme, and where both are (degrees)."""

    a: PlaceRef
    b: PlaceRef
    family: str | None
    entry: str
    a_at: tuple[float, float]
    b_at: tuple[float, float]


def ties(ledger: Ledger, *, limit: int = 400) -> tuple[Bond, ...]:
    """The pairings both of whose sides can be put on a map, those on the most pages first.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     ties(ledger)
    ()
    """
    chosen = select(entries.c.id, entries.c.body).where(entries.c.type == "pairing", entries.c.modality == Modality.HAPPENED.value)
    with ledger.looking() as connection:
        rows = connection.execute(chosen.order_by(entries.c.pages.desc(), entries.c.id).limit(limit))
        return tuple(bond for row in rows if isinstance(row.body, Pairing) for bond in _bond(row.id, row.body))


def _bond(entry: str, fact: Pairing) -> Iterator[Bond]:
    a, b = fact.a, fact.b
    if isinstance(a, str) or isinstance(b, str):
        return
    a_at, b_at = (_at(a), _at(b))
    if a_at and b_at and a_at != b_at:
        family = fact.programme.family if fact.programme else None
        yield Bond(a=a, b=b, family=family.value if family else None, entry=entry, a_at=a_at, b_at=b_at)


def _at(ref: PlaceRef) -> tuple[float, float] | None:
    """Where a place is; a zone is where its host is."""
    return next((found for key in chain(ref) if (found := position(key))), None)
