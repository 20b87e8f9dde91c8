"""The home: what the ledger holds, ties between places, the latest visits, what waits and what has gone silent, its pages."""

from __future__ import annotations

from collections import Counter
from datetime import date

from litestar import get
from litestar.response import Template

from shanhai import views
from shanhai.views.memory import remembered, remembered_soon

from .. import rendering
from ..asking import PAGES, Asking, LedgerOf, Offset, Review
from ..drawing import map_of_ties
from ..following import Asked
from ..shelf import KEPT

FEW = 6  # lines of a list on the home: three lists side by side
TIES = 60  # lines of the table behind the map


@get("/", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def home(request: Asking, ledger: LedgerOf, offset: Offset = 0, review: Review = "") -> Template:
    """The overview in one sentence, the map, and the list of pages; `review=yes` shows only pages with facts to be reviewed."""
    today = date.today()
    seen = remembered(ledger, ("network", Asked().href()), lambda: views.network(ledger))
    bonds = remembered(ledger, "ties", lambda: views.ties(ledger))
    return rendering.page(
        request,
        "home.html",
        section="home",
        overview=remembered(ledger, "overview", lambda: views.overview(ledger)),
        found=remembered(
            ledger, ("pages", review, offset), lambda: views.pages(ledger, to_review=review == "yes", offset=offset, limit=PAGES)
        ),
        waiting=remembered(ledger, "pages to review", lambda: views.pages(ledger, to_review=True, limit=FEW).lines),
        silent=remembered_soon(ledger, ("silence", today), lambda: views.silence(ledger, today=today, limit=FEW)),
        sheet=remembered(ledger, "home map", lambda: map_of_ties(bonds, seen, request.app.state.boundaries)),
        bonds=bonds[:TIES],
        families=dict(Counter(bond.family for bond in bonds).most_common()),
        ties=seen.counted,
        visited=seen.ties[:TIES],
        visits_href=Asked().visits,
        family_name=rendering.family_name,
        only_review=review == "yes",
        size=PAGES,
    )
