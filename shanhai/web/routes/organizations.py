"""Organisations: the list, and one with its people and what it takes part in."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import OrganizationView

from .. import rendering
from ..asking import Asking, LedgerOf, Name, Offset, Words
from ..errors import NotHereError

NAMES = 150  # names of up to 20 characters in three columns: four screens
Kind = Annotated[str, QueryParameter(pattern="^[a-z]*$", max_length=20, description="party, government, company …")]


@get("/organizations", include_in_schema=False, sync_to_thread=True)
def organizations(request: Asking, ledger: LedgerOf, q: Words = "", kind: Kind = "", offset: Offset = 0) -> Template:
    """The organisations that pages name."""
    found = views.organizations(ledger, words=q.strip(), kinds=(kind,) if kind else (), offset=offset, limit=NAMES)
    return rendering.page(request, "organizations.html", section="organizations", found=found, size=NAMES, words=q.strip(), kind=kind)


@get("/organizations/{name:str}", include_in_schema=False, sync_to_thread=True)
def organization(request: Asking, ledger: LedgerOf, name: Name) -> Template:
    """The organisation of this name."""
    return rendering.page(request, "organization.html", section="organizations", view=the_organization(ledger, name))


def the_organization(ledger: Ledger, name: str) -> OrganizationView:
    """The organisation of this name; NotHereError where no page names it."""
    view = views.organization(ledger, name)
    if view is None:
        raise NotHereError(name, "unknown_organization")
    return view
