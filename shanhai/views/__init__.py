"""One question to the ledger a module; every answer is a frozen value, read at one moment."""

from .overview import Overview, overview
from .page import PageView, page
from .pages import PageLine, PageList, pages
from .pair import PairView, pair
from .people import PersonLine, PersonList, people
from .person import PersonView, person
from .place import PlaceView, place
from .places import PlaceLine, places, places_named
from .search import Filters, Hit, Search, Snippet, find
from .statement import Listing, PageHead, Statement

__all__ = [
    "Filters",
    "Hit",
    "Listing",
    "Overview",
    "PageHead",
    "PageLine",
    "PageList",
    "PageView",
    "PairView",
    "PersonLine",
    "PersonList",
    "PersonView",
    "PlaceLine",
    "PlaceView",
    "Search",
    "Snippet",
    "Statement",
    "find",
    "overview",
    "page",
    "pages",
    "pair",
    "people",
    "person",
    "place",
    "places",
    "places_named",
]
