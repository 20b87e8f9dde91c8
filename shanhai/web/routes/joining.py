"""Entries joined and parted by hand, with a preview of what that would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated

import msgspec
from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template
from sqlalchemy import Connection

from shanhai import views
from shanhai.accounts import Role
from shanhai.ledger import Ledger, editing
from shanhai.ledger.deciding import decide, preview
from shanhai.model import JudgementError
from shanhai.model.struct import Value
from shanhai.reconcile.effect import Effect
from shanhai.reconcile.judgement import Judgement

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf, Name
from ..permits import least
from ..register import OF_TYPE
from ..reviewer import reviewer_of
from ..values import entry_href
from ..visitor import about
from .entry import the_entry
from .facts import on, signed
from .review import LONGEST_NOTE

Other = Annotated[str, QueryParameter(max_length=2 * LONGEST)]
Chosen = Annotated[list[str] | None, QueryParameter(max_items=60)]


class Joining(Value, frozen=True, kw_only=True):
    """The form that joins two."""

    other: str
    why: str = ""
    who: str = ""


class Parting(Value, frozen=True, kw_only=True):
    """The form that parts some from the rest."""

    apart: list[str] | str = ""
    why: str = ""
    who: str = ""

    @property
    def chosen(self) -> list[str]:
        """What was ticked."""
        return [self.apart] if isinstance(self.apart, str) else self.apart


Form = RequestEncodingType.URL_ENCODED


@get("/entries/{name:str}/join", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def join(request: Asking, ledger: LedgerOf, name: Name, other: Other = "", q: Other = "") -> Template:
    """Which entry this one is one with; with `other`, what joining them would change."""
    view = the_entry(ledger, name)
    other = _id(other)
    would, error = would_of(ledger, lambda c: editing.joining(c, name, other)) if other else (None, None)
    return rendering.page(
        request,
        "join.html",
        section=OF_TYPE[view.type].name,
        view=view,
        other=views.entry(ledger, other) if other else None,
        asked=other,
        q=q,
        nearby=views.nearby(ledger, view, q) if not other or error else (),
        would=would,
        error=error,
        who=reviewer_of(request),
    )


@post("/entries/{name:str}/joined", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def keep_join(request: Asking, ledger: LedgerOf, name: Name, data: Annotated[Joining, Body(media_type=Form)]) -> Redirect:
    """Joins two entries."""
    return kept(request, ledger, data, lambda c: editing.joining(c, name, data.other), entry_href(name))


@get("/entries/{name:str}/part", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def part(request: Asking, ledger: LedgerOf, name: Name, apart: Chosen = None) -> Template:
    """Which statements of an entry are about another thing; with some chosen, what parting them would change."""
    view = the_entry(ledger, name)
    would, error = would_of(ledger, lambda c: editing.parting(c, name, apart or ())) if apart else (None, None)
    return rendering.page(
        request,
        "part.html",
        section=OF_TYPE[view.type].name,
        view=view,
        apart=apart or [],
        would=would,
        error=error,
        who=reviewer_of(request),
    )


@post("/entries/{name:str}/parted", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def keep_part(request: Asking, ledger: LedgerOf, name: Name, data: Annotated[Parting, Body(media_type=Form)]) -> Redirect:
    """Parts an entry in two."""
    return kept(request, ledger, data, lambda c: editing.parting(c, name, data.chosen), entry_href(name))


def kept(
    request: Asking, ledger: Ledger, data: Joining | Parting, make: Callable[[Connection], Sequence[Judgement]], back: str
) -> Redirect:
    """Makes judgements in the name of who asks, and leads back to where they show."""
    who = signed(request, {"who": data.who})
    with ledger.looking() as connection:
        made = make(connection)
    by = {"who": who.who, "sitting": who.sitting, "why": data.why.strip()[:LONGEST_NOTE]}
    ids = decide(ledger, *(msgspec.structs.replace(each, **by) for each in made)).ids
    about(request, *ids)
    return on(back, who, ids[0])


def would_of(ledger: Ledger, make: Callable[[Connection], Sequence[Judgement]]) -> tuple[Effect | None, JudgementError | None]:
    """What judgements would change, or why they cannot be made."""
    try:
        with ledger.looking() as connection:
            made = make(connection)
        return preview(ledger, *made), None
    except JudgementError as error:
        return None, error


def _id(words: str) -> str:
    """The id of an entry, from its id or its address."""
    return words.strip().rstrip("/").rpartition("/")[2].partition("?")[0].partition("#")[0]
