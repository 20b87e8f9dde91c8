"""Programmes of cooperation: the families, and one with its pairings and visits."""

from __future__ import annotations

from litestar import get
from litestar.response import Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import ProgrammeView

from .. import rendering
from ..asking import Asking, LedgerOf, Name
from ..errors import NotHereError
from ..shelf import KEPT


@get("/programmes", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def programmes(request: Asking, ledger: LedgerOf) -> Template:
    """The families of programmes that pages speak of."""
    return rendering.page(request, "programmes.html", section="pairings", found=views.programmes(ledger))


@get("/programmes/{name:str}", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def programme(request: Asking, ledger: LedgerOf, name: Name) -> Template:
    """The programme of this name."""
    return rendering.page(request, "programme.html", section="pairings", view=the_programme(ledger, name))


def the_programme(ledger: Ledger, name: str) -> ProgrammeView:
    """The programme of this name; NotHereError where no entry is of it."""
    view = views.programme(ledger, name)
    if view is None:
        raise NotHereError(name, "unknown_programme")
    return view
