"""Makes again what `check` found wrong and the kept bytes can give: readings with all that hangs on them, entries, the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shanhai.model import ShanhaiError

from . import indexing, joining
from .check import Trouble
from .rebuild import Reader, again
from .store import Ledger


def repair(ledger: Ledger, found: Iterable[Trouble], read: Reader) -> Iterator[ShanhaiError]:
    """Mends what can be mended, one page a transaction; what cannot is told. Check again to see what is left."""
    troubles = list(found)
    for page in dict.fromkeys(trouble.page for trouble in troubles if trouble.page):
        try:
            again(ledger, page, read, shown=True)
        except ShanhaiError as error:
            yield error
    if entries := [trouble.entry for trouble in troubles if trouble.entry]:
        with ledger.writing() as connection:
            joining.put_in_step(connection, entries)
    ledger.reconcile()
    if keys := list(dict.fromkeys(trouble.index for trouble in troubles if trouble.index)):
        with ledger.writing() as connection:
            indexing.put_in_step(connection, keys)
