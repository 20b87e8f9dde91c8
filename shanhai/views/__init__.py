"""One question to the ledger a module; every answer is a frozen value, read at one moment."""

from .entry import Bonded, Choice, EntryView, Told, entry, moved
from .facet import FACETS, Facet, FacetValue
from .organization import OrganizationView, organization
from .organizations import OrganizationLine, OrganizationList, organizations
from .overview import Overview, overview
from .page import PageView, page
from .pages import PageLine, PageList, pages
from .pair import PairView, PairVisit, pair
from .partners import Partner
from .people import PersonLine, PersonList, people
from .person import PersonView, person
from .place import PlaceView, place
from .places import PlaceLine, places, places_named
from .posts import Holding, Post
from .programme import ProgrammeLine, ProgrammeView, programme, programmes
from .records import SORTS, Asked, Records, records
from .returns import Return, returns
from .search import Filters, Hit, Search, Snippet, find
from .series import Series
from .statement import Listing, PageHead, Statement

__all__ = [
    "FACETS",
    "SORTS",
    "Asked",
    "Bonded",
    "Choice",
    "EntryView",
    "Facet",
    "FacetValue",
    "Filters",
    "Hit",
    "Holding",
    "Listing",
    "OrganizationLine",
    "OrganizationList",
    "OrganizationView",
    "Overview",
    "PageHead",
    "PageLine",
    "PageList",
    "PageView",
    "PairView",
    "PairVisit",
    "Partner",
    "PersonLine",
    "PersonList",
    "PersonView",
    "PlaceLine",
    "PlaceView",
    "Post",
    "ProgrammeLine",
    "ProgrammeView",
    "Records",
    "Return",
    "Search",
    "Series",
    "Snippet",
    "Statement",
    "Told",
    "entry",
    "find",
    "moved",
    "organization",
    "organizations",
    "overview",
    "page",
    "pages",
    "pair",
    "people",
    "person",
    "place",
    "places",
    "places_named",
    "programme",
    "programmes",
    "records",
    "returns",
]
