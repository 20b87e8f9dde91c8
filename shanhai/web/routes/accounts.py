"""The accounts of a ledger and its audit, for admins."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template
from sqlalchemy import Connection

from shanhai.accounts import Role, audit, invitation, user
from shanhai.ledger import Ledger
from shanhai.model import AccountError
from shanhai.model.struct import Value

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf
from ..permits import least
from ..visitor import visitor_of
from .account import the_visitor
from .signing import MOST_OCTETS, NOT_KEPT

Form = RequestEncodingType.URL_ENCODED
ADMIN = least(Role.ADMIN, in_person=True, audited=True)
LINES = 100
Word = Annotated[str, QueryParameter(max_length=LONGEST)]
Before = Annotated[int, QueryParameter(ge=0, le=2**31)]


class Inviting(Value, frozen=True, kw_only=True):
    """The form that invites."""

    name: str = ""
    role: str = Role.READER


class Named(Value, frozen=True, kw_only=True):
    """A form about one account."""

    name: str = ""


class Withdrawing(Value, frozen=True, kw_only=True):
    """The form that ends a link."""

    id: str = ""


@get("/accounts", opt=ADMIN, include_in_schema=False, sync_to_thread=True)
def accounts(request: Asking, ledger: LedgerOf) -> Template:
    """All accounts, and the links that are open."""
    return _accounts(request, ledger)


@post("/accounts/invitations", opt=ADMIN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def invite(request: Asking, ledger: LedgerOf, data: Annotated[Inviting, Body(media_type=Form)]) -> Template:
    """Makes a link for a new account, which is shown this once."""
    role = _role(data.role)
    return _link(request, ledger, lambda c, by: invitation.invite(c, data.name, role, by), "invited", f"{data.name} {role}")


@post("/accounts/reset", opt=ADMIN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def reset(request: Asking, ledger: LedgerOf, data: Annotated[Named, Body(media_type=Form)]) -> Template:
    """Makes a link by which a password is set anew, which is shown this once."""
    return _link(request, ledger, lambda c, by: invitation.reset(c, data.name, by), "reset", data.name)


@post("/accounts/withdrawn", opt=ADMIN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def withdraw(request: Asking, ledger: LedgerOf, data: Annotated[Withdrawing, Body(media_type=Form)]) -> Template | Redirect:
    """Ends a link that is open."""
    return _done(request, ledger, lambda c: invitation.withdraw(c, data.id), "invitation_withdrawn")


@post("/accounts/role", opt=ADMIN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def change_role(request: Asking, ledger: LedgerOf, data: Annotated[Inviting, Body(media_type=Form)]) -> Template | Redirect:
    """Gives an account another role, at once."""
    role = _role(data.role)
    return _done(request, ledger, lambda c: f"{user.set_role(c, data.name, role).name} {role}", "role_changed")


@post("/accounts/closed", opt=ADMIN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def close(request: Asking, ledger: LedgerOf, data: Annotated[Named, Body(media_type=Form)]) -> Template | Redirect:
    """Closes an account: it is signed out at once."""
    return _done(request, ledger, lambda c: user.close(c, data.name).name, "account_closed")


@post("/accounts/reopened", opt=ADMIN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def reopen(request: Asking, ledger: LedgerOf, data: Annotated[Named, Body(media_type=Form)]) -> Template | Redirect:
    """Opens a closed account again."""
    return _done(request, ledger, lambda c: user.reopen(c, data.name).name, "account_reopened")


@get("/audit", opt=ADMIN, include_in_schema=False, sync_to_thread=True)
def audited(request: Asking, ledger: LedgerOf, who: Word = "", act: Word = "", before: Before = 0) -> Template:
    """Who did what, when, from where; the latest first."""
    the_visitor(request)
    with ledger.looking() as connection:
        lines = audit.lines(connection, who=who, act=act, before=before, most=LINES + 1)
        known: dict[str, Any] = {"acts": audit.acts(connection), "names": [each.name for each in user.users(connection)]}
    more = lines[LINES - 1].number if len(lines) > LINES else 0
    shown = rendering.page(request, "audit.html", section="audit", lines=lines[:LINES], who=who, act=act, more=more, before=before, **known)
    shown.headers |= {"Cache-Control": NOT_KEPT}
    return shown


def _role(given: str) -> Role:
    return Role(given) if given in set(Role) else Role.READER


def _link(request: Asking, ledger: Ledger, make: Callable[[Connection, str], str], act: str, about: str) -> Template:
    by = the_visitor(request).name
    try:
        with ledger.aside() as connection:
            secret = make(connection, by)
            audit.note(connection, by, act, about, visitor_of(request).address)
    except AccountError as error:
        return _accounts(request, ledger, error=error)
    return _accounts(request, ledger, link=f"{str(request.base_url).rstrip('/')}/invitations/{secret}")


def _done(request: Asking, ledger: Ledger, act_on: Callable[[Connection], str], act: str) -> Template | Redirect:
    by = the_visitor(request).name
    try:
        with ledger.aside() as connection:
            about = act_on(connection)
            audit.note(connection, by, act, about, visitor_of(request).address)
    except AccountError as error:
        return _accounts(request, ledger, error=error)
    return Redirect("/accounts", status_code=303)


def _accounts(request: Asking, ledger: Ledger, *, error: AccountError | None = None, link: str = "") -> Template:
    the_visitor(request)
    with ledger.looking() as connection:
        held: dict[str, Any] = {"users": user.users(connection), "invitations": invitation.invitations(connection)}
    status = 400 if error else 200
    shown = rendering.page(request, "accounts.html", section="accounts", status=status, roles=tuple(Role), error=error, link=link, **held)
    shown.headers |= {"Cache-Control": NOT_KEPT}
    return shown
