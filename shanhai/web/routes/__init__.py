"""What the application answers, one module per noun."""

from litestar import Router
from litestar.handlers import HTTPRouteHandler

from .api import api
from .board import board, pledges
from .calendar import calendar
from .entry import entry
from .home import home
from .network import network, network_graph, network_on_earth
from .organizations import organization, organizations
from .page import page
from .pages import page_files, pages
from .pair import pair
from .people import people, person
from .places import place, places, places_on_earth
from .programmes import programme, programmes
from .records import record_files, records
from .search import find, search
from .static import icon, static

ROUTES: tuple[HTTPRouteHandler | Router, ...] = (
    home,
    search,
    find,
    *records,
    *record_files,
    entry,
    pages,
    *page_files,
    page,
    places,
    places_on_earth,
    place,
    pair,
    people,
    person,
    organizations,
    organization,
    programmes,
    programme,
    network,
    network_graph,
    network_on_earth,
    calendar,
    board,
    pledges,
    api,
    static,
    icon,
)
