"""The same as JSON: everything that the views show; one error shape, and ETags."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import QueryParameter
from litestar.response import Redirect

from shanhai import views
from shanhai.views import (
    EntryView,
    OrganizationList,
    OrganizationView,
    Overview,
    PageList,
    PageView,
    PairView,
    PersonList,
    PersonView,
    PlaceLine,
    PlaceView,
    ProgrammeLine,
    ProgrammeView,
    Records,
    Search,
)
from shanhai.views.memory import remembered

from ..asking import PAGES, AskedOf, AtOf, LedgerOf, Limit, Name, Offset, Review, Words
from ..describing import described
from ..errors import ErrorAnswer
from ..etags import Etags
from ..narrowing import narrowing
from ..register import REGISTERS
from .entry import the_entry
from .organizations import the_organization
from .page import the_page
from .pages import Some
from .pair import the_pair
from .people import the_person
from .places import known_places, the_place
from .programmes import the_programme
from .search import Kind, searched

UNKNOWN = {404: ResponseSpec(data_container=ErrorAnswer, description="the ledger does not hold it", generate_examples=False)}
OrganizationKinds = Annotated[list[str] | None, QueryParameter(max_items=20, description="party, government, company …; any of these")]


@get("/overview", summary="What the ledger holds", sync_to_thread=True)
def overview(ledger: LedgerOf) -> Overview:
    """Counts of everything, and the latest visits and pages."""
    return remembered(ledger, "overview", lambda: views.overview(ledger))


@get("/pages", summary="Pages", sync_to_thread=True)
def pages(
    ledger: LedgerOf,
    q: Words = "",
    year: Some = None,
    publisher: Some = None,
    review: Review = "",
    offset: Offset = 0,
    limit: Limit = PAGES,
) -> PageList:
    """Pages by the date of publication, latest first, with the number of facts, people, repairs and facts to review on each."""
    narrowed = {"years": tuple(year or ()), "publishers": tuple(publisher or ())}
    return views.pages(ledger, words=q, to_review=review == "yes", **narrowed, facets=True, offset=offset, limit=limit)


@get("/pages/{name:str}", summary="A page", responses=UNKNOWN, sync_to_thread=True)
def page(ledger: LedgerOf, name: Name) -> PageView:
    """One page: published and restored text, edits, blocks, and everything it says with evidence."""
    return the_page(ledger, name)


@get("/places", summary="Places", sync_to_thread=True)
def places(ledger: LedgerOf, name: Words = "") -> tuple[PlaceLine, ...]:
    """The places that pages name, those with the most facts first; with `name`, the places that bear it."""
    return views.places_named(ledger, name) if name else known_places(ledger)


@get("/places/{name:str}", summary="A place", responses=UNKNOWN, sync_to_thread=True)
def place(ledger: LedgerOf, name: Name, at: AtOf) -> PlaceView:
    """A place by its code, or by its name where only one bears it: visits, returns, partners, people, projects, measures, pages."""
    return the_place(ledger, name, at)


@get("/pairs/{a:str}/{b:str}", summary="A pair of places", responses=UNKNOWN, sync_to_thread=True)
def pair(ledger: LedgerOf, a: Name, b: Name, at: AtOf) -> PairView:
    """Two places by code or name: visits both ways with their returns, meetings, agreements, projects, pledges, measures, pages."""
    return the_pair(ledger, a, b, at)


@get("/people", summary="People", sync_to_thread=True)
def people(ledger: LedgerOf, q: Words = "", offset: Offset = 0, limit: Limit = PAGES) -> PersonList:
    """The people whom pages name, reporters and editors apart, those on the most pages first."""
    return views.people(ledger, words=q, offset=offset, limit=limit)


@get("/people/{name:str}", summary="A person", responses=UNKNOWN, sync_to_thread=True)
def person(ledger: LedgerOf, name: Name, at: AtOf) -> PersonView:
    """A person by key (the name, NAME-2 for another of that name): posts, visits, pledges, pages."""
    return the_person(ledger, name, at)


@get("/organizations", summary="Organisations", sync_to_thread=True)
def organizations(
    ledger: LedgerOf, q: Words = "", kind: OrganizationKinds = None, offset: Offset = 0, limit: Limit = PAGES
) -> OrganizationList:
    """The organisations that pages name, those on the most pages first."""
    return views.organizations(ledger, words=q, kinds=tuple(kind or ()), offset=offset, limit=limit)


@get("/organizations/{name:str}", summary="An organisation", responses=UNKNOWN, sync_to_thread=True)
def organization(ledger: LedgerOf, name: Name) -> OrganizationView:
    """An organisation by its name: who works in it, what it takes part in, pages."""
    return the_organization(ledger, name)


@get("/programmes", summary="Programmes", sync_to_thread=True)
def programmes(ledger: LedgerOf) -> tuple[ProgrammeLine, ...]:
    """The families of programmes that pages speak of, with the numbers of their pairings and visits."""
    return views.programmes(ledger)


@get("/programmes/{name:str}", summary="A programme", responses=UNKNOWN, sync_to_thread=True)
def programme(ledger: LedgerOf, name: Name) -> ProgrammeView:
    """A programme by the name of its family (东西部协作), or by a name that pages use (闽宁协作)."""
    return the_programme(ledger, name)


@get("/entries/{name:str}", summary="An entry", responses=UNKNOWN, sync_to_thread=True)
def entry(ledger: LedgerOf, name: Name) -> EntryView | Redirect:
    """An entry by its permanent id: the preferred values with their reasons, every statement with its evidence, what made them one."""
    there = views.moved(ledger, name)
    return Redirect(f"/api/entries/{there}", status_code=301) if there else the_entry(ledger, name)


@get("/search", summary="Search", sync_to_thread=True)
def search(ledger: LedgerOf, q: Words = "", kind: Kind = "", offset: Offset = 0, limit: Limit = PAGES) -> Search:
    """Pages and entries that have all the words, best first, each with a stretch of text and where the words stand in it."""
    return searched(ledger, q.strip(), kind, offset, limit)


def _records(name: str) -> HTTPRouteHandler:
    """The list of one type of entries."""
    register = REGISTERS[name]

    def listed(ledger: LedgerOf, asked: AskedOf, offset: Offset = 0, limit: Limit = PAGES) -> Records:
        """Entries with the sentence that says each, narrowed by facets, words, places and dates, and what they can be narrowed by."""
        return views.records(ledger, register.type, narrowing(register, asked).asked, offset=offset, limit=limit)

    listed.__name__ = name
    return get(f"/{name}", summary=name.capitalize(), operation_id=f"List{name.capitalize()}", sync_to_thread=True)(listed)


api = Router(
    "/api",
    route_handlers=described(
        [
            overview,
            pages,
            page,
            places,
            place,
            pair,
            people,
            person,
            organizations,
            organization,
            programmes,
            programme,
            entry,
            search,
            *map(_records, REGISTERS),
        ]
    ),
    middleware=[Etags()],
    tags=["ledger"],
)
