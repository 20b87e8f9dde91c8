"""What an address may hold, with its limits."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from shanhai.ledger import Ledger

# 200 characters: the longest official names (autonomous places, ministries with their posts) have under 60.
LONGEST = 200
# Lines of a list: three screens at 1440 x 1000, so that 50 titles are still looked through and a pager is seldom needed.
PAGES = 50

Asking = Request[Any, Any, State]
LedgerOf = NamedDependency[Ledger]
Name = Annotated[str, PathParameter(min_length=1, max_length=LONGEST)]
Words = Annotated[str, QueryParameter(max_length=LONGEST, description="words that must stand in it, separated by spaces")]
Offset = Annotated[int, QueryParameter(ge=0, le=10_000_000, description="how many to pass over")]
Limit = Annotated[int, QueryParameter(ge=1, le=500, description="how many at most")]
Review = Annotated[str, QueryParameter(pattern="^(yes)?$", description="`yes`: only pages with facts to be reviewed")]


def ledger_of(state: State) -> Ledger:
    """The ledger that the application was opened over."""
    ledger = state.ledger
    assert isinstance(ledger, Ledger)
    return ledger
