"""Makes again what `check` found wrong and what can be made from the kept bytes: readings with all that hangs on them, and the index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from shanhai.model import ShanhaiError

from . import indexing
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
    if keys := list(dict.fromkeys(trouble.index for trouble in troubles if trouble.index)):
        with ledger.writing() as connection:
            indexing.put_in_step(connection, keys)
