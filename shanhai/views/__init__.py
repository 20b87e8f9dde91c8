"""One question to the ledger a module; every answer is a frozen value, read at one moment."""

from .asof import NOW, AsOf
from .bearer import BearerView, bearer
from .board import Board, Card, board
from .calendar import Calendar, calendar
from .entry import Bonded, Choice, EntryView, Told, decided_on, entry, moved
from .facet import FACETS, Facet, FacetValue
from .nearby import namesakes, nearby, organizations_near
from .network import Network, Node, Tie, network
from .organization import OrganizationView, organization
from .organizations import OrganizationLine, OrganizationList, organizations
from .overview import Overview, overview
from .page import PageView, page
from .page_left import PageLeft, page_as_left
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
from .question import Compared, Option, QuestionView, Row, Side, compared, laid_out, question, side
from .records import SORTS, Asked, Records, records
from .retold import retold
from .returns import Return, returns
from .search import Filters, Hit, Search, Snippet, find
from .series import Series
from .silence import Silence, Silent, silence
from .sitting import LATEST, Line, Progress, Sitting, progress, sitting
from .statement import Listing, PageHead, Statement
from .ties import Bond, ties

__all__ = [
    "AsOf",
    "Asked",
    "BearerView",
    "Board",
    "Bond",
    "Bonded",
    "Calendar",
    "Card",
    "Choice",
    "Compared",
    "EntryView",
    "FACETS",
    "Facet",
    "FacetValue",
    "Filters",
    "Followed",
    "Hit",
    "Holding",
    "LATEST",
    "Line",
    "Listing",
    "NOW",
    "Network",
    "Node",
    "Option",
    "OrganizationLine",
    "OrganizationList",
    "OrganizationView",
    "Overview",
    "PageHead",
    "PageLeft",
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
    "Progress",
    "Promises",
    "QuestionView",
    "Records",
    "Return",
    "Row",
    "SORTS",
    "Search",
    "Series",
    "Side",
    "Silence",
    "Silent",
    "Sitting",
    "Snippet",
    "Statement",
    "Tie",
    "Told",
    "bearer",
    "board",
    "calendar",
    "compared",
    "decided_on",
    "entry",
    "find",
    "laid_out",
    "moved",
    "namesakes",
    "nearby",
    "network",
    "organization",
    "organizations",
    "organizations_near",
    "overview",
    "page",
    "page_as_left",
    "pages",
    "pair",
    "people",
    "person",
    "place",
    "places",
    "places_named",
    "programme",
    "programmes",
    "progress",
    "promises",
    "question",
    "records",
    "retold",
    "returns",
    "side",
    "silence",
    "sitting",
    "ties",
]
