"""Looking something up: places and people of that name, pages with those words."""

from __future__ import annotations

from litestar import get
from litestar.response import Template

from shanhai import views

from .. import rendering
from ..asking import PAGES, Asking, LedgerOf, Offset, Words

FEW = 8  # names on one line of the page


@get("/find", include_in_schema=False, sync_to_thread=True)
def find(request: Asking, ledger: LedgerOf, q: Words = "", offset: Offset = 0) -> Template:
    """What the ledger has for some words; for none, all pages."""
    words = q.strip()
    return rendering.page(
        request,
        "find.html",
        asked=words,
        places=views.places_named(ledger, words) if words else (),
        people=views.people(ledger, words=words, limit=FEW).lines if words else (),
        found=views.pages(ledger, words=words, offset=offset, limit=PAGES),
        size=PAGES,
    )
