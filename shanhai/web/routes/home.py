"""The home: what the ledger holds, its pages, the latest visits."""

from __future__ import annotations

from litestar import get
from litestar.response import Template

from shanhai import views

from .. import rendering
from ..asking import PAGES, Asking, LedgerOf, Offset, Review


@get("/", include_in_schema=False, sync_to_thread=True)
def home(request: Asking, ledger: LedgerOf, offset: Offset = 0, review: Review = "") -> Template:
    """The overview in one sentence, and the list of pages; `review=yes` shows only pages with facts to be reviewed."""
    return rendering.page(
        request,
        "home.html",
        section="home",
        overview=views.overview(ledger),
        found=views.pages(ledger, to_review=review == "yes", offset=offset, limit=PAGES),
        only_review=review == "yes",
        size=PAGES,
    )
