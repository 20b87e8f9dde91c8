"""One question to the ledger a module; every answer is a frozen value, read at one moment."""

from .board import Board, Card, board
from .calendar import Calendar, calendar
from .network import Network, Node, Tie, network
from .overview import Overview, overview
from .page import PageView, page
from .pages import PageLine, PageList, pages
from .pair import PairView, pair
from .people import PersonLine, PersonList, people
from .person import PersonView, person
from .place import PlaceView, place
from .places import PlaceLine, places, places_named
from .promises import Followed, Promises, promises
from .retold import retold
from .search import Filters, Hit, Search, Snippet, find
from .silence import Silence, Silent, silence
from .statement import Listing, PageHead, Statement
from .ties import Bond, ties

__all__ = [
    "Board",
    "Bond",
    "Calendar",
    "Card",
    "Filters",
    "Followed",
    "Hit",
    "Listing",
    "Network",
    "Node",
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
    "Promises",
    "Search",
    "Silence",
    "Silent",
    "Snippet",
    "Statement",
    "Tie",
    "board",
    "calendar",
    "find",
    "network",
    "overview",
    "page",
    "pages",
    "pair",
    "people",
    "person",
    "place",
    "places",
    "places_named",
    "promises",
    "retold",
    "silence",
    "ties",
]
