"""Visits month by month, and the days of one month."""

from __future__ import annotations

from collections import Counter, defaultdict

from shanhai.ledger import Ledger
from shanhai.ledger.schema import entries, facts
from shanhai.model import Modality, Visit
from shanhai.model.struct import Value

from .calls import calls
from .statement import Statement, listing

MOST = 400
"""Visits of one month that are shown: thirteen a day."""


class Calendar(Value, frozen=True, kw_only=True):
    """Visits by month (`2024-05`) and the visits of one of them.

    `days` are its visits by day of the month, `open` those of which only the month is known. `yearly` visits have only a year, `undated`
    no year at all: neither stands in any month. A visit of several days stands on its first.
    """

    month: str
    months: dict[str, int]
    days: dict[int, tuple[Statement, ...]]
    open: tuple[Statement, ...]
    yearly: dict[str, int]
    undated: int

    @property
    def total(self) -> int:
        """The visits of the month."""
        return sum(map(len, self.days.values())) + len(self.open)


def calendar(ledger: Ledger, month: str = "") -> Calendar:
    """The visits of a month, of the latest that has any where none is asked for; background ones left out, planned ones too.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     calendar(ledger).months
    {}
    """
    with ledger.looking() as connection:
        starts = [each.date.start if each.date else None for each in calls(connection, entries.c.background.is_(False))]
        months = Counter(start[:7] for start in starts if start and len(start) > 4 and not start.startswith("--"))
        chosen = month or max(months, default="")
        happened = (facts.c.type == "visit", facts.c.modality == Modality.HAPPENED.value, facts.c.background.is_(False))
        within = (facts.c.date_start >= chosen, facts.c.date_start < chosen + "~")
        told = listing(connection, *happened, *within, limit=MOST).statements if chosen else ()
    days: dict[int, list[Statement]] = defaultdict(list)
    for each in told:
        start = _start(each)
        if start.startswith(chosen):
            days[int(start[8:10] or 0)].append(each)
    return Calendar(
        month=chosen,
        months=dict(sorted(months.items())),
        days={day: tuple(held) for day, held in sorted(days.items()) if day},
        open=tuple(days.get(0, ())),
        yearly=dict(sorted(Counter(start for start in starts if start and len(start) == 4).items())),
        undated=sum(start is None or start.startswith("--") for start in starts),
    )


def _start(each: Statement) -> str:
    visit = each.fact
    return (visit.date.start if isinstance(visit, Visit) and visit.date else None) or ""
