"""Organisations: the list, and one with its people and what it takes part in."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.ledger.calling import meaning
from shanhai.views import OrganizationView
from shanhai.views.memory import remembered

from .. import rendering
from ..asking import Asking, LedgerOf, Name, Offset, Words
from ..errors import NotHereError
from ..shelf import KEPT
from ..values import organization_href

NAMES = 150  # names of up to 20 characters in three columns: four screens
Kind = Annotated[str, QueryParameter(pattern="^[a-z]*$", max_length=20, description="party, government, company …")]


@get("/organizations", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def organizations(request: Asking, ledger: LedgerOf, q: Words = "", kind: Kind = "", offset: Offset = 0) -> Template:
    """The organisations that pages name."""
    found = views.organizations(ledger, words=q.strip(), kinds=(kind,) if kind else (), offset=offset, limit=NAMES)
    return rendering.page(request, "organizations.html", section="organizations", found=found, size=NAMES, words=q.strip(), kind=kind)


@get("/organizations/{name:str}", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def organization(request: Asking, ledger: LedgerOf, name: Name) -> Template | Redirect:
    """The organisation of this name; a name that is another's leads there."""
    if (there := meant_by(ledger, name)) != name:
        query = f"?{request.url.query}" if request.url.query else ""
        return Redirect(f"{organization_href(there)}{query}", status_code=303)
    return rendering.page(request, "organization.html", section="organizations", view=the_organization(ledger, name))


def meant_by(ledger: Ledger, name: str) -> str:
    """The key of the organisation that a name means."""
    with ledger.looking() as connection:
        return meaning(connection, name) or name


def the_organization(ledger: Ledger, name: str) -> OrganizationView:
    """The organisation of this name; NotHereError where no page names it."""
    view = remembered(ledger, ("organization", name), lambda: views.organization(ledger, name))
    if view is None:
        raise NotHereError(name, "unknown_organization")
    return view
