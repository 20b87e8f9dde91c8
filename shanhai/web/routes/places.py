"""Places: the list, and one place with its visits, pairings, people, meetings and pages."""

from __future__ import annotations

from collections import Counter

from litestar import get
from litestar.response import Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import PlaceView

from .. import rendering
from ..asking import Asking, LedgerOf, Name
from ..errors import NotHereError
from ..timeline import timeline


@get("/places", include_in_schema=False, sync_to_thread=True)
def places(request: Asking, ledger: LedgerOf) -> Template:
    """The places that pages name, by how much is known of them."""
    return rendering.page(request, "places.html", section="places", places=views.places(ledger), name="")


@get("/places/{name:str}", include_in_schema=False, sync_to_thread=True)
def place(request: Asking, ledger: LedgerOf, name: Name) -> Template:
    """The place of this code or name; where several bear it, the choice."""
    bearers = views.places_named(ledger, name)
    if len(bearers) > 1:
        return rendering.page(request, "places.html", section="places", places=bearers, name=name)
    view = the_place(ledger, name)
    calls = timeline(view)
    return rendering.page(request, "place.html", section="places", view=view, calls=calls, ways=Counter(call.way for call in calls))


def the_place(ledger: Ledger, name: str) -> PlaceView:
    """The place of this code or name; NotHereError where no page names it, or where several bear the name."""
    bearers = views.places_named(ledger, name)
    if len(bearers) > 1:
        raise NotHereError(name, "several", names="、".join(held.place.code or held.place.name for held in bearers))
    view = views.place(ledger, name)
    if view is None:
        raise NotHereError(name, "unknown_place")
    return view
