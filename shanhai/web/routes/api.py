"""The same as JSON: pages, places, people; one error shape."""

from __future__ import annotations

from litestar import Router, get
from litestar.openapi.datastructures import ResponseSpec

from shanhai import views
from shanhai.views import Overview, PageList, PageView, PersonList, PersonView, PlaceLine, PlaceView

from ..asking import PAGES, LedgerOf, Limit, Name, Offset, Review, Words
from ..errors import ErrorAnswer, NotHereError
from .people import the_person
from .places import the_place

UNKNOWN = {404: ResponseSpec(data_container=ErrorAnswer, description="the ledger does not hold it", generate_examples=False)}


@get("/overview", summary="What the ledger holds", sync_to_thread=True)
def overview(ledger: LedgerOf) -> Overview:
    """Counts of everything, and the latest visits and pages."""
    return views.overview(ledger)


@get("/pages", summary="Pages", sync_to_thread=True)
def pages(ledger: LedgerOf, q: Words = "", review: Review = "", offset: Offset = 0, limit: Limit = PAGES) -> PageList:
    """Pages by the date of publication, latest first, with the number of facts, people, repairs and facts to review on each."""
    return views.pages(ledger, words=q, to_review=review == "yes", offset=offset, limit=limit)


@get("/pages/{name:str}", summary="A page", responses=UNKNOWN, sync_to_thread=True)
def page(ledger: LedgerOf, name: Name) -> PageView:
    """One page: published and restored text, edits, blocks, and everything it says with evidence."""
    view = views.page(ledger, name)
    if view is None:
        raise NotHereError(name, "unknown_page")
    return view


@get("/places", summary="Places", sync_to_thread=True)
def places(ledger: LedgerOf, name: Words = "") -> tuple[PlaceLine, ...]:
    """The places that pages name, those with the most facts first; with `name`, the places that bear it."""
    return views.places_named(ledger, name) if name else views.places(ledger)


@get("/places/{name:str}", summary="A place", responses=UNKNOWN, sync_to_thread=True)
def place(ledger: LedgerOf, name: Name) -> PlaceView:
    """A place by its code, or by its name where only one bears it: visits out and in, pairings, meetings, people, pages."""
    return the_place(ledger, name)


@get("/people", summary="People", sync_to_thread=True)
def people(ledger: LedgerOf, q: Words = "", offset: Offset = 0, limit: Limit = PAGES) -> PersonList:
    """The people whom pages name, reporters and editors apart, those on the most pages first."""
    return views.people(ledger, words=q, offset=offset, limit=limit)


@get("/people/{name:str}", summary="A person", responses=UNKNOWN, sync_to_thread=True)
def person(ledger: LedgerOf, name: Name) -> PersonView:
    """A person by name: posts, visits, pledges, pages."""
    return the_person(ledger, name)


api = Router("/api", route_handlers=[overview, pages, page, places, place, people, person], tags=["ledger"])
