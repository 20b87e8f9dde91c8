"""One question to the ledger a module; every answer is a frozen value, read at one moment."""

from .asof import NOW, AsOf
from .board import Board, Card, board
from .calendar import Calendar, calendar
from .entry import Bonded, Choice, EntryView, Told, entry, moved
from .facet import FACETS, Facet, FacetValue
from .network import Network, Node, Tie, network
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
from .promises import Followed, Promises, promises
from .records import SORTS, Asked, Records, records
from .retold import retold
from .returns import Return, returns
from .search import Filters, Hit, Search, Snippet, find
from .series import Series
from .silence import Silence, Silent, silence
from .statement import Listing, PageHead, Statement
from .ties import Bond, ties

__all__ = [
    "AsOf",
    "Asked",
    "Board",
    "Bond",
    "Bonded",
    "Calendar",
    "Card",
    "Choice",
    "EntryView",
    "FACETS",
    "Facet",
    "FacetValue",
    "Filters",
    "Followed",
    "Hit",
    "Holding",
    "Listing",
    "NOW",
    "Network",
    "Node",
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
    "Promises",
    "Records",
    "Return",
    "SORTS",
    "Search",
    "Series",
    "Silence",
    "Silent",
    "Snippet",
    "Statement",
    "Tie",
    "Told",
    "board",
    "calendar",
    "entry",
    "find",
    "moved",
    "network",
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
    "promises",
    "records",
    "retold",
    "returns",
    "silence",
    "ties",
]
