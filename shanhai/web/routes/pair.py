"""Two places and what goes to and fro between them."""

from __future__ import annotations

from litestar import get
from litestar.response import Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import NOW, AsOf, PairView

from .. import rendering
from ..asking import Asking, AtOf, LedgerOf, Name
from ..errors import NotHereError
from ..lanes import lanes
from ..shelf import KEPT
from .places import one_place


@get("/pairs/{a:str}/{b:str}", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def pair(request: Asking, ledger: LedgerOf, a: Name, b: Name, at: AtOf) -> Template:
    """The pair of these codes or names."""
    view = the_pair(ledger, a, b, at)
    return rendering.page(request, "pair.html", section="pairings", view=view, at=at, lanes=lanes(view.visits))


def the_pair(ledger: Ledger, a: str, b: str, at: AsOf = NOW) -> PairView:
    """The pair of these codes or names; NotHereError where no page names one of them, or where several bear its name."""
    one, other = (one_place(ledger, name) for name in (a, b))
    if one.place == other.place:
        raise NotHereError(f"{a}—{b}", "same_place")
    view = views.pair(ledger, a, b, at=at)
    if view is None:
        raise NotHereError(f"{a}—{b}", "unknown_place")
    return view
