"""People: the list, and one person with posts and visits."""

from __future__ import annotations

from litestar import get
from litestar.response import Redirect, Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import NOW, AsOf, PersonView

from .. import rendering
from ..asking import Asking, AtOf, LedgerOf, Name, Offset
from ..errors import NotHereError
from ..shelf import KEPT
from ..values import person_href

NAMES = 200  # names of two to four characters in three columns: four screens


@get("/people", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def people(request: Asking, ledger: LedgerOf, offset: Offset = 0) -> Template:
    """The people whom pages name, reporters and editors apart."""
    return rendering.page(request, "people.html", section="people", found=views.people(ledger, offset=offset, limit=NAMES), size=NAMES)


@get("/people/{name:str}", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def person(request: Asking, ledger: LedgerOf, name: Name, at: AtOf) -> Template | Redirect:
    """The person of this name; one who turned out to be another leads there."""
    if (there := views.moved(ledger, name)) is not None:
        return Redirect(person_href(there), status_code=301)
    return rendering.page(request, "person.html", section="people", view=the_person(ledger, name, at), at=at)


def the_person(ledger: Ledger, name: str, at: AsOf = NOW) -> PersonView:
    """The person of this name; NotHereError where no page names them."""
    view = views.person(ledger, name, at=at)
    if view is None:
        raise NotHereError(name, "unknown_person")
    return view
