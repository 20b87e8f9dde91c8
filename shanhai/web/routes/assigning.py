"""Whose questions are: one handed to somebody, the most useful of a kind shared out, and all of somebody's taken back."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template
from msgspec import Meta

from shanhai.accounts import Role
from shanhai.ledger import assigning, leasing
from shanhai.model.struct import Value
from shanhai.reconcile.asking import Kind

from .. import rendering
from ..asking import Asking, LedgerOf
from ..errors import RefusedError
from ..permits import least
from ..reviewer import Reviewer, clean, remember, reviewer_of
from ..visitor import about

MOST = 500
Form = RequestEncodingType.URL_ENCODED


class Handing(Value, frozen=True, kw_only=True):
    """The form that hands one question to somebody; to nobody in particular without a name."""

    question: Annotated[str, Meta(max_length=64)]
    who: str = ""
    kind: str = ""


class Sharing(Value, frozen=True, kw_only=True):
    """The form that shares out the next `number` of a kind, or takes back all that somebody has."""

    who: str = ""
    kind: str = ""
    number: Annotated[int, Meta(ge=1, le=MOST)] = 20
    back: str = ""


@get("/review/shares", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def shares(request: Asking, ledger: LedgerOf) -> Template | Redirect:
    """Who has how many questions, and the form that shares them out."""
    who = reviewer_of(request)
    if who is None:
        return Redirect("/review", status_code=303)
    with ledger.looking() as connection:
        held, left, named = assigning.counted(connection), leasing.counted(connection), assigning.answerers(connection)
    return rendering.page(
        request,
        "shares.html",
        section="review",
        held=held,
        left=left,
        answerers=named,
        who=who,
        kinds=[each for each in Kind if left.get(each)],
    )


@post("/review/shared", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def share(request: Asking, ledger: LedgerOf, data: Annotated[Sharing, Body(media_type=Form)]) -> Redirect:
    """Shares out, or takes back."""
    by, who = _signed(request), clean(data.who)
    kind = data.kind if data.kind in set(Kind) else ""
    with ledger.writing() as connection:
        if data.back:
            assigning.give_up(connection, data.back)
        elif who:
            assigning.assign_first(connection, who, by.who, kind=kind, most=data.number)
    about(request, data.back or who)
    return Redirect("/review/shares", status_code=303, cookies=remember(by))


@post("/review/hand", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def hand(request: Asking, ledger: LedgerOf, data: Annotated[Handing, Body(media_type=Form)]) -> Redirect:
    """Hands one question to somebody and goes on; who takes it themselves stays with it."""
    by, who = _signed(request), clean(data.who)
    with ledger.writing() as connection:
        assigning.assign(connection, [data.question], who, by.who)
        if who != by.who:
            leasing.let_go(connection, data.question, by.who)
    about(request, data.question, who)
    kind = f"kind={data.kind}" if data.kind in set(Kind) else ""
    stays = f"q={data.question}" if who == by.who and data.question.isalnum() else ""
    query = "&".join(filter(None, (stays, kind)))
    return Redirect(f"/review?{query}" if query else "/review", status_code=303, cookies=remember(by))


def _signed(request: Asking) -> Reviewer:
    who = reviewer_of(request)
    if who is None:
        raise RefusedError("/review", "nameless")
    return who
