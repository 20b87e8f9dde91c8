"""People and organisations joined and parted by hand, with a preview of what that would change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any

from litestar import get, post
from litestar.params import Body, QueryParameter
from litestar.response import Redirect, Template
from sqlalchemy import Connection

from shanhai import views
from shanhai.accounts import Role
from shanhai.ledger import Ledger, editing
from shanhai.ledger import editing_organizations as bodies
from shanhai.reconcile.judgement import Judgement
from shanhai.views import PageHead

from .. import rendering
from ..asking import LONGEST, Asking, LedgerOf, Name
from ..permits import least
from ..reviewer import reviewer_of
from ..values import organization_href, person_href
from .joining import Chosen, Form, Joining, Parting, kept, would_of
from .organizations import meant_by, the_organization
from .people import the_person

Other = Annotated[str, QueryParameter(max_length=LONGEST)]
Join = Annotated[Joining, Body(media_type=Form)]
Part = Annotated[Parting, Body(media_type=Form)]
Make = Callable[[Connection], Sequence[Judgement]]


@get("/people/{name:str}/bearers", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def bearers(request: Asking, ledger: LedgerOf, name: Name, other: Other = "", apart: Chosen = None) -> Template:
    """A person beside the others of the same name, to be joined, and with the pages that mean them, to be parted."""
    view = the_person(ledger, name)
    tried = _tried(
        {
            "join": (lambda c: editing.same_person(c, name, other)) if other else None,
            "part": (lambda c: editing.other_person(c, name, apart)) if apart else None,
        }
    )
    others = () if tried else views.namesakes(ledger, name, view.name)
    return _page(request, ledger, "person", name, view.name, view.pages, tried, others=others, other=other, apart=apart or ())


@post("/people/{name:str}/join", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def join_people(request: Asking, ledger: LedgerOf, name: Name, data: Join) -> Redirect:
    """Joins two people of one name."""
    return kept(request, ledger, data, lambda c: editing.same_person(c, name, data.other), person_href(name))


@post("/people/{name:str}/part", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def part_people(request: Asking, ledger: LedgerOf, name: Name, data: Part) -> Redirect:
    """Says that some pages mean another person of the name."""
    return kept(request, ledger, data, lambda c: editing.other_person(c, name, data.chosen), person_href(name))


@get("/organizations/{name:str}/names", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def names(
    request: Asking, ledger: LedgerOf, name: Name, q: Other = "", other: Other = "", apart: Chosen = None, called: Other = ""
) -> Template:
    """An organisation beside those that it may be one with, with its names and its pages, to be joined and parted."""
    view = the_organization(ledger, meant_by(ledger, name))
    tried = _tried(
        {
            "join": (lambda c: bodies.same_organization(c, view.key, other)) if other else None,
            "part": (lambda c: bodies.other_organization(c, view.key, apart)) if apart else None,
            "unname": (lambda c: bodies.other_name(c, view.key, called)) if called else None,
        }
    )
    others = () if tried else views.organizations_near(ledger, view.key, view.name, q)
    more: dict[str, Any] = {
        "others": others,
        "other": other,
        "apart": apart or (),
        "called": called,
        "q": q,
        "names": (view.name, *view.names),
    }
    return _page(request, ledger, "organization", view.key, view.name, view.pages, tried, **more)


@post("/organizations/{name:str}/join", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def join_organizations(request: Asking, ledger: LedgerOf, name: Name, data: Join) -> Redirect:
    """Joins two organisations."""
    return kept(request, ledger, data, lambda c: bodies.same_organization(c, name, data.other), organization_href(name))


@post("/organizations/{name:str}/part", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def part_organizations(request: Asking, ledger: LedgerOf, name: Name, data: Part) -> Redirect:
    """Says that some pages mean another organisation."""
    return kept(request, ledger, data, lambda c: bodies.other_organization(c, name, data.chosen), organization_href(name))


@post("/organizations/{name:str}/unname", opt=least(Role.REVIEWER), include_in_schema=False, sync_to_thread=True)
def part_names(request: Asking, ledger: LedgerOf, name: Name, data: Join) -> Redirect:
    """Says that one of an organisation's names is another's."""
    return kept(request, ledger, data, lambda c: bodies.other_name(c, name, data.other), organization_href(name))


def _tried(makers: dict[str, Make | None]) -> tuple[str, Make] | None:
    """What is to be tried, and how it is made."""
    return next(((doing, make) for doing, make in makers.items() if make), None)


def _page(
    request: Asking,
    ledger: Ledger,
    kind: str,
    key: str,
    name: str,
    pages: Sequence[PageHead],
    tried: tuple[str, Make] | None,
    **more: Any,
) -> Template:
    would, error = would_of(ledger, tried[1]) if tried else (None, None)
    with ledger.looking() as connection:
        view = views.bearer(connection, kind, key)
        beside = views.bearer(connection, kind, str(more.get("other"))) if more.get("other") else None
    return rendering.page(
        request,
        "bearers.html",
        section="people" if kind == "person" else "organizations",
        kind=kind,
        key=key,
        name=name,
        pages=pages,
        view=view,
        beside=beside,
        doing=tried[0] if tried and would is not None else "",
        would=would,
        error=error,
        who=reviewer_of(request),
        **({"names": (name,), "q": "", "called": ""} | more),
    )
