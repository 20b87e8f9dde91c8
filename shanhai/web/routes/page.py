"""One page: published beside restored, its facts over its sentences."""

from __future__ import annotations

from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from shanhai import views
from shanhai.ledger import Ledger
from shanhai.views import PageView

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf, Name
from ..desk import MODES, laid_open
from ..errors import NotHereError

Layout = Annotated[str, QueryParameter(pattern=f"^({'|'.join(MODES)})$")]
Marks = Annotated[str | None, QueryParameter(max_length=LONGEST, pattern="^[a-z -]*$")]


@get("/pages/{name:str}", include_in_schema=False, sync_to_thread=True)
def page(request: Asking, ledger: LedgerOf, name: Name, mode: Layout = "both", marks: Marks = None) -> Template:
    """The page of this id or beginning of an id."""
    view = the_page(ledger, name)
    left = views.page_as_left(ledger, view)
    desk = laid_open(view.page, view.restored, view.blocks, left.account, marks)
    return rendering.page(
        request,
        "page.html",
        view=view,
        said=view.account.page,
        desk=desk,
        mode=mode,
        left=left.decided,
        rejected=left.rejected,
        entry_of=left.entries,
    )


def the_page(ledger: Ledger, name: str) -> PageView:
    """The page of this id; NotHereError where there is none."""
    view = views.page(ledger, name)
    if view is None:
        raise NotHereError(name, "unknown_page")
    return view
