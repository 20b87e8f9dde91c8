"""Projects by stage, and promises by what became of them."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from shanhai import views
from shanhai.reconcile.follow_up import State, weights
from shanhai.reconcile.patience import patience
from shanhai.views.memory import remembered

from .. import rendering
from ..asking import PAGES, Asking, LedgerOf, Offset
from ..shelf import KEPT

Stall = Annotated[str, QueryParameter(max_length=20, description="a class of waiting: 签约未落地")]
Standing = Annotated[str, QueryParameter(name="state", pattern=f"^({'|'.join(State)})?$")]


@get("/board", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def board(request: Asking, ledger: LedgerOf, stall: Stall = "") -> Template:
    """The board of today; `stall` leaves only the projects that wait so."""
    today = date.today()
    classes = tuple(waiting.name for waiting in patience().stages.values())
    wanted = stall if stall in classes else ""
    seen = remembered(ledger, ("board", today, wanted), lambda: views.board(ledger, today=today, stall=wanted))
    return rendering.page(request, "board.html", section="board", seen=seen, stall=wanted, waits=patience().stages)


@get("/pledges/state", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def pledges(request: Asking, ledger: LedgerOf, standing: Standing = "", offset: Offset = 0) -> Template:
    """The pledges of a state, or of all: what waits for an answer first."""
    today = date.today()
    key = ("pledges", today, standing, offset)
    seen = remembered(ledger, key, lambda: views.promises(ledger, today=today, state=standing, offset=offset, limit=PAGES))
    say = rendering.language_of(request).say
    return rendering.page(
        request,
        "pledges.html",
        section="pledges",
        seen=seen,
        state=standing,
        size=PAGES,
        reasons=lambda found: say("list").join(say(f"pledge.reason.{reason}") for reason in found),
        weights=weights(),
        patience=patience(),
    )
