"""One entry: what is preferred and why, what differs, and every sentence that says it."""

from __future__ import annotations

from litestar import get
from litestar.response import Redirect, Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import EntryView

from .. import rendering
from ..asking import Asking, LedgerOf, Name
from ..errors import NotHereError
from ..register import OF_TYPE


@get("/entries/{name:str}", include_in_schema=False, sync_to_thread=True)
def entry(request: Asking, ledger: LedgerOf, name: Name) -> Template | Redirect:
    """The entry of this id; one that was merged into another leads there."""
    if (there := views.moved(ledger, name)) is not None:
        return Redirect(f"/entries/{there}", status_code=301)
    view = the_entry(ledger, name)
    return rendering.page(request, "entry.html", section=OF_TYPE[view.type].name, view=view, register=OF_TYPE[view.type])


def the_entry(ledger: Ledger, name: str) -> EntryView:
    """The entry of this id; NotHereError where there is none."""
    view = views.entry(ledger, name)
    if view is None:
        raise NotHereError(name, "unknown_entry")
    return view
