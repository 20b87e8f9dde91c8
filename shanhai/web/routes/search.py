"""Searching: pages and entries with the words, and the places, people and organisations of that name."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Redirect, Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.ledger.query import query
from shanhai.model import FACT_TYPES
from shanhai.views import Filters, Search

from .. import rendering
from ..asking import Asking, LedgerOf, Offset, Words
from ..shelf import KEPT

FEW = 8  # names on one line of the page
SIZE = 20  # results of three lines: two screens
KINDS = ("page", *FACT_TYPES)
Kind = Annotated[str, QueryParameter(pattern=f"^({'|'.join(KINDS)})?$", description="page, or a type of entries")]


@get("/search", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def search(request: Asking, ledger: LedgerOf, q: Words = "", kind: Kind = "", offset: Offset = 0) -> Template:
    """What the ledger has for some words."""
    words = q.strip()
    return rendering.page(
        request,
        "search.html",
        asked=words,
        kind=kind,
        places=views.places_named(ledger, words) if words else (),
        people=views.people(ledger, words=words, limit=FEW).lines if words else (),
        organizations=views.organizations(ledger, words=words, limit=FEW).lines if words else (),
        found=searched(ledger, words, kind, offset, SIZE),
        size=SIZE,
    )


@get("/find", include_in_schema=False, sync_to_thread=False)
def find(q: Words = "") -> Redirect:
    """The address of searching in the first release."""
    return Redirect("/search", query_params={"q": q} if q else {}, status_code=301)


def searched(ledger: Ledger, words: str, kind: str, offset: int, limit: int) -> Search:
    """What was found, nothing where there is no word to look for."""
    if not query(words).wanted:
        return Search(words=words, total=0, offset=offset, hits=())
    return views.find(ledger, words, filters=Filters(kind=kind or None), offset=offset, limit=limit)
