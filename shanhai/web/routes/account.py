"""One's own account: the password, where one is signed in, and keys for programs."""

from __future__ import annotations

from typing import Annotated

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body
from litestar.response import Redirect, Template

from shanhai.accounts import Role, User, audit, key, session, signing
from shanhai.accounts.password import SHORTEST
from shanhai.ledger import Ledger
from shanhai.model import AccountError
from shanhai.model.struct import Value

from .. import rendering
from ..asking import Asking, LedgerOf
from ..errors import NotHereError
from ..permits import least
from ..visitor import keeping, visitor_of
from .signing import MOST_OCTETS, NOT_KEPT

Form = RequestEncodingType.URL_ENCODED
OWN = least(Role.READER, in_person=True, audited=True)


class Changing(Value, frozen=True, kw_only=True):
    """The form that changes a password."""

    old: str = ""
    password: str = ""
    again: str = ""


class Keying(Value, frozen=True, kw_only=True):
    """The form that makes a key."""

    label: str = ""
    days: str = ""


class Ending(Value, frozen=True, kw_only=True):
    """The form that ends a key."""

    key: str = ""


@get("/account", opt=OWN, include_in_schema=False, sync_to_thread=True)
def account(request: Asking, ledger: LedgerOf) -> Template:
    """Who one is here, and what one may do."""
    return _account(request, ledger)


@post("/account/password", opt=OWN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def change_password(request: Asking, ledger: LedgerOf, data: Annotated[Changing, Body(media_type=Form)]) -> Template | Redirect:
    """Changes the password; all other sessions end, this one goes on under a new secret."""
    try:
        if data.password != data.again:
            raise AccountError("again", "两遍不一样 (the two differ)", cause="differ")
        secret = signing.change_password(ledger, the_visitor(request), data.old, data.password, visitor_of(request).address)
    except AccountError as error:
        return _account(request, ledger, error=error, status=429 if error.cause == "often" else 400)
    return Redirect("/account?done=password", status_code=303, cookies=[keeping(request, secret)])


@post("/account/sessions", opt=OWN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def end_sessions(request: Asking, ledger: LedgerOf) -> Redirect:
    """Ends all sessions of the account but this."""
    visitor, user = visitor_of(request), the_visitor(request)
    with ledger.aside() as connection:
        session.end_others(connection, user, visitor.secret)
        audit.note(connection, user.name, "sessions_ended", "", visitor.address)
    return Redirect("/account?done=sessions", status_code=303)


@post("/account/keys", opt=OWN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def make_key(request: Asking, ledger: LedgerOf, data: Annotated[Keying, Body(media_type=Form)]) -> Template:
    """Makes a key, which is shown this once."""
    user = the_visitor(request)
    try:
        with ledger.aside() as connection:
            days = int(data.days) if data.days.isdecimal() and int(data.days) in key.DAYS else key.DAYS[0]
            made = key.new_key(connection, user, data.label, days)
            audit.note(connection, user.name, "key_made", data.label[: key.LONGEST_LABEL], visitor_of(request).address)
    except AccountError as error:
        return _account(request, ledger, error=error, status=400)
    return _account(request, ledger, made=made)


@post("/account/keys/ended", opt=OWN, include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def end_key(request: Asking, ledger: LedgerOf, data: Annotated[Ending, Body(media_type=Form)]) -> Template | Redirect:
    """Ends a key at once."""
    user = the_visitor(request)
    try:
        with ledger.aside() as connection:
            label = key.end_key(connection, user, data.key)
            audit.note(connection, user.name, "key_ended", label, visitor_of(request).address)
    except AccountError as error:
        return _account(request, ledger, error=error, status=400)
    return Redirect("/account", status_code=303)


def the_visitor(request: Asking) -> User:
    """The account that asks; NotHereError on a ledger without accounts."""
    user = visitor_of(request).user
    if user is None:
        raise NotHereError(request.url.path, "no_accounts")
    return user


def _account(request: Asking, ledger: Ledger, *, error: AccountError | None = None, made: str = "", status: int = 200) -> Template:
    user = the_visitor(request)
    with ledger.looking() as connection:
        held = {"sessions": session.sessions(connection, user), "keys": key.keys(connection, user)}
    shown = rendering.page(
        request,
        "account.html",
        section="account",
        status=status,
        user=user,
        here_id=session.known_as(visitor_of(request).secret),
        error=error,
        made=made,
        shortest=SHORTEST,
        days=key.DAYS,
        finished=request.query_params.get("done", ""),
        **held,
    )
    shown.headers |= {"Cache-Control": NOT_KEPT}
    return shown
