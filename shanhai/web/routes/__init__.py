"""What the application answers, one module per noun."""

from .api import api
from .board import board, pledges
from .calendar import calendar
from .find import find
from .home import home
from .network import network
from .page import page
from .people import people, person
from .places import place, places
from .static import icon, static

ROUTES = (home, find, page, places, place, people, person, network, calendar, board, pledges, api, static, icon)
