"""What looks through the whole ledger, as JSON: the network of visits, the calendar, projects by stage, pledges by state, silence."""

from __future__ import annotations

from datetime import date

import msgspec
from litestar import get

from shanhai import views
from shanhai.reconcile.patience import patience
from shanhai.views import Board, Calendar, Network, Promises, Silence
from shanhai.views.memory import remembered

from ..asking import PAGES, LedgerOf, Limit, Offset
from .board import Stall, Standing
from .calendar import Month
from .network import NETWORK_ASKED, NetworkAsked, seen_network

COLUMN = 30  # projects of a stage, as on the board


@get("/network", summary="Who visits whom", sync_to_thread=True, dependencies=NETWORK_ASKED)
def network(ledger: LedgerOf, wish: NetworkAsked, limit: Limit = PAGES) -> Network:
    """Places and ties of a level, period, programme and theme; of the visits and of the returns, the latest."""
    seen = seen_network(ledger, wish)
    return msgspec.structs.replace(seen, calls=seen.calls[:limit], answers=seen.answers[-limit:])


@get("/calendar", summary="Visits by month", sync_to_thread=True)
def calendar(ledger: LedgerOf, month: Month = "") -> Calendar:
    """How many visits each month has, and those of one: the latest that has any, where none is asked for."""
    return remembered(ledger, ("calendar", month), lambda: views.calendar(ledger, month))


@get("/board", summary="Projects by stage", sync_to_thread=True)
def board(ledger: LedgerOf, stall: Stall = "", limit: Limit = COLUMN) -> Board:
    """The projects of today by stage, how long each has been there, and which wait; with `stall` only those that wait so."""
    today = date.today()
    wanted = stall if stall in {waiting.name for waiting in patience().stages.values()} else ""
    return remembered(ledger, ("board", today, wanted, limit), lambda: views.board(ledger, today=today, stall=wanted, limit=limit))


@get("/pledges/state", summary="Pledges by state", sync_to_thread=True)
def pledges(ledger: LedgerOf, standing: Standing = "", offset: Offset = 0, limit: Limit = PAGES) -> Promises:
    """What became of what was promised, by today: each pledge with the later events that may answer it; `states` counts all."""
    return views.promises(ledger, today=date.today(), state=standing, offset=offset, limit=limit)


@get("/silence", summary="What has gone silent", sync_to_thread=True)
def silence(ledger: LedgerOf, limit: Limit = PAGES) -> Silence:
    """Projects that wait for their next stage and promises that nothing followed, the longest silent first."""
    today = date.today()
    return remembered(ledger, ("silence", today, limit), lambda: views.silence(ledger, today=today, limit=limit))
