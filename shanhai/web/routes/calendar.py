"""Visits by month."""

from __future__ import annotations

import calendar as weeks
from typing import Annotated

from litestar import get
from litestar.params import QueryParameter
from litestar.response import Template

from shanhai import views
from shanhai.views.memory import remembered

from .. import rendering
from ..asking import Asking, LedgerOf
from ..shelf import KEPT

Month = Annotated[str, QueryParameter(pattern=r"^(\d{4}-(0[1-9]|1[0-2]))?$", description="ISO 8601: 2024-05")]


@get("/calendar", cache=KEPT, include_in_schema=False, sync_to_thread=True)
def calendar(request: Asking, ledger: LedgerOf, month: Month = "") -> Template:
    """The years with their months, and one month with its days: the latest that has a visit, where none is asked for."""
    seen = remembered(ledger, ("calendar", month), lambda: views.calendar(ledger, month))
    years = sorted({each[:4] for each in (*seen.months, seen.month) if each}, reverse=True)
    return rendering.page(
        request,
        "calendar.html",
        section="calendar",
        seen=seen,
        years=years,
        months=tuple(f"{number:02d}" for number in range(1, 13)),
        grid=weeks.Calendar().monthdayscalendar(int(seen.month[:4]), int(seen.month[5:7])) if seen.month else (),
        before=max((each for each in seen.months if each < seen.month), default=""),
        after=min((each for each in seen.months if each > seen.month), default=""),
    )
