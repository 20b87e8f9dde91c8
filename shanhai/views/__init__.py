"""One question to the ledger a module; every answer is a frozen value, read at one moment."""

from .overview import Overview, overview
from .page import PageView, page
from .pages import PageLine, PageList, pages
from .people import PersonLine, PersonList, people
from .person import PersonView, person
from .place import PlaceView, place
from .places import PlaceLine, places, places_named
from .statement import Listing, PageHead, Statement

__all__ = [
    "Listing",
    "Overview",
    "PageHead",
    "PageLine",
    "PageList",
    "PageView",
    "PersonLine",
    "PersonList",
    "PersonView",
    "PlaceLine",
    "PlaceView",
    "Statement",
    "overview",
    "page",
    "pages",
    "people",
    "person",
    "place",
    "places",
    "places_named",
]
