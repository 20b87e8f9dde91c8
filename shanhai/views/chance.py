"""The share of visits that go to neighbours, beside the share that chance would give."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from shanhai.model.struct import Value
from shanhai.reconcile.levels import Level, bordering


class Nearby(Value, frozen=True, kw_only=True):
    """Of `counted` visits, `near` go to a neighbour; by chance it would be `expected` of them, a number that need not be whole.

    `left_out` are those with a side of which no borders are known.
    """

    counted: int
    near: int
    expected: float
    left_out: int

    @property
    def share(self) -> float | None:
        """The share of neighbours; null where nothing is counted."""
        return self.near / self.counted if self.counted else None

    @property
    def by_chance(self) -> float | None:
        """The share that chance would give; null where nothing is counted."""
        return self.expected / self.counted if self.counted else None


def nearby(trips: Mapping[tuple[str, str], int], level: Level) -> Nearby:
    """How many of the visits, counted by (visitor, host), go to a neighbour, and how many would by chance.

    By chance: each visitor goes as often as it does, but picks its host without regard to distance, as often as that host receives
    anybody. With in(h) the visits that h receives, a visit of v goes to a neighbour with the probability

        p(v) = sum of in(h) over the neighbours h of v  /  sum of in(h) over all h but v

    and `expected` is the sum of p(v) over all visits. Assumed: the hosts open to a visitor are those that receive any visit here, their
    popularity has nothing to do with distance, visits are independent, and pages tell of near and far visits alike. That last one is
    the weakest: a ledger of one province's pages has more near visits than there were. A visit with a side whose borders are not
    known (zones, municipalities among prefectures) is left out of both.

    >>> trips = {("330300", "331100"): 1, ("331100", "330300"): 1, ("330300", "513400"): 1, ("330700", "513400"): 1}
    >>> found = nearby(trips, Level.PREFECTURE)
    >>> found.near, round(found.expected, 2)
    (2, 1.25)
    """
    received, went = Counter[str](), Counter[str]()
    near = 0
    for (visitor, host), times in trips.items():
        if bordering(visitor, level) and bordering(host, level):
            went[visitor] += times
            received[host] += times
            near += times * (host in bordering(visitor, level))
    counted = received.total()
    expected = 0.0
    for visitor, times in went.items():
        others = counted - received[visitor]
        beside = sum(received[host] for host in bordering(visitor, level))
        expected += times * beside / others if others else 0.0
    return Nearby(counted=counted, near=near, expected=expected, left_out=sum(trips.values()) - counted)
