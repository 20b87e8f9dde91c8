"""Signing in and out, and the link by which an account is begun or its password set anew."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from litestar import get, post
from litestar.enums import RequestEncodingType
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template

from shanhai.accounts import Role, audit, invitation, session, signing, throttle
from shanhai.accounts.password import SHORTEST
from shanhai.model import AccountError
from shanhai.model.struct import Value

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf, Name
from ..errors import NotHereError
from ..permits import least
from ..reviewer import forget
from ..visitor import keeping, visitor_of
from .review import local_path

MOST_OCTETS = 20_000
"""Of these forms: a name, two passwords, an address to go back to."""
RETRY_SECONDS = int(throttle.WINDOW.total_seconds())
Then = Annotated[str, QueryParameter(max_length=2 * LONGEST)]
Form = RequestEncodingType.URL_ENCODED
NOT_KEPT = "no-store"


class SigningIn(Value, frozen=True, kw_only=True):
    """The form by which one signs in; `mark` is there where the page was opened by somebody who was."""

    name: str = ""
    password: str = ""
    then: str = ""
    mark: str = ""


class Beginning(Value, frozen=True, kw_only=True):
    """The form in which a password is set."""

    password: str = ""
    again: str = ""
    mark: str = ""


@get("/sign-in", opt=least(None), include_in_schema=False, sync_to_thread=True)
def sign_in(request: Asking, then: Then = "") -> Template | Redirect:
    """The form; who is signed in, or needs not be, goes on."""
    visitor = visitor_of(request)
    if visitor.user or not visitor.shared:
        return Redirect(local_path(then) or "/", status_code=303)
    return _sign_in(request, then)


@post("/sign-in/session", opt=least(None, audited=True), include_in_schema=False, request_max_body_size=MOST_OCTETS, sync_to_thread=True)
def keep_sign_in(request: Asking, ledger: LedgerOf, data: Annotated[SigningIn, Body(media_type=Form)]) -> Template | Redirect:
    """Begins a session and goes back to what was asked for; an earlier session of this browser ends."""
    visitor = visitor_of(request)
    if not visitor.shared:
        return Redirect("/", status_code=303)
    try:
        _, secret = signing.sign_in(ledger, data.name, data.password, visitor.address)
    except AccountError as error:
        return _sign_in(request, data.then, name=data.name[:LONGEST], error=error)
    if visitor.secret:
        with ledger.aside() as connection:
            session.end(connection, visitor.secret)
    return Redirect(local_path(data.then) or "/", status_code=303, cookies=[keeping(request, secret), *forget()])


@get("/sign-in/session", opt=least(None), include_in_schema=False, sync_to_thread=False)
def sign_in_again(request: Asking) -> Redirect:
    """Back to the form, from the address that it sends to: in the other language, or by a reload."""
    return Redirect(f"/sign-in?{request.url.query}", status_code=303)


@post("/sign-out", opt=least(Role.READER, in_person=True, audited=True), include_in_schema=False, sync_to_thread=True)
def sign_out(request: Asking, ledger: LedgerOf) -> Redirect:
    """Ends the session, here and in the browser."""
    visitor = visitor_of(request)
    if visitor.user:
        with ledger.aside() as connection:
            session.end(connection, visitor.secret)
            audit.note(connection, visitor.name, "signed_out", "", visitor.address)
    headers = {"Clear-Site-Data": '"cache"'}
    return Redirect("/sign-in", status_code=303, cookies=[keeping(request, ""), *forget()], headers=headers)


@get("/invitations/{secret:str}", opt=least(None), include_in_schema=False, sync_to_thread=True)
def invited(request: Asking, ledger: LedgerOf, secret: Name) -> Template:
    """The form in which the invited set their password."""
    return _invited(request, ledger, secret)


@post(
    "/invitations/{secret:str}/accepted",
    opt=least(None, audited=True),
    include_in_schema=False,
    request_max_body_size=MOST_OCTETS,
    sync_to_thread=True,
)
def accept(request: Asking, ledger: LedgerOf, secret: Name, data: Annotated[Beginning, Body(media_type=Form)]) -> Template | Redirect:
    """Makes the account, or sets its password, spends the link, and signs in."""
    visitor = visitor_of(request)
    try:
        if data.password != data.again:
            raise AccountError("again", "两遍不一样 (the two differ)", cause="differ")
        with ledger.aside() as connection:
            user = invitation.accept(connection, secret, data.password)
            audit.note(connection, user.name, "invitation_accepted", user.role, visitor.address)
            begun = session.begin(connection, user, visitor.address)
            if visitor.secret:
                session.end(connection, visitor.secret)
    except AccountError as error:
        return _invited(request, ledger, secret, error)
    return Redirect("/account", status_code=303, cookies=[keeping(request, begun), *forget()])


@get("/invitations/{secret:str}/accepted", opt=least(None), include_in_schema=False, sync_to_thread=False)
def invited_again(request: Asking, secret: Name) -> Redirect:
    """Back to the form, from the address that it sends to."""
    return Redirect(f"/invitations/{quote(secret)}?{request.url.query}", status_code=303)


def _sign_in(request: Asking, then: str, *, name: str = "", error: AccountError | None = None) -> Template:
    often = bool(error and error.cause == "often")
    shown = rendering.page(request, "sign_in.html", status=(429 if often else 401) if error else 200, then=then, name=name, error=error)
    shown.headers |= {"Cache-Control": NOT_KEPT} | ({"Retry-After": str(RETRY_SECONDS)} if often else {})
    return shown


def _invited(request: Asking, ledger: LedgerOf, secret: str, error: AccountError | None = None) -> Template:
    with ledger.looking() as connection:
        held = invitation.invitation(connection, secret)
    if held is None:
        raise NotHereError("/invitations", "no_invitation")
    shown = rendering.page(
        request, "invitation.html", status=400 if error else 200, held=held, secret=secret, error=error, shortest=SHORTEST
    )
    shown.headers |= {"Cache-Control": NOT_KEPT, "Referrer-Policy": "no-referrer"}
    return shown
