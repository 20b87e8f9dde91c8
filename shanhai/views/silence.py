"""What has gone silent: projects that wait for their next stage, promises that nothing followed."""

from __future__ import annotations

from datetime import date
from typing import Literal

from shanhai.ledger import Ledger
from shanhai.model.struct import Value
from shanhai.reconcile.follow_up import State

from .board import stalled, stalls_on
from .promises import promises
from .statement import Statement


class Silent(Value, frozen=True, kw_only=True):
    """A project (with its class: 签约未落地) or a promise of which nothing has been seen for so many days; `since` is an ISO prefix."""

    kind: Literal["project", "pledge"]
    stall: str | None
    since: str | None
    months: int
    stated: Statement


class Silence(Value, frozen=True, kw_only=True):
    """How much has gone silent, and the first of it: projects before promises, the longest silent first."""

    projects: int
    pledges: int
    lines: tuple[Silent, ...]


def silence(ledger: Ledger, *, today: date, limit: int = 6) -> Silence:
    """What has gone silent by that day.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder, Ledger.open(f"{folder}/a.ledger") as ledger:
    ...     silence(ledger, today=date(2025, 1, 1)).lines
    ()
    """
    with ledger.looking() as connection:
        waiting, stalls = stalled(connection, today, limit), stalls_on(connection, today)
    unanswered = promises(ledger, today=today, state=State.SILENT.value, limit=limit)
    projects = [
        Silent(
            kind="project",
            stall=card.progress.stall,
            since=card.progress.now.since if card.progress.now else None,
            months=(card.progress.days or 0) // 30,
            stated=card.stated,
        )
        for card in waiting
    ]
    pledges = [
        Silent(kind="pledge", stall=None, since=line.follow_up.since, months=line.follow_up.months or 0, stated=line.stated)
        for line in unanswered.lines
    ]
    room = limit - min(len(pledges), limit // 2)
    lines = (*projects[:room], *pledges)[:limit]
    return Silence(projects=sum(stalls.values()), pledges=unanswered.total, lines=lines)
