"""Entries by their ids, as a list shows them."""

from __future__ import annotations

from collections.abc import Sequence

from shanhai.ledger import Ledger
from shanhai.model import Modality

from .statement import Statement, stated_of


def retold(ledger: Ledger, ids: Sequence[str]) -> tuple[Statement, ...]:
    """The statements of these entries, in this order; those that are no more, and those that pages deny, are left out.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     retold(ledger, ["visit-0"])
    ()
    """
    with ledger.looking() as connection:
        found = stated_of(connection, ids)
    return tuple(each for each in found if each.fact.modality is not Modality.DENIED)
