"""The home: what the ledger holds, its pages, the latest visits."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import FromQuery, QueryParameter
from litestar.response import Template

from shanhai import views

from .. import rendering
from ..asking import Asking, LedgerOf, Offset

PAGES = 50  # lines: three screens at 1440 x 1000, so that a pager is seldom needed and 50 titles are still looked through


@get("/", include_in_schema=False, sync_to_thread=True)
def home(request: Asking, ledger: LedgerOf, offset: Offset = 0, review: Annotated[FromQuery[str], QueryParameter(max_length=3)] = "") -> Template:
    """The overview in one sentence, and the list of pages; `review=yes` shows only pages with facts to be reviewed."""
    return rendering.page(
        request,
        "home.html",
        section="home",
        overview=views.overview(ledger, latest=10),
        found=views.pages(ledger, to_review=review == "yes", offset=offset, limit=PAGES),
        only_review=review == "yes",
        size=PAGES,
    )
