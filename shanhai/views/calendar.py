"""Visits month by month, and the days of one month."""

from __future__ import annotations

from collections import defaultdict

from sqlalchemy import func, select

from shanhai.ledger import Ledger
from shanhai.ledger.listed import listed
from shanhai.model import Modality, Visit
from shanhai.model.struct import Value

from .records import LATEST
from .statement import Statement, stated_of

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
    happened = (listed.c.type == "visit", listed.c.modality == Modality.HAPPENED.value, listed.c.background.is_(False))
    with ledger.looking() as connection:
        month_of = func.substr(listed.c.day, 1, 7).label("month")
        starts = {
            row.month: row.n for row in connection.execute(select(month_of, func.count().label("n")).where(*happened).group_by(month_of))
        }
        months = {start: n for start, n in starts.items() if len(start) > len("2024") and not start.startswith("--")}
        chosen = month or max(months, default="")
        within = (listed.c.day >= chosen, listed.c.day < chosen + "~")
        ids = select(listed.c.entry).where(*happened, *within).order_by(*LATEST).limit(MOST)
        told = stated_of(connection, connection.execute(ids).scalars().all()) if chosen else ()
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
        yearly={start: n for start, n in sorted(starts.items()) if len(start) == len("2024")},
        undated=sum(n for start, n in starts.items() if not start or start.startswith("--")),
    )


def _start(each: Statement) -> str:
    visit = each.fact
    return (visit.date.start if isinstance(visit, Visit) and visit.date else None) or ""
