"""Places: the list, and one place with its visits, pairings, people, meetings and pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.response import Template

from shanhai import views
from shanhai.knowledge import places as divisions
from shanhai.ledger import Ledger
from shanhai.views import NOW, AsOf, PlaceLine, PlaceView
from shanhai.views.memory import remembered

from .. import rendering
from ..asking import Asking, AtOf, LedgerOf, Name
from ..download import geojson
from ..errors import NotHereError
from ..shelf import KEPT
from ..timeline import Call, timeline
from .records import as_file


@get("/places", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def places(request: Asking, ledger: LedgerOf) -> Template:
    """The places that pages name, by how much is known of them."""
    return rendering.page(request, "places.html", section="places", places=known_places(ledger), name="")


def known_places(ledger: Ledger) -> tuple[PlaceLine, ...]:
    """The places that pages name, counted once for as long as the ledger stays as it is."""
    return remembered(ledger, "places", lambda: views.places(ledger))


@get("/places/{name:str}", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def place(request: Asking, ledger: LedgerOf, name: Name, at: AtOf) -> Template:
    """The place of this code or name; where several bear it, the choice."""
    bearers = views.places_named(ledger, name)
    if len(bearers) > 1:
        return rendering.page(request, "places.html", section="places", places=bearers, name=name)
    view = the_place(ledger, name, at)
    calls = timeline(view)
    return rendering.page(request, "place.html", section="places", view=view, at=at, calls=calls, ways=_ways(view, calls))


def _ways(view: PlaceView, calls: Sequence[Call]) -> dict[str, int]:
    """How many visits go out, come in, and run between places within; of a list that is cut, those within count as both."""
    if all(held.total == len(held.statements) for held in (view.visits_out, view.visits_in)):
        return Counter(call.way for call in calls)
    return Counter({"out": view.visits_out.total, "in": view.visits_in.total})


def the_place(ledger: Ledger, name: str, at: AsOf = NOW) -> PlaceView:
    """The place of this code or name; NotHereError where no page names it, or where several bear the name."""
    one_place(ledger, name)
    view = views.place(ledger, name, at=at)
    if view is None:
        raise NotHereError(name, "unknown_place")
    return view


def one_place(ledger: Ledger, name: str) -> PlaceLine:
    """The place that alone bears a code or a name; NotHereError where none or several do."""
    bearers = views.places_named(ledger, name)
    if len(bearers) > 1:
        raise NotHereError(name, "several", names="、".join(held.place.code or held.place.name for held in bearers))
    if not bearers:
        raise NotHereError(name, "unknown_place")
    return bearers[0]


@get("/places.geojson", include_in_schema=False, sync_to_thread=True)
def places_on_earth(ledger: LedgerOf) -> Response[Any]:
    """The places whose coordinates are known, with the numbers of pages and facts that name them."""
    held = ((line, divisions.place(line.place.code)) for line in known_places(ledger) if line.place.code)
    points = (
        (line.place, place.lon, place.lat, {"level": line.level, "pages": line.pages, "facts": line.facts})
        for line, place in held
        if place and place.lon is not None and place.lat is not None
    )
    return as_file(geojson(points), "application/geo+json", "shanhai-places", "geojson")
