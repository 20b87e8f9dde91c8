"""What two places have to do with each other: visits both ways, pairings, meetings, agreements."""

from __future__ import annotations

from shanhai.ledger import Ledger
from shanhai.model import LedgerError
from shanhai.model.struct import Value

from .place import meant, naming, within
from .places import PlaceLine
from .statement import MOST, Listing, listing


class PairView(Value, frozen=True, kw_only=True):
    """Two places, each with all that lies in it: who went from one to the other and back, and what both have part in."""

    one: PlaceLine
    other: PlaceLine
    visits_there: Listing
    visits_back: Listing
    pairings: Listing
    meetings: Listing
    agreements: Listing


def pair(ledger: Ledger, one: str, other: str, *, limit: int = MOST) -> PairView | None:
    """What the ledger has of two places, given by code or name; null where one of them is not in it.

    LedgerError where several places of the ledger go by a name, or both are the same.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     pair(ledger, "温州市", "南充市") is None
    True
    """
    with ledger.looking() as connection:
        sides = [meant(connection, name) for name in (one, other)]
        first, second = sides
        if first is None or second is None:
            return None
        if first == second:
            raise LedgerError(one, "两边是同一个地方 (both sides are one place)", "给出两个地方 (give two places)")
        here, there = (within(side.place.code or side.place.name) for side in (first, second))

        def both(*slots: str) -> Listing:
            return listing(connection, naming(here, *slots), naming(there, *slots), limit=limit)

        guest, host = "visit.visitor_place", "visit.host_place"
        return PairView(
            one=first,
            other=second,
            visits_there=listing(connection, naming(here, guest), naming(there, host), limit=limit),
            visits_back=listing(connection, naming(there, guest), naming(here, host), limit=limit),
            pairings=both("pairing.a", "pairing.b"),
            meetings=both("meeting.place", "meeting.parties"),
            agreements=both("agreement.parties"),
        )
