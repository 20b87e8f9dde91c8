"""What the application answers, one module per noun."""

from .api import api
from .find import find
from .home import home
from .page import page
from .people import people, person
from .places import place, places
from .static import icon, static

ROUTES = (home, find, page, places, place, people, person, api, static, icon)
