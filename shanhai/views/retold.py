"""Entries by their ids, as a list shows them."""

from __future__ import annotations

from collections.abc import Sequence

from shanhai.ledger import Ledger
from shanhai.ledger.schema import statements

from .statement import Statement, listing


def retold(ledger: Ledger, ids: Sequence[str]) -> tuple[Statement, ...]:
    """The statements of these entries, in this order; those that are no more, and those that pages deny, are left out.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     retold(ledger, ["visit-0"])
    ()
    """
    if not ids:
        return ()
    with ledger.looking() as connection:
        found = listing(connection, statements.c.entry.in_(sorted(set(ids))), limit=len(ids))
    held = {each.entry: each for each in found.statements}
    return tuple(held[entry] for entry in ids if entry in held)
